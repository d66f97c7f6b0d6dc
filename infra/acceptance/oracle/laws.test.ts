import { describe, expect, it } from "vitest";
import { amber, birch, type Clip, cedar, ember, haven } from "../clips/clip.ts";
import { type BucketedDay, place } from "../published/day.ts";
import { readPlaylist } from "../published/playlist.ts";
import { expectationFaults } from "./expectation.ts";
import type { Fault } from "./faults.ts";
import { fixedFaults } from "./fixed.ts";
import { flicksPerSecond } from "./flicks.ts";
import { dayFaults } from "./laws.ts";
import { expectedTimeline } from "./plan.ts";
import { bucketTexts, keyOf } from "./planted.ts";
import type { Item } from "./schedule.ts";
import { ruler, slate } from "./slate.ts";
import type { Programme, Timeline } from "./timeline.ts";

const from = Date.parse("2026-11-21T00:00:00Z");
const day = { from, to: from + 10 * 60_000, bucketSeconds: 60 };
const loop = [amber, haven, cedar, ember];
const ids = new Map([...loop, slate, ruler].map(({ id }) => [keyOf(id), id]));

const timelineOf = (items: readonly Item[]) => expectedTimeline(day.from, day.to, items);

const videoOf = (key: string) => ids.get(key);
const placed = (texts: readonly string[]) => texts.map((text, k) => place(k, readPlaylist(text)));
const lawsOf = (faults: readonly Fault[]) => [...new Set(faults.map(({ law }) => law))];

/** The laws of any day that the texts break, whatever should be on air. */
function brokenByItself(texts: readonly string[], ofDay: BucketedDay = day): string[] {
  return lawsOf(dayFaults(ofDay, placed(texts)));
}

/** The laws that the texts break. */
function broken(texts: readonly string[]): string[] {
  const buckets = placed(texts);
  const expected = timelineOf(loop);
  return lawsOf([
    ...dayFaults(day, buckets),
    ...fixedFaults(expected, buckets, videoOf),
    ...expectationFaults(expected, day, buckets, videoOf),
  ]);
}

/** A day whose segments from number {@code first} on are as many seconds late. */
function late(first: number, seconds: number): Timeline {
  const timeline = timelineOf(loop);
  const by = (time: number) => time + seconds * flicksPerSecond;
  const moved = (programme: Programme): Programme => ({
    ...programme,
    start: by(programme.start),
    end: by(programme.end),
  });
  const segments = timeline.segments.map((segment, i) =>
    i < first
      ? segment
      : { ...segment, programme: moved(segment.programme), start: by(segment.start), end: by(segment.end) },
  );
  return { ...timeline, segments };
}

function without(number: number): Timeline {
  const timeline = timelineOf(loop);
  return { ...timeline, segments: timeline.segments.filter((_, i) => i !== number) };
}

/** The right texts with one of them changed. */
function edited(bucket: number, pattern: RegExp | string, replacement: string): string[] {
  const texts = bucketTexts(timelineOf(loop), day);
  const text = texts[bucket] ?? "";
  const changed = text.replace(pattern, replacement);
  expect(changed).not.toBe(text);
  return texts.with(bucket, changed);
}

