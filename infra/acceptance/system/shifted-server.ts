import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of another time. */
export interface ShiftedServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Hands every request on to a server whose clock is right, and moves the Date of its answers by whole seconds.
 * The browser's own interception would not do: it delays each request by more than is measured here.
 */
export async function shiftedServer(origin: string, shiftMs: number): Promise<ShiftedServer> {
  const { hostname, port } = new URL(origin);
  const server = createServer((incoming, outgoing) => {
    const { url, method, headers } = incoming;
    const onward = request({ hostname, port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, shifted(answer.headers, shiftMs));
      answer.pipe(outgoing);
    });
    onward.on("error", () => refuse(outgoing));
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function shifted(headers: IncomingHttpHeaders, shiftMs: number): IncomingHttpHeaders {
  const { date } = headers;
  return date === undefined
    ? headers
    : { ...headers, date: new Date(Date.parse(date) + shiftMs).toUTCString() };
}

function refuse(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) {
    outgoing.writeHead(502);
  }
  outgoing.end();
}
