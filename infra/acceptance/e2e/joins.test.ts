import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { lateness, type Timeline } from "../oracle/timeline.ts";
import { Site } from "../published/site.ts";
import { linkOf, shiftClearOfSlateMs, timelinesOf } from "../screen/audience.ts";
import { describeErrors, errorsOf, percentile, type Reading, readings } from "../screen/measure.ts";
import { randomFrom, seed } from "../screen/random.ts";
import { between, launch, Viewing } from "../screen/viewing.ts";
import { loopers, punctual, type Viewer } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const chosen = seed();
const random = randomFrom(chosen);
const hour = 3_600_000;
const day = 24 * hour;

/** Rights itself within three seconds where the clocks disagree; judged for two from there. */
const judgedMs = { from: 4000, to: 6000 };
const withinMs = 100;
const longestFrameMs = 42;
/** From the join to the screenshot, with time for a slow start. */
const watchedMs = 15_000;

const watched = [...loopers, punctual];

interface Join {
  readonly viewer: Viewer;
  /** Instant of the server's day, by parts of it; null for the real one. */
  readonly partOfDay: number | null;
}

/** Three joins at the real time and seven spread over the day, each at a random instant of its seventh. */
const joins: Join[] = Array.from({ length: 10 }, (_, i) => ({
  viewer: watched[i % watched.length] as Viewer,
  partOfDay: i % 4 === 3 || i === 0 ? null : (i - 1 - Math.floor(i / 4) + random()) / 7,
}));

interface Outcome {
  readonly read: readonly Reading[];
  readonly firstMs: number;
  readonly firstRightMs: number;
  /** How wrong the page's clock was in the end, by its own word: for diagnosis, not judged. */
  readonly clockMs: number;
}

const outcomes: Outcome[] = [];
let browser: Browser;

beforeAll(async () => {
  console.log(`STREAMSYNC_SEED=${chosen}`);
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  const ms = (values: number[]) =>
    [0.5, 0.95, 1].map((share) => percentile(values, share).toFixed(0)).join(" / ");
  console.log(
    `${outcomes.length} joins: ${describeErrors(errorsOf(outcomes.flatMap(({ read }) => read)))}\n` +
      `first frame p50 / p95 / max: ${ms(outcomes.map(({ firstMs }) => firstMs))} ms\n` +
      `first right frame: ${ms(outcomes.map(({ firstRightMs }) => firstRightMs))} ms`,
  );
});

/** A join is at an instant of the first day, or now, clear of slate. */
function shiftTo(partOfDay: number | null, timelines: readonly Timeline[]): number {
  const target = partOfDay === null ? Date.now() : (days[0]?.from ?? 0) + partOfDay * day;
  return shiftClearOfSlateMs(timelines, target, watchedMs);
}

async function watch(viewing: Viewing, timelines: readonly Timeline[]): Promise<Outcome> {
  const joined = await viewing.joined();
  await viewing.watchUntil(joined + judgedMs.to, 15_000);
  const { samples, says } = await viewing.recording();
  const status = JSON.parse(says.at(-1)?.status ?? "{}") as { clockOffsetMillis?: number };
  const visible = samples.filter((sample) => sample.visible);
  const since = readings(visible, timelines, viewing.shiftMs);
  const right = since.find(({ late }) => Math.abs(late) < withinMs);
  const judged = between(visible, joined + judgedMs.from, joined + judgedMs.to);
  const read = readings(judged, timelines, viewing.shiftMs);
  expect(read.length / judged.length, "share of codes that could be read").toBeGreaterThan(0.95);
  return {
    read,
    firstMs: (visible[0]?.wall ?? Number.POSITIVE_INFINITY) - joined,
    firstRightMs: (right?.wall ?? Number.POSITIVE_INFINITY) - joined,
    clockMs: (status.clockOffsetMillis ?? Number.NaN) - viewing.shiftMs,
  };
}

/** The screenshot's frame was on air at some moment while it was taken, give or take what is allowed. */
async function judgeScreenshot(viewing: Viewing, timelines: readonly Timeline[]): Promise<void> {
  const { code, before, after } = await viewing.screenshot();
  const late = (instant: number) => {
    const timeline = timelines.find(({ from, to }) => from <= instant && instant < to);
    return timeline && code ? lateness(timeline, instant, code.video, code.frame) : Number.NaN;
  };
  expect(late(before + viewing.shiftMs), "screenshot").toBeLessThan(withinMs + longestFrameMs);
  expect(late(after + viewing.shiftMs), "screenshot").toBeGreaterThan(-withinMs);
}

describe(`a join (STREAMSYNC_SEED=${chosen})`, () => {
  it.each(joins.map((join, number) => ({ ...join, number, name: join.viewer.name })))(
    "$number, of $name, part of the day $partOfDay",
    async ({ viewer, partOfDay, number }) => {
      const timelines = timelinesOf(viewer, days);
      const shiftMs = shiftTo(partOfDay, timelines);
      const viewing = await Viewing.open(browser, stage.origin, linkOf(viewer, stage), shiftMs);
      try {
        const outcome = await watch(viewing, timelines).catch(async (error: unknown) => {
          throw new Error(`${await viewing.describe()}`, { cause: error });
        });
        outcomes.push(outcome);
        const errors = errorsOf(outcome.read);
        const clock = shiftMs === 0 ? "" : `, clock off by ${(-shiftMs / hour).toFixed(2)} h`;
        console.log(
          `join ${number} of ${viewer.name}${clock}: ${describeErrors(errors)}, ` +
            `first ${outcome.firstMs.toFixed(0)}, first right ${outcome.firstRightMs.toFixed(0)} ms, ` +
            `page's clock ${outcome.clockMs.toFixed(1)} ms off`,
        );
        expect(errors.frames).toBeGreaterThan(20);
        expect(errors.p95).toBeLessThan(withinMs);
        await judgeScreenshot(viewing, timelines);
        expect(viewing.exceptions).toEqual([]);
      } finally {
        await viewing.close();
      }
    },
    30_000,
  );
});