/** Bucket 1 starts with the first segment of its slice, all numbers and dates being right. */
function withoutTheSegmentOnAir(): string[] {
  const texts = bucketTexts(timelineOf(loop), day);
  const plusFour = (date: string) => new Date(Date.parse(date) + 4000).toISOString();
  const text = (texts[1] ?? "")
    .replace(/#EXTINF.*\n.*m4s\n/, "")
    .replace(/(?<=MEDIA-SEQUENCE:)\d+/, (number) => `${Number(number) + 1}`)
    .replace(/(?<=DATE-TIME:).*/, plusFour);
  return texts.with(1, text);
}

const startOf = (clip: Clip) =>
  timelineOf(loop).segments.findIndex(({ programme }) => programme.clip === clip);

describe("the oracle", () => {
  it("accepts a day by the letter of the contract", () => {
    expect(broken(bucketTexts(timelineOf(loop), day))).toEqual([]);
  });

  it.each<[string, string, () => string[]]>([
    ["a hole of 21 ms", "hole", () => bucketTexts(late(startOf(cedar), 0.021), day)],
    ["a hole", "hole", () => bucketTexts(late(startOf(cedar), 2), day)],
    ["an overlap of 21 ms", "overlap", () => bucketTexts(late(startOf(cedar), -0.021), day)],
    ["an overlap", "overlap", () => bucketTexts(late(startOf(cedar), -2), day)],
    ["an item twice", "order", () => bucketTexts(timelineOf([amber, amber, haven, cedar, ember]), day)],
    ["an item left out", "order", () => bucketTexts(timelineOf([amber, haven, ember]), day)],
    ["items in the wrong order", "order", () => bucketTexts(timelineOf([amber, cedar, haven, ember]), day)],
    ["a segment left out", "order", () => bucketTexts(without(5), day)],
    ["a day that ends early", "order", () => bucketTexts(without(timelineOf(loop).segments.length - 1), day)],
    ["a day that starts late", "hole", () => bucketTexts(late(0, 1), day)],
    ["a bucket without the segment on air", "joinable", withoutTheSegmentOnAir],
    [
      "another bucket's playlist",
      "joinable",
      () => edited(2, /^.*$/s, bucketTexts(timelineOf(loop), day)[3] ?? ""),
    ],
    ["a media sequence that jumps", "sequence", () => edited(1, /(MEDIA-SEQUENCE:)\d+/, "$199")],
    [
      "a discontinuity sequence that jumps",
      "discontinuity",
      () => edited(1, /(DISCONTINUITY-SEQUENCE:)\d+/, "$19"),
    ],
    ["no DISCONTINUITY before a programme", "discontinuity", () => edited(0, "#EXT-X-DISCONTINUITY\n", "")],
    [
      "DISCONTINUITY inside a programme",
      "discontinuity",
      () => edited(1, /(m4s\n)/, "$1#EXT-X-DISCONTINUITY\n"),
    ],
    [
      "a date-time 1 ms off",
      "time",
      () => edited(0, "TIME:2026-11-21T00:00:08.500Z", "TIME:2026-11-21T00:00:08.501Z"),
    ],
    ["durations that drift", "drift", () => edited(0, /EXTINF:4\.000000/g, "EXTINF:4.002000")],
    ["a duration 1 µs off", "time", () => edited(0, "EXTINF:4.000000", "EXTINF:4.000001")],
    ["another title", "programme", () => edited(0, 'X-TITLE="haven"', 'X-TITLE="heaven"')],
    ["another duration as aired", "programme", () => edited(0, "DURATION=8.500", "DURATION=8.502")],
    [
      "another video's map",
      "form",
      () => edited(0, `${keyOf("haven")}/{$r}/init`, `${keyOf("ember")}/{$r}/init`),
    ],
  ])("refuses %s", (_, law, texts) => {
    expect(broken(texts())).toContain(law);
  });

  it("refuses a line that the contract does not know", () => {
    expect(() => broken(edited(0, "#EXTINF", "#EXT-X-GAP\n#EXTINF"))).toThrow("unknown line: #EXT-X-GAP");
    expect(() => broken(edited(0, "#EXT-X-ENDLIST\n", ""))).toThrow("not a bucket playlist");
  });
});

describe("the day's end", () => {
  /** A day of this many milliseconds on which birch plays 49 times and nothing after. */
  const ending = (ms: number) => {
    const looped = expectedTimeline(from, from + 588_000, [birch]);
    return brokenByItself(bucketTexts(looped, day), { ...day, to: from + ms });
  };

  it("is within 20 ms of nominal", () => {
    expect(ending(588_000)).toEqual([]);
    expect(ending(588_020)).toEqual([]);
    expect(ending(587_980)).toEqual([]);
  });

  it("leaves no hole of 21 ms, and outlives the day by none", () => {
    expect(ending(588_021)).toEqual(["hole"]);
    expect(ending(587_979)).toEqual(["overlap"]);
  });
});
