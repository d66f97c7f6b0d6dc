/** What to do about a measured error: nothing, a short change of rate, or, far off, one seek. */
export type Correction =
  | { readonly kind: 'none' }
  | { readonly kind: 'pulse'; readonly rate: number; readonly lastsMillis: number }
  | { readonly kind: 'seek' };

const NONE: Correction = { kind: 'none' };
const MEDIAN_OF = 12;
const DEAD_BAND_MILLIS = 12;
const STRONG_ABOVE_MILLIS = 30;
const SEEK_ABOVE_MILLIS = 250;
const SETTLE_MILLIS = 250;
/** Another place on the timeline, as when hls.js has gone to the end of the list: one frame of it is one too many. */
const ELSEWHERE_MILLIS = 5_000;

/**
 * Decides from the errors of shown frames (positive: the picture is ahead of the wall clock). Frames seen during a pulse and
 * shortly after it say nothing about the outcome and are not counted.
 */
export class SyncController {
  private errors: number[] = [];
  private deafUntilMillis = Number.NEGATIVE_INFINITY;
  private median: number | undefined;
  /** Far off even during a pulse, as when the device was too busy to decode: no use in waiting for the pulse to end. */
  private farFrames = 0;

  /** The median of the latest full window, for the badge. */
  get errorMillis(): number | undefined {
    return this.median;
  }

  frame(errorMillis: number, nowMillis: number): Correction {
    const size = Math.abs(errorMillis);
    this.farFrames = size > ELSEWHERE_MILLIS ? MEDIAN_OF : size > SEEK_ABOVE_MILLIS ? this.farFrames + 1 : 0;
    if (nowMillis < this.deafUntilMillis && this.farFrames < MEDIAN_OF) {
      return NONE;
    }
    if (this.farFrames >= MEDIAN_OF) {
      this.median = errorMillis;
      return { kind: 'seek' };
    }
    this.errors.push(errorMillis);
    if (this.errors.length < MEDIAN_OF) {
      return NONE;
    }
    this.median = median(this.errors);
    this.errors.shift();
    const correction = correctionFor(this.median);
    if (correction.kind === 'pulse') {
      this.ignoreUntil(nowMillis + correction.lastsMillis + SETTLE_MILLIS);
    }
    return correction;
  }

  /** The clock was set later by so much: what was measured by the old one is still good, told by the new one. */
  shift(byMillis: number): void {
    this.errors = this.errors.map((error) => error - byMillis);
  }

  /** Forgets what was measured, as after a seek or a change of clock, and counts nothing until a pulse of that is over. */
  restart(nowMillis: number, pulseMillis = 0): void {
    this.ignoreUntil(nowMillis + pulseMillis + SETTLE_MILLIS);
  }

  private ignoreUntil(millis: number): void {
    this.errors = [];
    this.farFrames = 0;
    this.deafUntilMillis = millis;
  }
}

export function correctionFor(errorMillis: number): Correction {
  const size = Math.abs(errorMillis);
  if (size <= DEAD_BAND_MILLIS) {
    return NONE;
  }
  if (size > SEEK_ABOVE_MILLIS) {
    return { kind: 'seek' };
  }
  const strength = size > STRONG_ABOVE_MILLIS ? 0.06 : 0.03;
  return { kind: 'pulse', rate: 1 - Math.sign(errorMillis) * strength, lastsMillis: size / strength };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Less than that the errors of frames put right by themselves. */
const MOVED_ABOVE_MILLIS = 60;
/** A correction of the clock is over after so long: that it is needed is certain, so it need not be gentle. */
const SLEW_MILLIS = 2_000;

/**
 * What a corrected clock asks of the picture at once: up to 0.25 s is caught up with by rate, more is one seek. Small changes
 * are left to the errors of shown frames: while the clock settles they come every second, and would cut short what is under way.
 */
export function clockCorrection(byMillis: number): Correction {
  const size = Math.abs(byMillis);
  if (size <= MOVED_ABOVE_MILLIS) {
    return NONE;
  }
  if (size > SEEK_ABOVE_MILLIS) {
    return { kind: 'seek' };
  }
  const lastsMillis = Math.min(SLEW_MILLIS, size / 0.03);
  return { kind: 'pulse', rate: 1 + byMillis / lastsMillis, lastsMillis };
}

/** Playback begins this long after `play()` returns to the event loop. */
export const PLAY_LEAD_MILLIS = 30;
const TOO_LATE_MILLIS = 60;

export type Release = { readonly kind: 'play'; readonly inMillis: number } | { readonly kind: 'aim-again' };

/** For a picture that waits paused on a decoded frame: when to let it go, or that its moment has passed. */
export function releaseOf(dueMillis: number, wallMillis: number): Release {
  const inMillis = dueMillis - PLAY_LEAD_MILLIS - wallMillis;
  return inMillis < -TOO_LATE_MILLIS ? { kind: 'aim-again' } : { kind: 'play', inMillis: Math.max(0, inMillis) };
}
