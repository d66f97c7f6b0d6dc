import { describe, expect, it } from "vitest";
import { birch, dune } from "../clips/clip.ts";
import { flicksPerFrame } from "../oracle/flicks.ts";
import { lateness, type Programme, type Timeline } from "../oracle/timeline.ts";
import type { Reading } from "../screen/measure.ts";
import { byMediaTime } from "./told.ts";

/** birch at 25 frames a second, then dune at 30. */
const clips = [birch, dune];
const timeline = day();

function day(): Timeline {
  let start = 0;
  const programmes = clips.map((clip, index): Programme => {
    const programme = {
      index,
      kind: "programme" as const,
      clip,
      start,
      end: start + clip.frames * flicksPerFrame(clip.rate),
    };
    start = programme.end;
    return programme;
  });
  return { from: 0, to: 86_400_000, fixed: [], programmes, segments: [] };
}

/** A frame of the first clip that comes on time but for so much, on a canvas that is so many frames behind. */
function reading(frame: number, lag = 0, lateMs = 0): Reading {
  const wall = frame * 40 + lateMs;
  const code = { video: birch.number, frame: frame - lag };
  return {
    wall,
    mediaSeconds: 100 + frame / 25,
    code,
    late: lateness(timeline, wall, code.video, code.frame),
  };
}

const lates = (read: readonly Reading[]) =>
  byMediaTime(read, [timeline], clips).map(({ late }) => Math.round(late) + 0);

describe("errors by media time", () => {
  it("are those of the codes where the canvas does not lag", () => {
    expect(lates([reading(10), reading(11, 0, 7), reading(12, 0, -9)])).toEqual([0, 7, -9]);
  });

  it("leave out what a canvas lags, before and after one that does not", () => {
    const read = [reading(10, 1), reading(11, 1, 5), reading(12), reading(13, 2), reading(14, 0, 3)];
    expect(read.map(({ late }) => Math.round(late))).toEqual([40, 45, 0, 80, 3]);
    expect(lates(read)).toEqual([0, 5, 0, 0, 3]);
  });

  it("are not moved by a frame or two that a canvas is ahead", () => {
    const read = Array.from({ length: 30 }, (_, i) => reading(10 + i, i === 7 ? -1 : i % 2));
    expect(lates(read)).toEqual(read.map(() => 0));
  });

  it("keep what a picture is late, and one that stands", () => {
    expect(lates([reading(10, 0, 60), reading(11, 1, 60)])).toEqual([60, 60]);
    expect(lates([reading(10), reading(20, 5)])).toEqual([0, 200]);
  });

  it("are those of the codes where the canvas is still in the programme before", () => {
    const last = birch.frames - 1;
    const edge = { ...reading(last + 1, 1), code: { video: birch.number, frame: last } };
    const next: Reading = {
      wall: (last + 1) * 40 + 33,
      mediaSeconds: 100 + (last + 1) / 25 + 1 / 30,
      code: { video: dune.number, frame: 1 },
      late: 0,
    };
    expect(lates([reading(last), edge, next])).toEqual([0, 40, 0]);
  });
});
