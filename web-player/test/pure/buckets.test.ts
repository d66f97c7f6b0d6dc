import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketAt, bucketCount, bucketSpan, contains } from '../../src/pure/buckets.ts';
import { dayOf, HOUR, MIDNIGHT } from './days.ts';

describe('bucketAt', () => {
  test.each([
    ['the first instant of the day belongs to bucket 0', 0, 0],
    ['an instant on the edge belongs to the bucket it starts', 600_000, 1],
    ['a millisecond before the edge belongs to the bucket before', 599_999, 0],
    ['the last millisecond of the day belongs to the last bucket', 24 * HOUR - 1, 143],
  ])('%s', (_, offset, bucket) => {
    expect(bucketAt(dayOf(), MIDNIGHT + offset)).toBe(bucket);
  });

  test('an instant outside the day is refused', () => {
    expect(() => bucketAt(dayOf(), MIDNIGHT + 24 * HOUR)).toThrow(/must lie in the day/);
    expect(() => bucketAt(dayOf(), MIDNIGHT - 1)).toThrow();
  });
});

test.each([
  ['a usual day of ten-minute buckets has 144', 24, 600, 144],
  ['a day of 23 hours has 138', 23, 600, 138],
  ['a day of 24.5 hours in one-hour buckets has a short last one', 24.5, 3600, 25],
])('%s', (_, hours, bucketSeconds, count) => {
  expect(bucketCount(dayOf({ toMillis: MIDNIGHT + hours * HOUR, bucketSeconds }))).toBe(count);
});

const anyDay = fc
  .record({ hours: fc.constantFrom(23, 24, 24.5, 25), bucketSeconds: fc.constantFrom(60, 300, 600, 900, 3600) })
  .map(({ hours, bucketSeconds }) => dayOf({ toMillis: MIDNIGHT + hours * HOUR, bucketSeconds }));

test('every instant lies in the span of its bucket, and the spans tile the day', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(23 * HOUR - 1), (day, offset) => {
      const bucket = bucketAt(day, day.fromMillis + offset);
      expect(contains(bucketSpan(day, bucket), day.fromMillis + offset)).toBe(true);
      const next = bucket + 1;
      const edge = next < bucketCount(day) ? bucketSpan(day, next).fromMillis : day.toMillis;
      expect(bucketSpan(day, bucket).toMillis).toBe(edge);
    }),
  );
});
