import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  deafWaitMillis,
  fetchMoment,
  recheckMoment,
  refetchDelayMillis,
  retryDelayMillis,
} from '../../src/pure/schedule.ts';

const LAST = { fromMillis: 1_200_000, toMillis: 1_800_000 };
const random = fc.double({ min: 0, max: 0.999, noNaN: true });

test('the next bucket is fetched after the join, two minutes before it is needed, and at most a bucket earlier', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_200_000, max: 1_680_000 }), random, (join, chance) => {
      const moment = fetchMoment(LAST, 600, join, chance);
      expect(moment).toBeGreaterThanOrEqual(join);
      expect(moment).toBeLessThanOrEqual(1_680_000);
      expect(fetchMoment(LAST, 600, 0, chance)).toBeCloseTo(1_080_000 + chance * 600_000, 3);
    }),
  );
});

test('after a late join it is fetched at once', () => {
  expect(fetchMoment(LAST, 600, 1_750_000, 0.9)).toBe(1_750_000);
});

test('of short buckets two are held ahead', () => {
  expect(fetchMoment({ fromMillis: 120_000, toMillis: 180_000 }, 60, 5, 0.9)).toBe(60_000);
});

test('retries wait longer each time, at most ten seconds, and not all pages alike', () => {
  expect([1, 2, 3, 10].map((failures) => retryDelayMillis(failures, 1))).toEqual([1000, 2000, 4000, 10_000]);
  expect(retryDelayMillis(10, 0)).toBe(5000);
});

test('while there is time left a failed fetch is not hurried, and all pages spread over that time', () => {
  expect(refetchDelayMillis(1, 0.5, 720_000)).toBe(150_000);
  expect(refetchDelayMillis(1, 0.5, 100_000)).toBe(retryDelayMillis(1, 0.5));
});

test('the clock is asked again once in each half hour since the join', () => {
  const halfHour = 1_800_000;
  fc.assert(
    fc.property(fc.nat(1e9), fc.array(random, { minLength: 5, maxLength: 5 }), (join, chances) => {
      let last: number | undefined;
      chances.forEach((chance, i) => {
        last = recheckMoment(join, last, chance);
        expect(Math.floor((last - join) / halfHour)).toBe(i);
      });
    }),
  );
});

test('a clock that hears nothing asks ever more seldom, at most twice an hour, and not all pages alike', () => {
  expect([1, 2, 3, 20].map((times) => deafWaitMillis(times, 0))).toEqual([20_000, 40_000, 80_000, 1_800_000]);
  expect(deafWaitMillis(1, 0.999)).toBeCloseTo(39_980, 0);
});
