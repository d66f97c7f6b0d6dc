import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketsAhead, fetchMoment, retryDelayMillis } from '../../src/pure/schedule.ts';

const PRESENT = { fromMillis: 0, toMillis: 600_000 };

test.each([
  ['one ten-minute bucket is held ahead', 600, 1],
  ['one five-minute bucket is held ahead', 300, 1],
  ['of one-minute buckets two are', 60, 2],
])('%s', (_, seconds, ahead) => {
  expect(bucketsAhead(seconds)).toBe(ahead);
});

test('the next bucket is fetched after the join and two minutes before the present one ends', () => {
  fc.assert(
    fc.property(fc.nat(480_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (join, random) => {
      const moment = fetchMoment(PRESENT, join, random);
      expect(moment).toBeGreaterThanOrEqual(join);
      expect(moment).toBeLessThanOrEqual(480_000);
    }),
  );
});

test('after a late join, and with short buckets, it is fetched at once', () => {
  expect(fetchMoment(PRESENT, 550_000, 0.9)).toBe(550_000);
  expect(fetchMoment({ fromMillis: 0, toMillis: 60_000 }, -5, 0.9)).toBe(0);
});

test('retries wait longer each time, at most ten seconds, and not all pages alike', () => {
  expect([1, 2, 3, 10].map((failures) => retryDelayMillis(failures, 1))).toEqual([1000, 2000, 4000, 10_000]);
  expect(retryDelayMillis(10, 0)).toBe(5000);
});
