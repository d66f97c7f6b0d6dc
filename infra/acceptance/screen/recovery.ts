import { expect } from "vitest";
import type { Timeline } from "../oracle/timeline.ts";
import { type Errors, errorsOf, firstRight, type Reading, readings, rightForMs, rightMs } from "./measure.ts";
import { between, type Viewing } from "./viewing.ts";

/**
 * A page is right two seconds after a cause has gone away: `npm run page` asks for that, on a quiet machine. One that runs all
 * other tests too may be slow over a start; how long it took is printed.
 */
export const withinMs = process.env.STREAMSYNC_QUIET === undefined ? 5_000 : 2_000;
const watchedMs = 6_500;

/** What a page says at the moment, in words and in `window.streamsync`. */
export interface Said {
  readonly text: string;
  readonly state: string;
  readonly stalls: number;
  readonly seeks: number;
  readonly restarts: number;
  readonly rung: string | null;
  readonly errorMillis: number | null;
  readonly clockSource: string;
  readonly clockOffsetMillis: number;
}

export function said(viewing: Viewing): Promise<Said> {
  return viewing.page.evaluate(() => ({
    ...(window.streamsync as Said),
    // biome-ignore lint/performance/useDomNodeTextContent: only what a viewer sees counts, hidden text does not
    text: document.body.innerText,
  }));
}

/** Resolves when the page shows words. */
export async function untilItSays(viewing: Viewing, words: RegExp, timeoutMs = 10_000): Promise<void> {
  const { source } = words;
  await viewing.page
    .waitForFunction(
      // biome-ignore lint/performance/useDomNodeTextContent: only what a viewer sees counts, hidden text does not
      (pattern) => new RegExp(pattern).test(document.body?.innerText ?? ""),
      source,
      { polling: 50, timeout: timeoutMs },
    )
    .catch(async (error: unknown) => {
      throw new Error(`never said ${source}: ${await viewing.describe()}`, { cause: error });
    });
}

export async function framesSince(
  viewing: Viewing,
  timelines: readonly Timeline[],
  since: number,
  untilMs: number,
): Promise<Reading[]> {
  await viewing.watchUntil(since + untilMs, untilMs + 15_000).catch(async (error: unknown) => {
    throw new Error(await viewing.describe(), { cause: error });
  });
  const { samples } = await viewing.recording();
  return readings(between(samples, since, since + untilMs), timelines, viewing.shiftMs);
}

/** How long after an instant of this machine's clock the page is right: from then on four fifths of a second. */
export async function rightAfterMs(
  viewing: Viewing,
  timelines: readonly Timeline[],
  since: number,
): Promise<number> {
  let read: Reading[] = [];
  let first: Reading | undefined;
  for (let untilMs = rightForMs; first === undefined && untilMs <= watchedMs; untilMs += 500) {
    read = await framesSince(viewing, timelines, since, untilMs);
    first = firstRight(read, since + untilMs);
  }
  if (first === undefined) {
    const late = read.map((reading) => reading.late.toFixed(0));
    throw new Error(
      `never right again, late by ${late.slice(0, 40).join(" ")} … ms; ${await viewing.describe()}`,
    );
  }
  console.log(`right again after ${(first.wall - since).toFixed(0)} ms`);
  return first.wall - since;
}

const windowMs = 2_000;
const mostWindows = 4;

/**
 * The errors of two seconds of frames from an instant on. A machine that runs other tests too may take long over a frame or a
 * decision, so a window that is not right is followed by another, as often as three times; a page that is wrong stays wrong.
 */
export async function errorsFrom(
  viewing: Viewing,
  timelines: readonly Timeline[],
  since: number,
  toleranceMs = rightMs,
): Promise<Errors> {
  for (let i = 0; ; i++) {
    const errors = errorsOf(await framesSince(viewing, timelines, since + i * windowMs, windowMs));
    const isGood = errors.frames > 20 && errors.p95 < toleranceMs;
    if (isGood || i + 1 === mostWindows) {
      return errors;
    }
  }
}

/** The frames from an instant on are the ones on air, give or take. */
export async function expectRight(
  viewing: Viewing,
  timelines: readonly Timeline[],
  since: number,
  toleranceMs = rightMs,
): Promise<void> {
  const errors = await errorsFrom(viewing, timelines, since, toleranceMs);
  expect(errors.frames).toBeGreaterThan(20);
  expect(errors.p95).toBeLessThan(toleranceMs);
}
