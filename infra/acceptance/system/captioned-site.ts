import { crc32, gzipSync } from "node:zlib";
import { type Clip, clips } from "../clips/clip.ts";
import { segmentFrames } from "../oracle/segments.ts";
import { bucketCount } from "../published/day.ts";
import { readPack } from "../published/pack.ts";
import type { Site } from "../published/site.ts";
import type { Overlay } from "./overlay-server.ts";

/** Times in milliseconds from the clip's first frame. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One cue a second, one over each boundary of segments, and one that outlives the clip. */
export function cuesOf(clip: Clip, language: string): Cue[] {
  const frameMs = (1000 * clip.rate.denominator) / clip.rate.numerator;
  const lengthMs = clip.frames * frameMs;
  const name = (what: string) => `${clip.id} ${language} ${what}`;
  const seconds = Array.from({ length: Math.floor(lengthMs / 1000) }, (_, second) => ({
    start: second * 1000,
    end: second * 1000 + 800,
    text: name(`second ${second}`),
  }));
  const boundaries = segmentStarts(clip)
    .slice(1)
    .map((boundaryMs, i) => ({
      start: Math.round(boundaryMs) - 300,
      end: Math.round(boundaryMs) + 300,
      text: name(`boundary ${i}`),
    }));
  const end = Math.floor(lengthMs);
  return [...seconds, ...boundaries, { start: end - 500, end: end + 3000, text: name("overhang") }];
}

/** Milliseconds of each segment's start, and of the end. */
function segmentStarts(clip: Clip): number[] {
  const frameMs = (1000 * clip.rate.denominator) / clip.rate.numerator;
  let frames = 0;
  return segmentFrames(clip.frames, clip.rate).map((count) => {
    frames += count;
    return (frames - count) * frameMs;
  });
}

const entry = (language: string) => `${language}.${"c".repeat(13)}`;

/** A published site as if some of its clips had captions: languages by a clip's id. */
export function captioned(site: Site, languages: ReadonlyMap<string, readonly string[]>): Overlay {
  const all = [...new Set([...languages.values()].flat())].sort();
  const packs = new Map<string, Buffer>();
  return (path) => {
    if (path.endsWith("master.m3u8")) {
      return { type: "application/vnd.apple.mpegurl", body: Buffer.from(master(site.text(path), all)) };
    }
    if (path.endsWith(".pack")) {
      const body = packs.get(path) ?? captionedPack(site, path, languages);
      packs.set(path, body);
      return { type: "application/octet-stream", body };
    }
    const text = path === "segments/empty.vtt" ? "WEBVTT\n\n" : segment(site, path, languages);
    return text === undefined ? undefined : { type: "text/vtt; charset=utf-8", body: Buffer.from(text) };
  };
}

function master(text: string, languages: readonly string[]): string {
  const media = languages.map(
    (language) =>
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="${language}",LANGUAGE="${language}",` +
      `DEFAULT=NO,AUTOSELECT=YES,URI="timeline.m3u8?r=t-${language}"\n`,
  );
  return text
    .replace("#EXT-X-STREAM-INF", `${media.join("")}#EXT-X-STREAM-INF`)
    .replaceAll('AUDIO="a0"\n', 'AUDIO="a0",SUBTITLES="t"\n');
}

function captionedPack(site: Site, path: string, languages: ReadonlyMap<string, readonly string[]>): Buffer {
  const day = site.days().find(({ release }) => path.includes(release));
  if (day === undefined) {
    throw new Error(`no day has ${path}`);
  }
  const buckets = readPack(site.bytes(path), bucketCount(day)).map((text) =>
    text.replace(/X-VIDEO="([^"]+)",X-TITLE="[^"]*"/g, (attributes, video: string) => {
      const entries = [...(languages.get(video) ?? [])].sort().map(entry);
      return entries.length === 0 ? attributes : `${attributes},X-CAPTIONS="${entries.join(",")}"`;
    }),
  );
  return writePack(buckets, day.directoryBytes);
}

function writePack(buckets: readonly string[], directoryBytes: number): Buffer {
  const members = buckets.map((text) => gzipSync(text));
  let offset = directoryBytes;
  const offsets = [offset, ...members.map((member) => (offset += member.length))];
  const lines = Buffer.from(offsets.map((each) => `${each.toString(16).padStart(8, "0")}\n`).join(""));
  const block = Buffer.alloc(15);
  block.write("1f8b08000000000000ff01", "hex");
  block.writeUInt16LE(lines.length, 11);
  block.writeUInt16LE(0xffff - lines.length, 13);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(lines), 0);
  trailer.writeUInt32LE(lines.length, 4);
  return Buffer.concat([block, lines, trailer, ...members]);
}

const segmentPath = /^segments\/([a-z2-7]{26})\/t-([a-z-]+)\.c{13}\/(\d{5})\.vtt$/;

/** The cues that overlap a segment, as a stranger would write them by the format; undefined if the clip has none. */
function segment(
  site: Site,
  path: string,
  languages: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const [, key = "", language = "", index = ""] = segmentPath.exec(path) ?? [];
  const id = site.videoIds().get(key);
  const clip = clips.find((each) => each.id === id);
  if (clip === undefined || !languages.get(clip.id)?.includes(language)) {
    return undefined;
  }
  const starts = segmentStarts(clip);
  const from = starts[Number(index)] ?? Number.POSITIVE_INFINITY;
  const to = starts[Number(index) + 1] ?? Number.POSITIVE_INFINITY;
  const shown = cuesOf(clip, language).filter(({ start, end }) => start < to && end > from);
  const blocks = shown.map(({ start, end, text }) => `${time(start)} --> ${time(end)}\n${text}\n`);
  return `WEBVTT\n\n${blocks.join("\n")}`;
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
