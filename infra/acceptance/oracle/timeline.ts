import type { Clip } from "../clips/clip.ts";
import { flicksPerFrame, flicksPerMillisecond } from "./flicks.ts";
import { segmentFrames } from "./segments.ts";

/** One airing of a clip. Times are flicks since the start of the day. */
export interface Programme {
  readonly index: number;
  readonly clip: Clip;
  readonly start: number;
  readonly end: number;
}

/** One segment as it should be aired. */
export interface AiredSegment {
  readonly programme: Programme;
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

/** Items back to back from the day's first instant, over and over, whole segments only. */
export function expectedTimeline(from: number, to: number, loop: readonly Clip[]): Timeline {
  const length = (to - from) * flicksPerMillisecond;
  const programmes: Programme[] = [];
  const segments: AiredSegment[] = [];
  for (let start = 0; ; ) {
    const clip = loop[programmes.length % loop.length];
    if (clip === undefined) {
      throw new Error("a loop needs a clip");
    }
    const aired = air(clip, programmes.length, start, length);
    const last = aired.at(-1);
    if (last !== undefined) {
      programmes.push(last.programme);
      segments.push(...aired);
      start = last.end;
    }
    if (aired.length < segmentFrames(clip.frames, clip.rate).length) {
      return { from, to, programmes, segments };
    }
  }
}

function air(clip: Clip, index: number, start: number, latestEnd: number): AiredSegment[] {
  const frame = flicksPerFrame(clip.rate);
  const spans: { start: number; end: number; frames: number }[] = [];
  let end = start;
  for (const frames of segmentFrames(clip.frames, clip.rate)) {
    if (end + frames * frame > latestEnd) {
      break;
    }
    spans.push({ start: end, end: end + frames * frame, frames });
    end += frames * frame;
  }
  const programme = { index, clip, start, end };
  return spans.map((span, i) => ({ programme, index: i, ...span }));
}

/** The frame on air at an instant; null in the rest that no whole segment fills. */
export function frameAt(timeline: Timeline, instant: number): AiredFrame | null {
  const time = Math.round((instant - timeline.from) * flicksPerMillisecond);
  const programme = timeline.programmes[programmeIndexAt(timeline, time)];
  if (programme === undefined || time < programme.start || time >= programme.end) {
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
