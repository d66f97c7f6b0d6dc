import { describe, expect, it } from "vitest";
import { amber, birch, type Clip, clips, dune, ember, fjord } from "../clips/clip.ts";
import { place } from "../published/day.ts";
import { readPlaylist } from "../published/playlist.ts";
import { randomFrom } from "../screen/random.ts";
import { fixedFaults } from "./fixed.ts";
import { flicksPerMillisecond } from "./flicks.ts";
import { dayFaults } from "./laws.ts";
import { expectedTimeline } from "./plan.ts";
import { bucketTexts, keyOf } from "./planted.ts";
import type { FixedItem, Item } from "./schedule.ts";
import type { Timeline } from "./timeline.ts";

const at = (startMs: number, clip: Clip): FixedItem => ({ clip, startMs });

/** A clip of one segment. */
const brief: Clip = { ...birch, id: "brief", number: 9, frames: 75 };

const ms = (flicks: number) => flicks / flicksPerMillisecond;

/** A short day as a line of programmes, each with its start in milliseconds; slate with its segments. */
function line(dayMs: number, ...items: Item[]): string {
  const timeline = expectedTimeline(0, dayMs, items);
  const told = timeline.programmes.map((programme) => {
    const files = timeline.segments.filter((segment) => segment.programme === programme);
    const slate = files.map(({ clip, index }) => (clip.id === "ruler" ? `r${index}` : index)).join(" ");
    const what = programme.kind === "slate" ? `slate(${slate})` : `${programme.clip.id}*${files.length}`;
    return `${Math.round(ms(programme.start))} ${what}`;
  });
  return told.join(", ");
}

describe("a day's end", () => {
  it.each<[string, number, readonly Item[], string]>([
    ["that the loop meets needs no slate", 24_000, [birch], "0 birch*3, 12000 birch*3"],
    ["20 ms after it stays a hole", 24_020, [birch], "0 birch*3, 12000 birch*3"],
    ["21 ms after it costs a segment", 24_021, [birch], "0 birch*3, 12000 birch*2, 20000 slate(r176)"],
    ["499 ms after it costs a segment", 24_499, [birch], "0 birch*3, 12000 birch*2, 20000 slate(r200)"],
    [
      "half a second after it is the shortest slate",
      24_500,
      [birch],
      "0 birch*3, 12000 birch*3, 24000 slate(r0)",
    ],
    [
      "509 ms after it is nearest to half a second",
      24_509,
      [birch],
      "0 birch*3, 12000 birch*3, 24000 slate(r0)",
    ],
    [
      "511 ms after it is nearest to a step more",
      24_511,
      [birch],
      "0 birch*3, 12000 birch*3, 24000 slate(r1)",
    ],
    ["after a cut item is slate", 23_000, [birch], "0 birch*3, 12000 birch*2, 20000 slate(r125)"],
    ["of an empty loop is slate throughout", 4500, [], "0 slate(0 r0)"],
    ["a millisecond before a whole segment fits is the longest ruler", 4499, [], "0 slate(r200)"],
    ["a minute on starts slate over", 68_600, [], "0 slate(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 0 1 r5)"],
  ])("%s", (_, dayMs, items, expected) => {
    expect(line(dayMs, ...items)).toBe(expected);
  });
});

