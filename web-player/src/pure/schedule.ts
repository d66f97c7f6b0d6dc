import type { Span } from './buckets.ts';

const SPARE_MILLIS = 120_000;
const SHORT_BUCKET_SECONDS = 300;

/** How many buckets after the present one a page holds. */
export function bucketsAhead(bucketSeconds: number): number {
  return bucketSeconds < SHORT_BUCKET_SECONDS ? 2 : 1;
}

/**
 * When to fetch what follows the present bucket: at a random moment until two minutes before its end, so that a million pages
 * do not ask in the same second; at once if that has passed. `random` is in [0, 1).
 */
export function fetchMoment(present: Span, joinMillis: number, random: number): number {
  const from = Math.max(present.fromMillis, joinMillis);
  return from + random * Math.max(0, present.toMillis - SPARE_MILLIS - from);
}

const LONGEST_WAIT_MILLIS = 10_000;

/** Waits double from one second to ten, each cut at random, so that pages that failed together do not return together. */
export function retryDelayMillis(failures: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MILLIS, 1000 * 2 ** Math.max(0, failures - 1));
  return longest * (0.5 + random / 2);
}
