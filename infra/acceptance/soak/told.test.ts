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

const many = <T>(each: (i: number) => T): T[] => Array.from({ length: 30 }, (_, i) => each(i));
const lates = (read: readonly Reading[]) =>
  byMediaTime(read, [timeline], clips).map(({ late }) => Math.round(late) + 0);

describe("errors by media time", () => {
  it("are those of the codes where the canvas does not lag", () => {
    const read = many((i) => reading(10 + i, 0, i % 3));
    expect(lates(read)).toEqual(many((i) => i % 3));
  });

  it("leave out what a canvas lags, before and after one that does not", () => {
    const read = many((i) => reading(10 + i, i % 3, i % 5));
    expect(Math.max(...read.map(({ late }) => late))).toBeGreaterThan(80);
    expect(lates(read)).toEqual(many((i) => i % 5));
  });

  it("are not moved by the few that a canvas is ahead", () => {
    expect(lates(many((i) => reading(10 + i, i % 5 === 4 ? -1 : i % 2)))).toEqual(many(() => 0));
  });

  it("are those of the codes where there are too few to tell", () => {
    const few = Array.from({ length: 9 }, (_, i) => reading(10 + i, i % 2));
    expect(lates(few)).toEqual(few.map(({ late }) => Math.round(late)));
  });

  it("keep what a picture is late, and one that stands", () => {
    expect(lates(many((i) => reading(10 + i, i % 2, 60)))).toEqual(many(() => 60));
    const standing = many((i) => (i === 29 ? reading(10 + i + 5, 5) : reading(10 + i)));
    expect(lates(standing)).toEqual(many((i) => (i === 29 ? 200 : 0)));
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
    const before = many((i) => reading(last - 29 + i));
    expect(lates([...before, edge, next])).toEqual([...many(() => 0), 40, 0]);
  });
});
