import { describe, expect, it } from "vitest";
import { amber, birch, type Clip, cedar, fjord } from "../clips/clip.ts";
import { type PlacedSegment, place } from "../published/day.ts";
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
import type { Programme } from "./timeline.ts";

const from = Date.parse("2026-11-21T00:00:00Z");
const day = { from, to: from + 10 * 60_000, bucketSeconds: 60 };
const ids = new Map([amber, birch, cedar, fjord, slate, ruler].map(({ id }) => [keyOf(id), id]));
const videoOf = (key: string) => ids.get(key);
const timelineOf = (items: readonly Item[]) => expectedTimeline(day.from, day.to, items);
const placed = (texts: readonly string[]): PlacedSegment[][] =>
  texts.map((text, k) => place(k, readPlaylist(text)));
const lawsOf = (faults: readonly Fault[]) => [...new Set(faults.map(({ law }) => law))];

const fixed = (startMs: number, clip: Clip) => ({ startMs, clip });
/** From 12 s on slate: two minutes and 18 seconds, and then what is left of the day. */
const items = [fixed(0, birch), fixed(150_000, fjord)];
const right = timelineOf(items);
const texts = () => bucketTexts(right, day);
const [, hole] = right.programmes as [Programme, Programme];

const replanned = (...others: Item[]) => bucketTexts(timelineOf(others), day);

function changed(pattern: RegExp | string, replacement: string): string[] {
  const whole = texts();
  const bucket = whole.findIndex((text) => text.search(pattern) >= 0);
  return whole.with(bucket, (whole[bucket] ?? "").replace(pattern, replacement));
}

/** The first run of slate with its ruler's segment a number of steps longer, and all after it so much later. */
function measured(steps: number): string[] {
  const by = (steps * flicksPerSecond) / 50;
  const segments = right.segments.map((segment) => {
    const { programme, start, end, clip, index } = segment;
    if (programme.index < 1 || (programme === hole && clip !== ruler)) {
      return programme === hole ? { ...segment, programme: { ...hole, end: hole.end + by } } : segment;
    }
    if (programme === hole) {
      return {
        ...segment,
        index: index + steps,
        end: end + by,
        programme: { ...hole, end: hole.end + by },
      };
    }
    const moved = { ...programme, start: programme.start + by, end: programme.end + by };
    return { ...segment, programme: moved, start: start + by, end: end + by };
  });
  return bucketTexts({ ...right, segments }, day);
}

/** Slate from its second minute on told as a programme of its own. */
function toldTwice(): string[] {
  const second = right.segments.find(({ programme, run }) => programme === hole && run === 2)?.start ?? 0;
  const parts = [
    { ...hole, end: second },
    { ...hole, index: 2, start: second },
  ] as const;
  const segments = right.segments.map((segment) => {
    const { programme, start } = segment;
    if (programme !== hole) {
      const index = programme.index + (programme.index > 1 ? 1 : 0);
      return { ...segment, programme: { ...programme, index } };
    }
    return { ...segment, programme: parts[start < second ? 0 : 1] };
  });
  return bucketTexts({ ...right, segments }, day);
}

function overlapping(): string[] {
  return changed(/EXTINF:\d+\.\d+(,\n.*ruler)/, "EXTINF:2.040000$1");
}

/** The laws that texts break. */
function broken(planted: readonly string[]): string[] {
  const buckets = placed(planted);
  return lawsOf([
    ...dayFaults(day, buckets),
    ...fixedFaults(right, buckets, videoOf),
    ...expectationFaults(right, day, buckets, videoOf),
  ]);
}

const misplaced: [string, string, () => string[]][] = [
  ["a fixed item 21 ms late", "fixed", () => replanned(fixed(0, birch), fixed(150_021, fjord))],
  ["a fixed item 31 ms early", "fixed", () => replanned(fixed(0, birch), fixed(149_969, fjord))],
  ["no fixed item", "fixed", () => replanned(fixed(0, birch))],
  ["another fixed item", "order", () => replanned(fixed(0, birch), fixed(150_000, amber))],
  ["a ruler's segment a step too long", "order", () => measured(1)],
  ["a ruler's segment two steps too short", "fixed", () => measured(-2)],
  ["a loop where slate should be", "order", () => replanned(amber, ...items)],
  ["a fixed item twice", "order", () => replanned(...items, fixed(161_000, fjord))],
];

const mistold: [string, string, () => string[]][] = [
  ["slate of CLASS programme", "programme", () => changed('CLASS="slate"', 'CLASS="programme"')],
  ["a programme of CLASS slate", "programme", () => changed('CLASS="programme"', 'CLASS="slate"')],
  ["slate of another title", "programme", () => changed('X-TITLE="Slate"', 'X-TITLE="Pause"')],
  [
    "slate with captions",
    "programme",
    () => changed(/(X-TITLE="Slate")/, `$1,X-CAPTIONS="en.${"a".repeat(13)}"`),
  ],
  ["two DATERANGEs for one run of slate", "programme", toldTwice],
  [
    "a DATERANGE that is repeated with another duration",
    "programme",
    () => changed(/(m4s\n#EXT-X-DISC(?:.|\n)*?CLASS="slate",.*?DURATION=)\d+/, "$199"),
  ],
  [
    "no DISCONTINUITY where slate starts over",
    "discontinuity",
    () => changed(/(00014\.m4s\n)#EXT-X-DISCONTINUITY\n/, "$1"),
  ],
  [
    "no date-time where slate starts over",
    "form",
    () => changed(/(00014\.m4s\n#EXT-X-DISCONTINUITY\n)#EXT-X-PROGRAM.*\n/, "$1"),
  ],
  ["a ruler's segment that reaches into the next programme", "overlap", overlapping],
  [
    "a programme's number twice",
    "programme",
    () => texts().map((text) => text.replaceAll("000000Z-2", "000000Z-1")),
  ],
  [
    "another duration of slate",
    "programme",
    () => texts().map((text) => text.replaceAll("=138.000", "=138.040")),
  ],
];

describe("a day with fixed starts and slate", () => {
  it("is accepted by the letter of the contract", () => {
    expect(broken(texts())).toEqual([]);
    expect(
      texts()
        .join("")
        .match(/^#EXT-X-DATERANGE.*CLASS="slate".*$/gm)?.length,
    ).toBeGreaterThan(5);
  });

  it.each(misplaced)("is refused with %s", (_, law, planted) => {
    expect(broken(planted())).toContain(law);
  });

  it.each(mistold)("is refused with %s, whatever should be on air", (_, law, planted) => {
    expect(lawsOf(dayFaults(day, placed(planted())))).toContain(law);
  });
});
