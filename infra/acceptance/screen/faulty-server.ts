import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What a server does to a request instead of handing it on. */
export type Fault =
  | { readonly status: number }
  /** Asks for another path. */
  | { readonly path: string }
  /** Sends other bytes, and says so in its headers. */
  | { readonly body: (real: Buffer) => Buffer }
  | { readonly headers: IncomingHttpHeaders }
  /** Sends the first byte, and the others so much later. */
  | { readonly lateMs: number }
  /** Promises all bytes, and closes the connection after half of them. */
  | { readonly cut: true }
  /** Closes the connection. */
  | "refuse";

/** A server of another time, that does what a test tells it to. Both may change at any moment. */
export interface FaultyServer {
  readonly origin: string;
  /** How far it is ahead of this machine's clock, in whole seconds. */
  shiftMs: number;
  fault: (path: string, headers: IncomingHttpHeaders) => Fault | undefined;
  /** Paths below the root in the order in which they were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function faultyServer(
  origin: string,
  shiftMs: number,
  fault: FaultyServer["fault"] = () => undefined,
): Promise<FaultyServer> {
  const server = createServer((incoming, outgoing) => void handle(origin, faulty, incoming, outgoing));
  const asked: string[] = [];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const faulty: FaultyServer = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    shiftMs,
    fault,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return faulty;
}

/** A connection that is kept may be closed by the site's server just when it is used again, which is no fault that a test asked for. */
const connections = new Agent({ keepAlive: false });

async function handle(
  origin: string,
  server: FaultyServer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const path = new URL(incoming.url ?? "/", origin).pathname.slice(1);
  server.asked.push(path);
  const fault = server.fault(path, incoming.headers);
  if (fault === "refuse") {
    outgoing.destroy();
    return;
  }
  if (fault !== undefined && "status" in fault) {
    outgoing.writeHead(fault.status, { "Cache-Control": "no-store" }).end();
    return;
  }
  const onward = fault !== undefined && "path" in fault ? `/${fault.path}` : (incoming.url ?? "/");
  const changed = fault !== undefined && "body" in fault;
  const answer = await ask(origin, onward, incoming, changed).catch(() => undefined);
  if (answer === undefined) {
    outgoing.destroy();
    return;
  }
  const headers = { ...answer.headers, ...told(server.shiftMs, path) };
  await send(outgoing, answer.status, headers, answer.body, fault);
}

/** The pointer may change at any moment, so no cache keeps it. */
function told(shiftMs: number, path: string): IncomingHttpHeaders {
  const date = new Date(Date.now() + shiftMs).toUTCString();
  return path === "live.json" ? { date, "cache-control": "no-store" } : { date };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is going to be changed must not be compressed. */
function ask(
  origin: string,
  path: string,
  { method, headers: asked }: IncomingMessage,
  plain: boolean,
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const headers = plain ? { ...asked, "accept-encoding": "identity" } : asked;
  return new Promise((resolve, reject) => {
    const onward = request({ agent: connections, hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 502,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    onward.on("error", reject);
    onward.end();
  });
}

async function send(
  outgoing: ServerResponse,
  status: number,
  headers: IncomingHttpHeaders,
  real: Buffer,
  fault: Fault | undefined,
): Promise<void> {
  const body = fault !== undefined && typeof fault === "object" && "body" in fault ? fault.body(real) : real;
  const added = fault !== undefined && typeof fault === "object" && "headers" in fault ? fault.headers : {};
  const { "transfer-encoding": _, ...rest } = headers;
  outgoing.writeHead(status, { ...rest, "content-length": body.length, ...added });
  if (fault !== undefined && typeof fault === "object" && "cut" in fault) {
    outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.destroy());
    return;
  }
  if (fault !== undefined && typeof fault === "object" && "lateMs" in fault) {
    outgoing.write(body.subarray(0, 1));
    await new Promise((resolve) => setTimeout(resolve, fault.lateMs));
    outgoing.end(body.subarray(1));
    return;
  }
  outgoing.end(body);
}
