import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that hands on every request and remembers what was asked. */
export interface LoggingServer {
  readonly origin: string;
  /** Paths below the root in the order in which they were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function loggingServer(origin: string): Promise<LoggingServer> {
  const { hostname, port } = new URL(origin);
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { url = "/", method, headers } = incoming;
    asked.push(new URL(url, origin).pathname.slice(1));
    const onward = request({ hostname, port, path: url, method, headers }, (theirs) => {
      outgoing.writeHead(theirs.statusCode ?? 502, theirs.headers);
      theirs.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
