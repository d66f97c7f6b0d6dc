import { readFileSync } from "node:fs";
import { createServer, request, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { bucketStart } from "../published/day.ts";
import { readPack } from "../published/pack.ts";
import type { PublishedDay, Site } from "../published/site.ts";

const hlsFolder = dirname(createRequire(import.meta.url).resolve("hls.js"));

/** The smallest page that plays a playlist with hls.js, from a second of it on; frames are seen as on the real one. */
const html = `<!doctype html><meta charset="utf-8"><title>plain</title>
<video id="video" muted playsinline style="width:100%;height:100vh"></video>
<script src="hls.min.js"></script>
<script>
const video = document.getElementById("video");
const asked = new URLSearchParams(location.search);
const hls = new Hls({ startPosition: (Date.now() - Number(asked.get("from"))) / 1000 });
hls.loadSource(asked.get("source"));
hls.attachMedia(video);
hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
</script>
`;

/** Buckets one after the other as one finished playlist: numbers go on, the repeated segment is left out. */
export function joined(buckets: readonly string[]): string {
  let nextNumber: number | undefined;
  let discontinuities: number | undefined;
  const lines: string[] = [];
  for (const text of buckets) {
    const all = text.trimEnd().split("\n");
    const firstPart = all.findIndex((line) => line.startsWith("#EXT-X-PROGRAM-DATE-TIME"));
    const number = numberOf(all, "#EXT-X-MEDIA-SEQUENCE:");
    const breaks = numberOf(all, "#EXT-X-DISCONTINUITY-SEQUENCE:");
    const body = all.slice(firstPart, all.indexOf("#EXT-X-ENDLIST"));
    const repeated = nextNumber !== undefined && number < nextNumber;
    if (nextNumber === undefined) {
      lines.push(...all.slice(0, firstPart));
    } else if (!repeated && breaks !== discontinuities) {
      lines.push("#EXT-X-DISCONTINUITY");
    }
    const firstUri = body.findIndex((line) => !line.startsWith("#"));
    lines.push(...(repeated ? body.slice(firstUri + 1) : body));
    nextNumber = number + body.filter((line) => !line.startsWith("#")).length;
    discontinuities = breaks + body.filter((line) => line === "#EXT-X-DISCONTINUITY").length;
  }
  return `${[...lines, "#EXT-X-ENDLIST"].join("\n")}\n`;
}

function numberOf(lines: readonly string[], tag: string): number {
  return Number(lines.find((line) => line.startsWith(tag))?.slice(tag.length));
}

export interface VodServer {
  /** Of a page that plays what is on at the instant at which it is asked for. */
  address(): string;
  close(): Promise<void>;
}

/**
 * Serves a plain page and the next buckets of a channel as a VOD; all else comes from the site's own server.
 *
 * @param count of buckets, the one of now first
 */
export async function vodServer(
  site: Site,
  day: PublishedDay,
  channel: string,
  origin: string,
  count: number,
): Promise<VodServer> {
  const first = Math.floor((Date.now() - day.from) / (day.bucketSeconds * 1000));
  const pack = site.bytes(`releases/${day.release}/timelines/c/${channel}.pack`);
  const texts = readPack(pack, Math.ceil((day.to - day.from) / (day.bucketSeconds * 1000)));
  const playlist = joined(texts.slice(first, first + count));
  const start = /#EXT-X-PROGRAM-DATE-TIME:(.+)/.exec(playlist)?.[1] ?? "";
  const from = Math.min(Date.parse(start), bucketStart(day, first));
  const own = new Map([
    ["plain.html", { type: "text/html", body: html }],
    ["hls.min.js", { type: "text/javascript", body: readFileSync(join(hlsFolder, "hls.min.js"), "utf8") }],
    ["timeline.m3u8", { type: "application/vnd.apple.mpegurl", body: playlist }],
  ]);
  const server = createServer((incoming, outgoing) => {
    const name = new URL(incoming.url ?? "/", origin).pathname.split("/").at(-1) ?? "";
    const mine = own.get(name);
    if (mine === undefined) {
      handOn(origin, incoming.url ?? "/", outgoing);
    } else {
      // Compressed, as the preview does it for the page beside.
      outgoing.writeHead(200, {
        "Content-Type": mine.type,
        "Content-Encoding": "gzip",
        "Cache-Control": "no-store",
      });
      outgoing.end(gzipSync(mine.body));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const source = encodeURIComponent(`releases/${day.release}/master.m3u8`);
  return {
    address: () => `${base}plain.html?source=${source}&from=${from}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function handOn(origin: string, path: string, outgoing: ServerResponse): void {
  const onward = request(new URL(path, origin), (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  onward.end();
}
