import type { Clip, FrameRate } from "../clips/clip.ts";
import { flicksPerFrame } from "./flicks.ts";
import { ruler, rulerFrames } from "./slate.ts";

const segmentSeconds = 4;

/** A segment of a video's own time, which counts its frames. */
export interface Segment {
  /** Number of its file. */
  readonly index: number;
  readonly startFrame: number;
  readonly frames: number;
}

/** Frames of each segment of a video: four seconds each, and a tail under one second joins the last. */
export function segmentFrames(frames: number, rate: FrameRate): number[] {
  const whole = segmentSeconds * Math.round(rate.numerator / rate.denominator);
  const segments = new Array<number>(Math.floor(frames / whole)).fill(whole);
  const tail = frames % whole;
  const tailIsShort = tail * rate.denominator < rate.numerator;
  if (tailIsShort && segments.length > 0) {
    segments[segments.length - 1] = whole + tail;
  } else if (tail > 0) {
    segments.push(tail);
  }
  return segments;
}

/** The segments of a clip, one after the other; those of the ruler start at 0 each. */
export function segmentsOf(clip: Clip): Segment[] {
  if (clip === ruler) {
    return rulerFrames.map((frames, index) => ({ index, startFrame: 0, frames }));
  }
  let startFrame = 0;
  return segmentFrames(clip.frames, clip.rate).map((frames, index) => {
    const segment = { index, startFrame, frames };
    startFrame += frames;
    return segment;
  });
}

/** The first segments of a clip that end within a time. */
export function segmentsWithin(clip: Clip, flicks: number): Segment[] {
  const frame = flicksPerFrame(clip.rate);
  return segmentsOf(clip).filter(({ startFrame, frames }) => (startFrame + frames) * frame <= flicks);
}
