import { decode, type FrameCode } from "../clips/code.ts";
import { lateness, type Timeline } from "../oracle/timeline.ts";
import type { Sample } from "./recorder.ts";

/** A frame on screen against the oracle. */
export interface Reading {
  readonly wall: number;
  /** By the browser's word, on its own timeline. */
  readonly mediaSeconds: number;
  readonly code: FrameCode;
  /** Milliseconds, early being negative; infinite if the frame is not on air anywhere near. */
  readonly late: number;
}

/** Reads the codes of what was visible; {@code shiftMs} is how far the page's server is ahead of this machine. */
export function readings(
  samples: readonly Sample[],
  timelines: readonly Timeline[],
  shiftMs: number,
): Reading[] {
  return samples.flatMap(({ wall, mediaSeconds, cells, visible }) => {
    const code = visible ? decode(cells) : null;
    const instant = wall + shiftMs;
    const timeline = timelines.find(({ from, to }) => from <= instant && instant < to);
    if (code === null || timeline === undefined) {
      return [];
    }
    return [{ wall, mediaSeconds, code, late: lateness(timeline, instant, code.video, code.frame) }];
  });
}

/** The smallest value that a share of all does not exceed; infinite where there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY;
}

export interface Errors {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly frames: number;
}

export function errorsOf(read: readonly Reading[]): Errors {
  const errors = read.map(({ late }) => Math.abs(late));
  return {
    p50: percentile(errors, 0.5),
    p95: percentile(errors, 0.95),
    max: percentile(errors, 1),
    frames: errors.length,
  };
}

/** The longest that one frame stood still, and when; milliseconds. The last one stands until the end of what was watched, if that is given. */
export function longestFreeze(read: readonly Reading[], until?: number): { wall: number; ms: number } {
  let longest = { wall: 0, ms: 0 };
  let since: Reading | undefined;
  for (const reading of read) {
    if (since?.code.video === reading.code.video && since.code.frame === reading.code.frame) {
      continue;
    }
    if (since !== undefined && reading.wall - since.wall > longest.ms) {
      longest = { wall: since.wall, ms: reading.wall - since.wall };
    }
    since = reading;
  }
  if (since !== undefined && until !== undefined && until - since.wall > longest.ms) {
    longest = { wall: since.wall, ms: until - since.wall };
  }
  return longest;
}

/** A frame stands for the time until the next one, unless the picture stood. */
const longestStandMs = 250;

/**
 * What share of a span of this machine's time showed frames that were no more than so late or early. A picture that stands is
 * not right, whatever it shows.
 */
export function shareRight(read: readonly Reading[], from: number, to: number, toleranceMs: number): number {
  const within = read.filter(({ wall }) => from <= wall && wall < to);
  const rightMs = within.map(({ wall, late }, i) => {
    const stands = Math.min((within[i + 1]?.wall ?? to) - wall, longestStandMs);
    return Math.abs(late) <= toleranceMs ? stands : 0;
  });
  return rightMs.reduce((sum, ms) => sum + ms, 0) / (to - from);
}

/** A frame this far off is not the right one. */
export const rightMs = 100;
/** So long a page is to be right before it counts as right. */
export const rightForMs = 1_000;

/** The first frame from which on the page is right: for a second of which four fifths show what is on air. */
export function firstRight(read: readonly Reading[], until: number): Reading | undefined {
  return read.find(({ wall, late }) => {
    const end = wall + rightForMs;
    return end <= until && Math.abs(late) <= rightMs && shareRight(read, wall, end, rightMs) >= 0.8;
  });
}

/** Numbers of the videos seen, in order; one that follows itself counts again where its frames start over. */
export function videosSeen(read: readonly Reading[]): number[] {
  return read.flatMap(({ code }, i) => {
    const before = read[i - 1]?.code;
    const goesOn = before?.video === code.video && before.frame <= code.frame + 1;
    return goesOn ? [] : [code.video];
  });
}

export function describeErrors({ p50, p95, max, frames }: Errors): string {
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, max ${max.toFixed(1)} ms of ${frames} frames`;
}
