import { describe, expect, test } from 'vitest';
import { fetchMoment, recheckMoment } from '../../src/pure/schedule.ts';

/** Requests of a whole audience by the second, by the rules that each page follows. */
const PAGES = 1_000_000;
const BUCKET_SECONDS = 600;
const HOURS = 2;
const SECONDS = HOURS * 3600;
/** All joins are over by then, and so is the first half hour of everybody's clock. */
const STEADY_FROM_SECONDS = 3600 + 1800;
const CLOCK_REQUESTS = 2;

interface Load {
  readonly buckets: Uint32Array;
  readonly clock: Uint32Array;
}

/** Mulberry32: the same crowd each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What pages that join at these seconds ask for until the time is over, each at its own random moments. */
function crowd(joinSecond: (random: () => number) => number): Load {
  const random = randomFrom(20_261_121);
  const load = { buckets: new Uint32Array(SECONDS), clock: new Uint32Array(SECONDS) };
  for (let page = 0; page < PAGES; page++) {
    const joinMillis = joinSecond(random) * 1000;
    countBuckets(load.buckets, joinMillis, random);
    countClock(load.clock, joinMillis, random);
  }
  return load;
}

function countBuckets(buckets: Uint32Array, joinMillis: number, random: () => number): void {
  const length = BUCKET_SECONDS * 1000;
  let fromMillis = Math.floor(joinMillis / length) * length;
  for (;;) {
    const moment = fetchMoment({ fromMillis, toMillis: fromMillis + length }, BUCKET_SECONDS, joinMillis, random());
    if (moment >= SECONDS * 1000) {
      return;
    }
    count(buckets, moment);
    fromMillis += length;
  }
}

function countClock(clock: Uint32Array, joinMillis: number, random: () => number): void {
  let last: number | undefined;
  for (;;) {
    last = recheckMoment(joinMillis, last, random());
    if (last >= SECONDS * 1000) {
      return;
    }
    for (let i = 0; i < CLOCK_REQUESTS; i++) {
      count(clock, last + i * 1000);
    }
  }
}

function count(seconds: Uint32Array, millis: number): void {
  const second = Math.floor(millis / 1000);
  seconds[second] = (seconds[second] ?? 0) + 1; // what lies beyond the end is not kept
}

function peakOverMean(seconds: Uint32Array): number {
  const steady = seconds.subarray(STEADY_FROM_SECONDS);
  const mean = steady.reduce((sum, each) => sum + each, 0) / steady.length;
  return Math.max(...steady) / mean;
}

describe.each<[string, (random: () => number) => number]>([
  ['who came one after the other in an hour', (random) => random() * 3600],
  ['who all came within ten seconds, for a premiere on the hour', (random) => 600 + random() * 10],
])('a million pages of people %s', (_, joinSecond) => {
  const load = crowd(joinSecond);

  test('ask for buckets evenly: in no second more than 1.3 times the mean', () => {
    expect(peakOverMean(load.buckets)).toBeLessThanOrEqual(1.3);
  });

  test('ask for the time evenly too', () => {
    expect(peakOverMean(load.clock)).toBeLessThanOrEqual(1.3);
  });

  test('ask for no more than one bucket in ten minutes, and twice for the time in half an hour', () => {
    const total = (seconds: Uint32Array) => seconds.subarray(STEADY_FROM_SECONDS).reduce((sum, each) => sum + each, 0);
    const hours = (SECONDS - STEADY_FROM_SECONDS) / 3600;
    expect(total(load.buckets) / PAGES).toBeCloseTo(hours * 6, 1);
    expect(total(load.clock) / PAGES).toBeCloseTo(hours * 4, 1);
  });
});