const fixedItems: [string, number, readonly Item[], string][] = [
  [
    "cuts the loop's item, which is over",
    40_000,
    [birch, fjord, at(18_000, ember)],
    "0 birch*3, 12000 fjord*1, 16000 slate(r75), 18000 ember*3, 27300 birch*3, 39300 slate(r10)",
  ],
  [
    "of which nothing fits before it is next after it",
    40_000,
    [birch, fjord, at(14_000, ember)],
    "0 birch*3, 12000 slate(r75), 14000 ember*3, 23300 fjord*3, 34300 birch*1, 38300 slate(r60)",
  ],
  [
    "stands anywhere in the list",
    40_000,
    [at(14_000, ember), birch, fjord],
    line(40_000, birch, fjord, at(14_000, ember)),
  ],
  ["below half a second starts the day", 15_000, [birch, at(499, dune)], "0 dune*4, 14033 slate(r23)"],
  ["at half a second follows slate", 15_000, [at(500, birch)], "0 slate(r0), 500 birch*3, 12500 slate(r100)"],
  [
    "comes 20 ms early over a hole of 20 ms",
    23_020,
    [at(0, birch), at(12_020, fjord)],
    "0 birch*3, 12000 fjord*3",
  ],
  [
    "takes a segment from the one before over a hole of 21 ms",
    23_021,
    [at(0, birch), at(12_021, fjord)],
    "0 birch*2, 8000 slate(r176), 12020 fjord*3",
  ],
  [
    "takes the only segment of a loop's item, which waits",
    26_100,
    [birch, brief, fjord, at(15_100, fjord)],
    "0 birch*3, 12000 slate(r130), 15100 fjord*3",
  ],
  [
    "so takes from a cut item all that was on air of it",
    38_200,
    [birch, fjord, at(16_200, amber), at(24_700, birch)],
    "0 birch*3, 12000 slate(r185), 16200 amber*2, 24700 birch*3, 36700 slate(r50)",
  ],
  [
    "too close after one of one segment is left out",
    25_000,
    [birch, at(9_900, brief), at(13_000, birch)],
    "0 birch*2, 8000 slate(r70), 9900 brief*1, 12900 birch*2, 20900 slate(r180)",
  ],
  [
    "left out is as if it were not in the list",
    37_000,
    [birch, fjord, at(13_000, brief), at(16_100, birch)],
    line(37_000, birch, fjord, at(13_000, brief)),
  ],
  [
    "of a chain of one segment each is every second one",
    18_400,
    [0, 3_300, 6_600, 9_900, 13_200].map((startMs) => at(startMs, brief)),
    "0 brief*1, 3000 slate(r155), 6600 brief*1, 9600 slate(r155), 13200 brief*1, 16200 slate(r85)",
  ],
  [
    "left out gives the one before its last segment back",
    10_100,
    [at(0, amber), at(8800, { ...brief, frames: 25 })],
    "0 amber*2, 8500 slate(r55)",
  ],
  [
    "back to back with one that came late comes as late, and nothing goes between",
    23_009,
    [fjord, at(511, birch), at(12_511, amber), at(21_011, { ...brief, frames: 25 })],
    "0 slate(r1), 520 birch*3, 12520 amber*2, 21020 brief*1, 22020 slate(r24)",
  ],
  ["past the day's end keeps whole segments", 20_000, [birch, at(12_000, birch)], "0 birch*3, 12000 birch*2"],
  [
    "of which one segment is left before the day's end, too close to it, is left out",
    16_200,
    [birch, at(12_000, birch)],
    "0 birch*3, 12000 slate(r185)",
  ],
  ["of which no segment ends with the day is none", 15_900, [birch, at(12_000, amber)], line(15_900, birch)],
  ["at the day's end is none", 24_000, [birch, at(24_000, birch)], line(24_000, birch)],
  [
    "that overlaps an earlier one is none",
    24_000,
    [at(11_999, fjord), birch, at(0, birch)],
    "0 birch*3, 12000 birch*3",
  ],
  [
    "that overlaps one that overlaps is judged by what is on air",
    24_000,
    [at(0, birch), at(11_000, fjord), at(12_000, birch)],
    "0 birch*3, 12000 birch*3",
  ],
  [
    "twice at one time is the list's first",
    13_000,
    [at(300, birch), at(0, fjord)],
    "0 birch*3, 12000 slate(r25)",
  ],
];

describe("a fixed item", () => {
  it.each(fixedItems)("%s", (_, dayMs, items, expected) => {
    expect(line(dayMs, ...items)).toBe(expected);
  });

  it("is judged by its whole length where it overlaps, though the day cuts it", () => {
    const { fixed } = expectedTimeline(0, 20_000, [at(12_000, birch), at(20_000 - 100, amber)]);
    expect(fixed.map(({ start }) => ms(start))).toEqual([12_000]);
  });
});

