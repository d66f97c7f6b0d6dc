import type { FrameRate } from "../clips/clip.ts";

/**
 * The oracle's exact time: a flick is 1/705,600,000 s, in which a frame of every usual rate, those over 1001
 * included, is a whole number, and so is a millisecond. A day is 6.1e13 of them, well below 2^53.
 */
export const flicksPerSecond = 705_600_000;
export const flicksPerMillisecond = flicksPerSecond / 1000;

export function flicksPerFrame(rate: FrameRate): number {
  const flicks = (flicksPerSecond * rate.denominator) / rate.numerator;
  if (!Number.isInteger(flicks)) {
    throw new Error(`a frame must be whole flicks, at ${rate.numerator}/${rate.denominator} it is not`);
  }
  return flicks;
}
