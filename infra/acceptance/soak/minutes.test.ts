import { describe, expect, it } from "vitest";
import { errorOf, type Minute, slope, summary } from "./minutes.ts";

const minute = (number: number, heap: number | null): Minute => ({
  number,
  frames: 2,
  p50: 1,
  p95: 2,
  max: 2,
  told: 2,
  freeze: 50 + number,
  waits: 1,
  stalls: 0,
  seeks: 1,
  dropped: 3,
  shown: 1500,
  heap,
  stolen: null,
});

describe("a watch of many minutes", () => {
  it("has the slope of its heap by the hour, the first minutes left out", () => {
    const minutes = [minute(0, 9e9), minute(1, 1000), minute(2, 1010), minute(3, 1020)];
    expect(summary(minutes, [], [], 1).heapBytesPerHour).toBeCloseTo(600);
  });

  it("has no slope of a heap that the browser does not tell", () => {
    expect(summary([minute(0, null), minute(1, null)], [], [], 0).heapBytesPerHour).toBeNull();
  });

  it("adds up what was counted, and takes percentiles over all frames", () => {
    const errors = Array.from({ length: 200 }, (_, i) => i + 1);
    expect(summary([minute(0, 1), minute(1, 1)], errors, [7], 0)).toMatchObject({
      ...{ minutes: 2, frames: 200, p50: 100, p95: 190, p99: 198, max: 200, freeze: 51 },
      told: { p50: 7, p95: 7, p99: 7, max: 7 },
      ...{ waits: 2, seeks: 2, dropped: 6, shown: 3000 },
    });
  });

  it("has no error where nothing was seen", () => {
    expect(errorOf([])).toEqual({ frames: 0, p50: null, p95: null, max: null });
  });

  it("has errors without their sign", () => {
    const read = [-40, 10].map((late) => ({ wall: 0, mediaSeconds: 0, code: { video: 1, frame: 0 }, late }));
    expect(errorOf(read)).toEqual({ frames: 2, p50: 10, p95: 40, max: 40 });
  });
});

describe("a slope", () => {
  it("is that of the nearest line", () => {
    const points: [number, number][] = [
      [0, 1],
      [1, 4],
      [2, 5],
    ];
    expect(slope(points)).toBeCloseTo(2);
    expect(slope([[3, 7]])).toBe(0);
  });
});