const hourMs = 3_600_000;

/** An hour with up to 40 fixed items at any millisecond, many of them close to the end of the one before. */
function randomDay(seed: number): { items: Item[]; timeline: Timeline } {
  const random = randomFrom(seed);
  const pick = () => [...clips, brief][Math.floor(random() * (clips.length + 1))] ?? amber;
  const items: Item[] = Array.from({ length: Math.floor(random() * 5) }, pick);
  let startMs = 0;
  for (let i = Math.floor(random() * 40); i > 0; i--) {
    const clip = pick();
    startMs += Math.floor(random() < 0.5 ? random() * 600 : random() * 120_000);
    items.push(at(startMs, clip));
    startMs += Math.floor((clip.frames * 1000 * clip.rate.denominator) / clip.rate.numerator);
  }
  return { items, timeline: expectedTimeline(0, hourMs, items) };
}

describe("any day", () => {
  const all = Array.from({ length: 100 }, (_, seed) => ({ seed, ...randomDay(seed) }));

  it("is tiled from its first instant, and ends within 20 ms of its end", () => {
    for (const { seed, timeline } of all) {
      const ends = [0, ...timeline.segments.map((segment) => segment.end)];
      const torn = timeline.segments.filter(({ start }, i) => start !== ends[i]);
      expect(torn, `seed ${seed}`).toEqual([]);
      const end = ends.at(-1) ?? 0;
      expect(Math.abs(ms(end) - timeline.to), `seed ${seed}`).toBeLessThanOrEqual(20);
    }
  });

  it("starts fixed items at most 20 ms early and 10 ms late", () => {
    for (const { seed, timeline } of all) {
      for (const { item, start } of timeline.fixed) {
        const lates = timeline.programmes
          .filter(({ clip }) => clip === item.clip)
          .map((programme) => ms(programme.start - start));
        const late = lates.reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best));
        expect(late, `seed ${seed}, ${item.clip.id} at ${item.startMs}`).toBeGreaterThanOrEqual(-20);
        expect(late, `seed ${seed}, ${item.clip.id} at ${item.startMs}`).toBeLessThanOrEqual(10);
      }
    }
  });

  it("keeps the laws of a published day", () => {
    const day = { from: 0, to: hourMs, bucketSeconds: 60 };
    const ids = new Map([...clips, brief].map(({ id }) => [keyOf(id), id]));
    for (const { seed, timeline } of all.slice(0, 30)) {
      const buckets = bucketTexts(timeline, day).map((text, k) => place(k, readPlaylist(text)));
      const faults = [...dayFaults(day, buckets), ...fixedFaults(timeline, buckets, (key) => ids.get(key))];
      expect(faults, `seed ${seed}`).toEqual([]);
    }
  });

  it("has no slate beside slate, and none that is shorter than half a second", () => {
    for (const { seed, timeline } of all) {
      const kinds = timeline.programmes.map(({ kind }) => kind);
      expect(kinds.join(" "), `seed ${seed}`).not.toContain("slate slate");
      const slates = timeline.programmes.filter(({ kind }) => kind === "slate");
      for (const { start, end } of slates) {
        expect(ms(end - start), `seed ${seed}`).toBeGreaterThanOrEqual(500);
      }
    }
  });

  it("keeps the loop's order: each item on air is the one after the last", () => {
    for (const { seed, items, timeline } of all) {
      const loop = items.filter((item) => !("startMs" in item));
      const fixed = new Set(timeline.fixed.map(({ start }) => start));
      const isFixed = (start: number) =>
        [...fixed].some((nominal) => ms(start - nominal) >= -20 && ms(start - nominal) <= 10);
      const looped = timeline.programmes.filter(({ kind, start }) => kind === "programme" && !isFixed(start));
      expect(
        looped.map(({ clip }) => clip.id),
        `seed ${seed}`,
      ).toEqual(looped.map((_, i) => (loop[i % loop.length] as Clip).id));
    }
  });
});
