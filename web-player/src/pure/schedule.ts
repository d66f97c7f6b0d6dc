import type { Span } from './buckets.ts';

const SPARE_MILLIS = 120_000;
const SHORT_BUCKET_SECONDS = 300;

/**
 * When to fetch what follows the bucket fetched last: at a random moment of a span as long as that bucket, which ends two
 * minutes before it does. So each second of a day has the same share of a million pages' requests. After a late join it is
 * fetched at once; of buckets too short for that, two are held ahead. `random` is in [0, 1).
 */
export function fetchMoment(last: Span, bucketSeconds: number, joinMillis: number, random: number): number {
  if (bucketSeconds < SHORT_BUCKET_SECONDS) {
    return Math.max(last.fromMillis - bucketSeconds * 1000, joinMillis);
  }
  const from = Math.max(last.fromMillis - SPARE_MILLIS, joinMillis);
  return from + random * Math.max(0, last.toMillis - SPARE_MILLIS - from);
}

const LONGEST_WAIT_MILLIS = 10_000;

/** Waits double from one second to ten, each cut at random, so that pages that failed together do not return together. */
export function retryDelayMillis(failures: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MILLIS, 1000 * 2 ** Math.max(0, failures - 1));
  return longest * (0.5 + random / 2);
}

/** A fetch that failed while there is time left need not be tried again in a hurry, and not by all pages at once. */
export function refetchDelayMillis(failures: number, random: number, spareMillis: number): number {
  return Math.max(retryDelayMillis(failures, random), (random * (spareMillis - SPARE_MILLIS)) / 2);
}

const HALF_HOUR_MILLIS = 30 * 60_000;

/**
 * When the server's clock is asked again: once in each half hour since the join, at a random moment of it, whenever the page
 * asked last. So those who joined together do not ask together.
 */
export function recheckMoment(joinMillis: number, lastMillis: number | undefined, random: number): number {
  const halfHour = lastMillis === undefined ? 0 : Math.floor((lastMillis - joinMillis) / HALF_HOUR_MILLIS) + 1;
  return joinMillis + (halfHour + random) * HALF_HOUR_MILLIS;
}

const DEAF_WAIT_MILLIS = 20_000;

/** When a clock that hears nothing of the server asks again: once, and each time after a wait twice as long as before. */
export function deafWaitMillis(times: number, random: number): number {
  return Math.min(HALF_HOUR_MILLIS, DEAF_WAIT_MILLIS * 2 ** Math.max(0, times - 1)) * (1 + random);
}
