import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Host {
  readonly root: string;
  close(): void;
}

/** A static host on the loopback address, whose every path is answered by the test. */
export async function openHost(answers: Record<string, Answer>): Promise<Host> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const answer = answers[path] ?? ((_, missing) => missing.writeHead(404).end());
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function sends(type: string, body: string): Answer {
  return (_, response) => response.writeHead(200, { 'Content-Type': type }).end(body);
}

export function honoursRange(bytes: Buffer): Answer {
  return (request, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1]);
    const end = Math.min(Number(range?.[2]) + 1, bytes.length);
    if (start >= bytes.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
      return;
    }
    response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` });
    response.end(bytes.subarray(start, end));
  };
}

export function ignoresRange(bytes: Buffer): Answer {
  return (_, response) => response.writeHead(200).end(bytes);
}
