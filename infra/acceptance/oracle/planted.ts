/*
 * Writes days by the letter of the contract, so that tests can plant faults in them. Only the oracle's own tests
 * use it.
 */

import { crc32, deflateRawSync } from "node:zlib";
import { titleOf } from "../clips/clip.ts";
import { type BucketedDay, bucketCount, bucketStart } from "../published/day.ts";
import { flicksPerMillisecond, flicksPerSecond } from "./flicks.ts";
import { type AiredSegment, type Timeline, wall } from "./timeline.ts";

/** A key for each clip: its id, filled up to 26 characters. */
export function keyOf(id: string): string {
  return id.padEnd(26, "a");
}

/** The playlists of a day, in order. */
export function bucketTexts(timeline: Timeline, day: BucketedDay): string[] {
  return Array.from({ length: bucketCount(day) }, (_, k) => bucketText(timeline, day, k));
}

function bucketText(timeline: Timeline, day: BucketedDay, k: number): string {
  const from = (bucketStart(day, k) - day.from) * flicksPerMillisecond;
  const to = (bucketStart(day, k + 1) - day.from) * flicksPerMillisecond;
  const first = timeline.segments.findIndex((segment) => segment.end > from);
  const segments = timeline.segments.slice(first).filter((segment) => segment.start < to);
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:11",
    "#EXT-X-PLAYLIST-TYPE:VOD",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    '#EXT-X-DEFINE:QUERYPARAM="r"',
    "#EXT-X-TARGETDURATION:5",
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${segments[0]?.run}`,
    ...segments.flatMap((segment, i) => segmentLines(timeline, segment, segments[i - 1])),
    "#EXT-X-ENDLIST\n",
  ];
  return lines.join("\n");
}

function segmentLines(timeline: Timeline, segment: AiredSegment, before: AiredSegment | undefined): string[] {
  const { programme } = segment;
  const base = `../../../../segments/${keyOf(segment.clip.id)}/{$r}`;
  const breaks = before !== undefined && segment.run !== before.run;
  const date = (flicks: number) => new Date(Math.round(wall(timeline, flicks))).toISOString();
  const id = `${date(0).replace(/[-:]|\.000/g, "")}-${programme.index}`;
  const seconds = ((programme.end - programme.start) / flicksPerSecond).toFixed(3);
  const tags = [
    `#EXT-X-PROGRAM-DATE-TIME:${date(segment.start)}`,
    `#EXT-X-DATERANGE:ID="${id}",CLASS="${programme.kind}",START-DATE="${date(programme.start)}",` +
      `DURATION=${seconds},X-VIDEO="${programme.clip.id}",X-TITLE="${percentEncode(titleOf(programme.clip))}"`,
    `#EXT-X-MAP:URI="${base}/init.mp4"`,
  ];
  return [
    ...(breaks ? ["#EXT-X-DISCONTINUITY"] : []),
    ...(breaks || before === undefined ? tags : []),
    `#EXTINF:${((segment.end - segment.start) / flicksPerSecond).toFixed(6)},`,
    `${base}/${String(segment.index).padStart(5, "0")}.m4s`,
  ];
}

function percentEncode(title: string): string {
  return encodeURIComponent(title).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A pack of these members. */
export function packOf(members: readonly string[]): Buffer {
  const deflated = members.map((text) => gzipMember(text, 6));
  const offsets = [0];
  for (const member of deflated) {
    offsets.push((offsets.at(-1) ?? 0) + member.length);
  }
  const size = gzipMember("00000000\n".repeat(offsets.length), 0).length;
  const lines = offsets.map((offset) => `${(offset + size).toString(16).padStart(8, "0")}\n`);
  return Buffer.concat([gzipMember(lines.join(""), 0), ...deflated]);
}

export function gzipMember(text: string, level: number): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(text), 0);
  trailer.writeUInt32LE(Buffer.byteLength(text), 4);
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  return Buffer.concat([header, deflateRawSync(text, { level }), trailer]);
}
