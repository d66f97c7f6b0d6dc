import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueMillis, type MediaSpan, mediaSecondsAt } from '../../src/pure/media-time.ts';

/** Two segments end to end in media time; on the wall clock three seconds without a programme lie between them. */
const SPANS: MediaSpan[] = [
  { startSeconds: 10, durationSeconds: 4, startMillis: 100_000 },
  { startSeconds: 14, durationSeconds: 4, startMillis: 107_000 },
];

test.each([
  ['the first frame is due when its segment starts', 10, 100_000],
  ['a border belongs to the segment that it starts', 14, 107_000],
  ['a frame inside is due that much later', 15.5, 108_500],
  ['a time stamp a hair before the border belongs to the segment after it', 13.9995, 106_999.5],
])('%s', (_, seconds, millis) => {
  expect(dueMillis(SPANS, seconds)).toBeCloseTo(millis, 3);
});

test('outside the spans nothing is known', () => {
  expect(dueMillis(SPANS, 9)).toBeUndefined();
  expect(dueMillis(SPANS, 19)).toBeUndefined();
  expect(mediaSecondsAt(SPANS, 111_000)).toBeUndefined();
});

test('in a hole, and before the first segment, what comes next is meant', () => {
  expect(mediaSecondsAt(SPANS, 105_000)).toBe(14);
  expect(mediaSecondsAt(SPANS, 0)).toBe(10);
});

test('outside holes the two are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 17_980 }), (millis) => {
      fc.pre(millis < 13_990 || millis >= 14_000);
      const due = dueMillis(SPANS, millis / 1000) ?? Number.NaN;
      expect(mediaSecondsAt(SPANS, due)).toBeCloseTo(millis / 1000, 6);
    }),
  );
});
