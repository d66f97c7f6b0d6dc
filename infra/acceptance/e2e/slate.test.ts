import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ruler, slate } from "../oracle/slate.ts";
import { type Programme, type Timeline, wall } from "../oracle/timeline.ts";
import { Site } from "../published/site.ts";
import { linkOf, timelinesOf } from "../screen/audience.ts";
import { describeErrors, errorsOf, type Reading, readings, videosSeen } from "../screen/measure.ts";
import type { Recording, Sample } from "../screen/recorder.ts";
import { between, launch, Viewing } from "../screen/viewing.ts";
import { waiting } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const timelines = timelinesOf(waiting, days);
const { before, hole, after } = holeOf(timelines[0]);

/** From the join to the slate: the page is right within five seconds, and shows some of what was on. */
const leadMs = 8000;
const trailMs = 2000;
/** The longest frame of the two programmes. */
const frameMs = 40;
const onTimeMs = 40;

let browser: Browser;
let viewing: Viewing;
let recording: Recording;
let shown: Sample[];
let read: Reading[];
/** All by this machine's clock: judged from and to, and slate between. */
let from: number;
let to: number;
let slateStart: number;
let slateEnd: number;

beforeAll(async () => {
  browser = await launch();
  const [day] = timelines;
  const start = day ? wall(day, hole.start) : Number.NaN;
  const shiftMs = Math.round((start - leadMs - Date.now()) / 1000) * 1000;
  viewing = await Viewing.open(browser, stage.origin, linkOf(waiting, stage), shiftMs);
  const joined = await viewing.joined();
  slateStart = start - shiftMs;
  slateEnd = (day ? wall(day, hole.end) : Number.NaN) - shiftMs;
  from = joined + 5000;
  to = slateEnd + trailMs;
  await viewing.watchUntil(to, to - joined + 10_000).catch(async (error: unknown) => {
    throw new Error(await viewing.describe(), { cause: error });
  });
  recording = await viewing.recording();
  shown = between(recording.samples, from, to).filter(({ visible }) => visible);
  read = readings(shown, timelines, shiftMs);
  const next = describeErrors(errorsOf(ofNext()));
  const first = (ofNext()[0]?.wall ?? Number.NaN) - slateEnd;
  console.log(
    `after slate: ${next}, first ${first.toFixed(1)} ms, longest pause ${longestPause().toFixed(0)} ms`,
  );
}, 60_000);

afterAll(async () => {
  await viewing?.close();
  await browser?.close();
});

/** Slate between two programmes, long enough to be seen. */
function holeOf(timeline: Timeline | undefined): { before: Programme; hole: Programme; after: Programme } {
  const { programmes = [] } = timeline ?? {};
  const i = programmes.findIndex(({ kind }, at) => kind === "slate" && at > 0);
  const [earlier, found, later] = programmes.slice(i - 1, i + 2);
  if (earlier === undefined || found === undefined || later === undefined) {
    throw new Error(`${waiting.name} has no slate between two programmes`);
  }
  return { before: earlier, hole: found, after: later };
}

const ofNext = () => read.filter(({ code }) => code.video === after.clip.number);

function longestPause(): number {
  const walls = shown.map((sample) => sample.wall);
  return Math.max(...walls.slice(1).map((at, i) => at - (walls[i] ?? at)));
}

describe("a page that plays across slate", () => {
  it("has at least two seconds of it, of the minute and of the ruler", () => {
    expect(slateEnd - slateStart).toBeGreaterThan(2000);
    const files = timelines[0]?.segments.filter(({ programme }) => programme === hole) ?? [];
    expect(files.map(({ clip }) => clip)).toEqual([slate, ruler]);
    expect(slateStart - from, "seen of the programme before").toBeGreaterThan(1000);
  });

  it("shows nothing of the programme before once it is over, and nothing of the next too soon", () => {
    const during = between(shown, slateStart + frameMs, slateEnd - frameMs);
    expect(during.length).toBeGreaterThan(((slateEnd - slateStart) / 1000) * 15);
    expect(readings(during, timelines, viewing.shiftMs).map(({ code }) => code)).toEqual([]);
    expect(videosSeen(read)).toEqual([before.clip.number, after.clip.number]);
  });

  it("shows the first frames after it on time", () => {
    expect(Math.abs((ofNext()[0]?.wall ?? Number.NaN) - slateEnd)).toBeLessThan(frameMs + onTimeMs);
    expect(ofNext().length).toBeGreaterThan((trailMs / 1000) * 15);
    expect(errorsOf(ofNext()).p95).toBeLessThanOrEqual(onTimeMs);
  });

  it("never stalls, seeks or starts over", () => {
    expect(longestPause()).toBeLessThan(250);
    const inTime = <T extends { wall: number }>(all: readonly T[]) =>
      all.filter((each) => from <= each.wall && each.wall < to);
    expect(inTime(recording.events).filter(({ type }) => type !== "playing")).toEqual([]);
    const counted = inTime(recording.says).map(({ status }) => {
      const { state, stalls, seeks, restarts } = JSON.parse(status) as Record<string, unknown>;
      return { state, stalls, seeks, restarts };
    });
    expect(counted[0]?.state).toBe("playing");
    expect(counted).toEqual(counted.map(() => counted[0]));
    expect(viewing.exceptions).toEqual([]);
  });
});
