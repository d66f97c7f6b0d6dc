import type { Clip } from "../clips/clip.ts";
import { flicksPerFrame, flicksPerMillisecond } from "./flicks.ts";
import type { Airing } from "./schedule.ts";

/** One airing of a clip, or slate between two. Times are flicks since the start of the day. */
export interface Programme {
  readonly index: number;
  readonly kind: "programme" | "slate";
  readonly clip: Clip;
  readonly start: number;
  readonly end: number;
}

/** One segment as it should be aired. */
export interface AiredSegment {
  readonly programme: Programme;
  /** Whose file it is: in slate the minute's or the ruler's. */
  readonly clip: Clip;
  /** How often decode time broke before it. */
  readonly run: number;
  /** Number of its file. */
  readonly index: number;
  readonly frames: number;
  readonly start: number;
  readonly end: number;
}

/** What a viewer should see in one day. */
export interface Timeline {
  /** First instant of the day and of the next, milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Items with a start of their own that are on air. */
  readonly fixed: readonly Airing[];
  readonly programmes: readonly Programme[];
  readonly segments: readonly AiredSegment[];
}

/** A frame that should be on air. */
export interface AiredFrame {
  readonly clip: Clip;
  readonly frame: number;
  /** Milliseconds since 1970, with fractions. */
  readonly start: number;
}

/** The frame on air at an instant; null in slate, whose frames all look alike. */
export function frameAt(timeline: Timeline, instant: number): AiredFrame | null {
  const time = Math.round((instant - timeline.from) * flicksPerMillisecond);
  const programme = timeline.programmes[programmeIndexAt(timeline, time)];
  if (programme?.kind !== "programme" || time < programme.start || time >= programme.end) {
    return null;
  }
  const length = flicksPerFrame(programme.clip.rate);
  const frame = Math.floor((time - programme.start) / length);
  return { clip: programme.clip, frame, start: wall(timeline, programme.start + frame * length) };
}

/**
 * How late a frame was on screen, in milliseconds, early being negative: against the airing of that very frame
 * nearest to the instant, within 40 programmes. Infinity if it is not on air anywhere near.
 */
export function lateness(timeline: Timeline, instant: number, video: number, frame: number): number {
  const time = Math.round((instant - timeline.from) * flicksPerMillisecond);
  const here = programmeIndexAt(timeline, time);
  let best = Number.POSITIVE_INFINITY;
  for (const programme of timeline.programmes.slice(Math.max(0, here - 40), here + 41)) {
    const start = programme.start + frame * flicksPerFrame(programme.clip.rate);
    if (programme.clip.number === video && start < programme.end) {
      const late = (time - start) / flicksPerMillisecond;
      best = Math.abs(late) < Math.abs(best) ? late : best;
    }
  }
  return best;
}

/** Slate between two instants, milliseconds since 1970: the first that touches them. */
export function slateWithin(timeline: Timeline, from: number, to: number): Programme | undefined {
  return timeline.programmes.find(
    ({ kind, start, end }) => kind === "slate" && wall(timeline, end) > from && wall(timeline, start) < to,
  );
}

export function wall(timeline: Timeline, flicks: number): number {
  return timeline.from + flicks / flicksPerMillisecond;
}

/** Index of the last programme that starts at or before a time, -1 before the first. */
function programmeIndexAt({ programmes }: Timeline, time: number): number {
  let low = 0;
  let high = programmes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((programmes[middle]?.start ?? 0) <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
