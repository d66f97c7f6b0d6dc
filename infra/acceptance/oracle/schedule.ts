import type { Clip } from "../clips/clip.ts";
import { flicksPerFrame, flicksPerMillisecond, flicksPerSecond } from "./flicks.ts";
import { type Segment, segmentsWithin } from "./segments.ts";

/** A clip with a start of its own: nominal, in milliseconds from the day's first instant. */
export interface FixedItem {
  readonly clip: Clip;
  readonly startMs: number;
}

/** An item of a sequence; those without a start are the loop. */
export type Item = Clip | FixedItem;

/** A fixed item that is not rejected, with the whole segments that end before the day does. */
export interface Airing {
  readonly item: FixedItem;
  /** Nominal, in flicks from the day's first instant. */
  readonly start: number;
  readonly segments: readonly Segment[];
}

/** What would start earlier starts with the day. */
const earliest = flicksPerSecond / 2;

export function loopOf(items: readonly Item[]): Clip[] {
  return items.flatMap((item) => ("startMs" in item ? [] : [item]));
}

export function fixedOf(items: readonly Item[]): FixedItem[] {
  return items.flatMap((item) => ("startMs" in item ? [item] : []));
}

/**
 * The fixed items of a day in order of time: without those that overlap an earlier one, whole lengths from nominal
 * starts, and those of which no segment ends with the day or before.
 */
export function scheduleOf(items: readonly FixedItem[], dayLength: number): Airing[] {
  const airings: Airing[] = [];
  let taken = 0;
  for (const [start, item] of byStart(items)) {
    const segments = segmentsWithin(item.clip, dayLength - start);
    if (start >= taken && segments.length > 0) {
      airings.push({ item, start, segments });
      taken = start + item.clip.frames * flicksPerFrame(item.clip.rate);
    }
  }
  return airings;
}

/** Of two that start together the list's first is the earlier. */
function byStart(items: readonly FixedItem[]): [number, FixedItem][] {
  return items
    .map((item): [number, FixedItem] => {
      const start = item.startMs * flicksPerMillisecond;
      return [start < earliest ? 0 : start, item];
    })
    .sort(([a], [b]) => a - b);
}
