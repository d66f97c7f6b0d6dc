import { describe, expect, it } from "vitest";
import { amber, birch, cedar, clips, dune, ember, fjord, grove, haven } from "../clips/clip.ts";
import { flicksPerFrame, flicksPerSecond } from "./flicks.ts";
import { expectedTimeline } from "./plan.ts";
import { segmentFrames } from "./segments.ts";
import { frameAt, lateness } from "./timeline.ts";

const from = Date.parse("2026-11-21T00:00:00Z");
const to = Date.parse("2026-11-22T00:00:00Z");

describe("segments of four seconds", () => {
  it.each([
    [amber, [96, 108], "a tail under a second joins the segment before"],
    [birch, [100, 100, 100], "no tail"],
    [cedar, [120, 120, 71], "a longer tail is a segment"],
    [dune, [120, 120, 120, 61], "30 fps"],
    [ember, [200, 200, 65], "50 fps"],
    [fjord, [240, 240, 180], "60 fps"],
    [grove, [96, 99], "three frames too many at 23.976 fps"],
  ] as const)("$0.id: $2", (clip, frames, _) => {
    expect(segmentFrames(clip.frames, clip.rate)).toEqual(frames);
  });

  it("a tail of exactly a second stays a segment, a frame less joins", () => {
    expect(segmentFrames(125, { numerator: 25, denominator: 1 })).toEqual([100, 25]);
    expect(segmentFrames(124, { numerator: 25, denominator: 1 })).toEqual([124]);
    expect(segmentFrames(24, { numerator: 25, denominator: 1 })).toEqual([24]);
  });

  it("hold every frame of every clip once", () => {
    for (const clip of clips) {
      expect(segmentFrames(clip.frames, clip.rate).reduce((sum, frames) => sum + frames, 0)).toBe(
        clip.frames,
      );
    }
  });
});

describe("the expected day", () => {
  const timeline = expectedTimeline(from, to, [amber, cedar]);

  it("plays items back to back, over and over", () => {
    expect(timeline.programmes.slice(0, 4).map(({ clip }) => clip.id)).toEqual([
      "amber",
      "cedar",
      "amber",
      "cedar",
    ]);
    for (const [i, segment] of timeline.segments.entries()) {
      expect(segment.start).toBe(timeline.segments[i - 1]?.end ?? 0);
    }
  });

  it("ends with slate, to half a step of the ruler", () => {
    const last = timeline.programmes.at(-1);
    expect(last?.kind).toBe("slate");
    expect(last?.end).toBe(timeline.segments.at(-1)?.end);
    expect(Math.abs((last?.end ?? 0) - 86_400 * flicksPerSecond)).toBeLessThanOrEqual(flicksPerSecond / 100);
  });

  it("is filled to the end when the loop divides the day", () => {
    const whole = expectedTimeline(from, to, [birch]);
    expect(whole.programmes.length).toBe(86_400 / 12);
    expect(whole.segments.at(-1)?.end).toBe(86_400 * flicksPerSecond);
  });

  it("knows the frame at an instant, edges included", () => {
    expect(frameAt(timeline, from)).toMatchObject({ clip: amber, frame: 0, start: from });
    expect(frameAt(timeline, from + 8499.9)).toMatchObject({ clip: amber, frame: 203 });
    expect(frameAt(timeline, from + 8500)).toMatchObject({ clip: cedar, frame: 0, start: from + 8500 });
    expect(frameAt(timeline, from + 8500 + 34)).toMatchObject({ clip: cedar, frame: 1 });
    expect(frameAt(timeline, from - 1)).toBeNull();
    expect(frameAt(timeline, to)).toBeNull();
  });

  it("tells how late a frame is, early being negative, by its nearest airing", () => {
    const noon = from + 12 * 3_600_000;
    const aired = frameAt(timeline, noon);
    const { number = 0 } = aired?.clip ?? {};
    const start = aired?.start ?? 0;
    expect(lateness(timeline, start + 25, number, aired?.frame ?? 0)).toBeCloseTo(25, 3);
    expect(lateness(timeline, start - 40, number, aired?.frame ?? 0)).toBeCloseTo(-40, 3);
    expect(lateness(timeline, noon, haven.number, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it("has frames of whole flicks", () => {
    expect(flicksPerFrame(cedar.rate) * 30_000).toBe(1001 * flicksPerSecond);
    expect(() => flicksPerFrame({ numerator: 17_777, denominator: 1 })).toThrow("whole flicks");
  });
});
