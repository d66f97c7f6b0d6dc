import { describe, expect, it } from "vitest";
import { amber, type Clip, cedar } from "../clips/clip.ts";
import { encode } from "../clips/code.ts";
import { expectedTimeline } from "../oracle/plan.ts";
import { frameAt } from "../oracle/timeline.ts";
import {
  errorsOf,
  firstRight,
  longestFreeze,
  percentile,
  type Reading,
  readings,
  shareRight,
  videosSeen,
} from "./measure.ts";
import type { Sample } from "./recorder.ts";

const from = Date.parse("2026-11-21T00:00:00Z");
const timelines = [0, 1].map((day) =>
  expectedTimeline(from + day * 86_400_000, from + (day + 1) * 86_400_000, [amber, cedar]),
);
const hour = 3_600_000;

const sample = (clip: Clip, frame: number, wall: number): Sample => ({
  wall,
  mediaSeconds: 0,
  cells: encode({ video: clip.number, frame }).map((white) => (white ? 220 : 30)),
  visible: true,
});

/** A screen of 60 Hz that shows what is on air `lateMs` late, as long as `shows` holds. */
function screen(start: number, seconds: number, lateMs: number, shows = (_wall: number) => true): Sample[] {
  return Array.from({ length: seconds * 60 }, (_, i) => start + (i * 1000) / 60).flatMap((wall) => {
    const aired = timelines
      .map((timeline) => frameAt(timeline, wall - lateMs))
      .find((frame) => frame !== null);
    return aired && shows(wall) ? [sample(aired.clip, aired.frame, wall)] : [];
  });
}

describe("what was on screen", () => {
  it("is as late as it is, within a frame", () => {
    const errors = errorsOf(readings(screen(from + 10 * hour, 20, 70), timelines, 0));
    expect(errors.p50).toBeGreaterThan(69);
    expect(errors.max).toBeLessThan(70 + 42);
    expect(errors.frames).toBe(1200);
  });

  it("is judged by the server's clock where the machine's is hours off", () => {
    const shifted = screen(from + 30 * hour, 5, 0).map((each) => ({ ...each, wall: each.wall - 11 * hour }));
    expect(errorsOf(readings(shifted, timelines, 11 * hour)).max).toBeLessThan(42);
    expect(errorsOf(readings(shifted, timelines, 11 * hour + 500)).p50).toBeGreaterThan(400);
  });

  it("is infinitely late where another video is on air", () => {
    const wrong = {
      ...sample(cedar, 0, from + hour),
      cells: encode({ video: 9, frame: 0 }).map((bit) => (bit ? 255 : 0)),
    };
    expect(errorsOf(readings([wrong], timelines, 0)).p95).toBe(Number.POSITIVE_INFINITY);
  });

  it("does not count what is hidden or not a code", () => {
    const hidden = { ...sample(amber, 3, from + 125), visible: false };
    const blank = { ...sample(amber, 3, from + 125), cells: new Array<number>(32).fill(0) };
    expect(readings([hidden, blank], timelines, 0)).toEqual([]);
  });

  it("freezes where no new frame comes", () => {
    const stop = from + hour + 3000;
    const read = readings(
      screen(from + hour, 8, 0, (wall) => wall < stop || wall > stop + 400),
      timelines,
      0,
    );
    const freeze = longestFreeze(read);
    expect(freeze.ms).toBeGreaterThan(390);
    expect(freeze.ms).toBeLessThan(460);
    expect(Math.abs(freeze.wall - stop)).toBeLessThan(50);
    const [flowing, stopped] = [() => true, (wall: number) => wall < stop].map((shows) =>
      readings(screen(from + hour, 8, 0, shows), timelines, 0),
    ) as [Reading[], Reading[]];
    const end = from + hour + 8000;
    expect(longestFreeze(flowing, end).ms).toBeLessThan(60);
    expect(longestFreeze(stopped, end)).toMatchObject({ ms: expect.closeTo(5000, -2) });
  });

  it("names the videos in order", () => {
    const read = readings(screen(from + 1000, 30, 0), timelines, 0);
    expect(videosSeen(read)).toEqual([amber.number, cedar.number, amber.number, cedar.number]);
  });
});

describe("a percentile", () => {
  it("is the smallest value that the share does not exceed", () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([50, 95, 100]);
    expect(percentile([], 0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the share of a span that was right", () => {
  const start = from + 10 * hour;
  const share = (samples: Sample[]) => shareRight(readings(samples, timelines, 0), start, start + 4_000, 100);

  it("is all of it, but the first and last frame", () => {
    expect(share(screen(start, 4, 0))).toBeGreaterThan(0.98);
  });

  it("is less by what was late, and by what stood", () => {
    const half = (shows: boolean) => (wall: number) => wall < start + 2_000 === shows;
    expect(share([...screen(start, 4, 0, half(true)), ...screen(start, 4, 500, half(false))])).toBeCloseTo(
      0.5,
      1,
    );
    expect(share(screen(start, 4, 0, half(true)))).toBeLessThan(0.57);
    expect(share(screen(start, 4, 0, (wall) => wall < start + 20))).toBeLessThan(0.1);
    expect(share([])).toBe(0);
  });
});

describe("a page is right", () => {
  const start = from + 10 * hour;
  const since = (ms: number) => (wall: number) => wall >= start + ms;
  const until = (ms: number) => (wall: number) => wall < start + ms;
  const rightAfter = (samples: Sample[], untilMs: number) => {
    const first = firstRight(readings(samples, timelines, 0), start + untilMs);
    return first && Math.round(first.wall - start);
  };

  it("from the first right frame of a second of them", () => {
    const late = screen(start, 4, 500, until(1_200));
    expect(rightAfter([...late, ...screen(start, 4, 0, since(1_200))], 4_000)).toBe(1_200);
  });

  it("only once the second is over", () => {
    const samples = screen(start, 4, 0, since(1_200));
    expect(rightAfter(samples, 2_190)).toBeUndefined();
    expect(rightAfter(samples, 2_210)).toBe(1_200);
  });

  it("not where the picture stands, or flashes", () => {
    const flash = screen(start, 4, 0, until(500));
    expect(rightAfter(flash, 4_000)).toBeUndefined();
    expect(rightAfter([...flash, ...screen(start, 4, 0, since(2_500))], 4_000)).toBe(2_500);
  });
});
