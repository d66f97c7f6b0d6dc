import type { Day } from './live.ts';

/** A half-open slice of time: an instant on an edge belongs to the slice that it starts. */
export interface Span {
  readonly fromMillis: number;
  readonly toMillis: number;
}

export function contains(span: Span, millis: number): boolean {
  return span.fromMillis <= millis && millis < span.toMillis;
}

export function bucketCount(day: Day): number {
  return Math.ceil((day.toMillis - day.fromMillis) / (day.bucketSeconds * 1000));
}

export function bucketAt(day: Day, millis: number): number {
  if (!contains(day, millis)) {
    throw new Error(`${millis} must lie in the day ${day.fromMillis} to ${day.toMillis}`);
  }
  return Math.floor((millis - day.fromMillis) / (day.bucketSeconds * 1000));
}

/** The last bucket of a day may be short. */
export function bucketSpan(day: Day, bucket: number): Span {
  const fromMillis = day.fromMillis + bucket * day.bucketSeconds * 1000;
  return { fromMillis, toMillis: Math.min(fromMillis + day.bucketSeconds * 1000, day.toMillis) };
}
