import type { FrameRate } from "../clips/clip.ts";

const segmentSeconds = 4;

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
