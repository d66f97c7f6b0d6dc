import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that has some objects of its own, and hands on requests for all others. */
export interface OverlayServer {
  readonly origin: string;
  /** Paths of its own objects in the order in which they were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface OwnObject {
  readonly type: string;
  readonly body: Buffer;
}

/** An object by its path below the root, {@code live.json}; undefined where the other server answers. */
export type Overlay = (path: string) => OwnObject | undefined;

export async function overlayServer(origin: string, overlay: Overlay): Promise<OverlayServer> {
  const { hostname, port } = new URL(origin);
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { url = "/", method, headers } = incoming;
    const path = new URL(url, origin).pathname.slice(1);
    const own = overlay(path);
    if (own !== undefined) {
      asked.push(path);
      answer(outgoing, own, headers.range);
      return;
    }
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

function answer(outgoing: ServerResponse, { type, body }: OwnObject, wanted = ""): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(wanted) ?? [];
  const headers = { "Content-Type": type, "Cache-Control": "public, max-age=31536000, immutable" };
  if (from === undefined) {
    outgoing.writeHead(200, headers).end(body);
    return;
  }
  const range = `bytes ${from}-${to}/${body.length}`;
  outgoing.writeHead(206, { ...headers, "Content-Range": range });
  outgoing.end(body.subarray(Number(from), Number(to) + 1));
}
