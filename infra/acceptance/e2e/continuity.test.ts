import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { clips, titleOf } from "../clips/clip.ts";
import { frameAt, type Timeline, wall } from "../oracle/timeline.ts";
import { Site } from "../published/site.ts";
import { linkOf, shiftClearOfSlateMs, timelinesOf } from "../screen/audience.ts";
import {
  describeErrors,
  errorsOf,
  longestFreeze,
  type Reading,
  readings,
  videosSeen,
} from "../screen/measure.ts";
import type { Recording } from "../screen/recorder.ts";
import { between, launch, Viewing } from "../screen/viewing.ts";
import { quick } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const timelines = timelinesOf(quick, days);
const bucketMs = 60_000;
const changes = 3;
/** So long before the border of two buckets the page is opened. */
const beforeBorderMs = 25_000;
/** Title and picture need not change in the same instant. */
const titleMs = 1000;

let browser: Browser;
let viewing: Viewing;
let from: number;
let to: number;
let recording: Recording;
let read: Reading[];

beforeAll(async () => {
  browser = await launch();
  const border = Math.floor(Date.now() / bucketMs) * bucketMs;
  const shiftMs = shiftClearOfSlateMs(timelines, border - beforeBorderMs, 2 * bucketMs);
  viewing = await Viewing.open(browser, stage.origin, linkOf(quick, stage), shiftMs);
  const joined = await viewing.joined();
  from = joined + 5000;
  to = endOfWatch(from + shiftMs) - shiftMs;
  await viewing.watchUntil(to, to - joined + 10_000).catch(async (error: unknown) => {
    throw new Error(await viewing.describe(), { cause: error });
  });
  recording = await viewing.recording();
  read = readings(between(recording.samples, from, to), timelines, shiftMs);
  const errors = describeErrors(errorsOf(read));
  const freeze = longestFreeze(read, to);
  console.log(`${((to - from) / 1000).toFixed(0)} s: ${errors}, longest freeze ${freeze.ms.toFixed(0)} ms`);
}, 180_000);

afterAll(async () => {
  await viewing?.close();
  await browser?.close();
});

/** Some seconds after the third change of programme and the next border of buckets, whichever is later. */
function endOfWatch(start: number): number {
  const border = Math.ceil(start / bucketMs) * bucketMs;
  return Math.max(border, changesAfter(start)[changes - 1] ?? 0) + 5000;
}

function changesAfter(instant: number): number[] {
  return starts(timelines).filter((start) => start > instant);
}

function starts(all: readonly Timeline[]): number[] {
  return all.flatMap((timeline) => timeline.programmes.map(({ start }) => wall(timeline, start)));
}

/** What is on air when this machine's clock shows an instant. */
const aired = (instant: number) => {
  const told = instant + viewing.shiftMs;
  const timeline = timelines.find((each) => each.from <= told && told < each.to);
  return timeline ? frameAt(timeline, told) : null;
};

describe("a page that plays on", () => {
  it("over three changes of programme and a border of buckets", () => {
    const passed = changesAfter(from + viewing.shiftMs).filter((start) => start < to + viewing.shiftMs);
    expect(passed.length).toBeGreaterThanOrEqual(changes);
    const bucketAt = (instant: number) => Math.floor((instant + viewing.shiftMs) / bucketMs);
    expect(bucketAt(to)).toBeGreaterThan(bucketAt(from));
  });

  it("shows the right frames throughout", () => {
    expect(read.length).toBeGreaterThan(((to - from) / 1000) * 15);
    expect(errorsOf(read).p95).toBeLessThan(100);
  });

  it("shows the right frames in the second after each change of programme", () => {
    const shifted = read.map((reading) => ({ ...reading, wall: reading.wall + viewing.shiftMs }));
    const passed = changesAfter(from + viewing.shiftMs).filter(
      (start) => start < to + viewing.shiftMs - 1000,
    );
    for (const start of passed) {
      const after = shifted.filter((reading) => start <= reading.wall && reading.wall < start + 1000);
      expect(errorsOf(after).p50, new Date(start).toISOString()).toBeLessThan(100);
    }
  });

  it("never stands still", () => {
    const freeze = longestFreeze(read, to);
    expect(freeze.ms, `at ${new Date(freeze.wall).toISOString()}`).toBeLessThan(250);
    const stalls = recording.events.filter(
      (event) => event.type !== "playing" && from <= event.wall && event.wall < to,
    );
    expect(stalls).toEqual([]);
  });

  it("shows the videos in order, and nothing between them", () => {
    const instants = Array.from({ length: Math.floor((to - from) / 20) }, (_, i) => from + i * 20);
    const expected = instants
      .map((instant) => aired(instant)?.clip.number)
      .filter((video, i, all) => video !== all[i - 1]);
    expect(videosSeen(read)).toEqual(expected);
  });
});

describe("what the page says while it plays on", () => {
  it("is what is on", () => {
    const seen = new Set<string>();
    for (const { wall: at, text } of recording.says.filter((said) => from <= said.wall && said.wall < to)) {
      const clip = aired(at)?.clip;
      const settled = clip && aired(at - titleMs)?.clip === clip && aired(at + titleMs)?.clip === clip;
      if (settled) {
        expect(text, new Date(at).toISOString()).toContain(titleOf(clip));
        seen.add(clip.id);
      }
    }
    // What was on before the first change may have been so for too short a time.
    expect(seen.size).toBeGreaterThanOrEqual(changes);
    expect(clips.length).toBeGreaterThan(seen.size);
  });

  it("counts no stall, seek or restart, and no moment out of play", () => {
    const said = recording.says.filter((each) => from <= each.wall && each.wall < to);
    const statuses = said.map(({ status }) => JSON.parse(status) as Record<string, unknown>);
    const counted = statuses.map(({ state, stalls, seeks, restarts }) => ({
      state,
      stalls,
      seeks,
      restarts,
    }));
    expect(counted.length).toBeGreaterThan(0);
    expect(counted[0]?.state).toBe("playing");
    for (const each of counted) {
      expect(each).toEqual(counted[0]);
    }
  });

  it("is no exception", () => {
    expect(viewing.exceptions).toEqual([]);
  });
});
