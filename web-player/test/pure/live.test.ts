import { expect, test } from 'vitest';
import { NewerFormatError, parseLive } from '../../src/pure/live.ts';
import { MIDNIGHT } from './days.ts';

const DAY = {
  from: '2026-11-21T00:00:00Z',
  to: '2026-11-22T00:00:00Z',
  release: '20261121-7kq2m4xw3c5ab',
  bucketSeconds: 600,
  directoryBytes: 1328,
  rungs: [
    { id: 'v480', bandwidth: 1_500_000, width: 854, height: 480, codecs: 'avc1.64001f,mp4a.40.2' },
    { id: 'v240', bandwidth: 660_000, width: 426, height: 240, codecs: 'avc1.64001e,mp4a.40.2' },
  ],
};

function textOf(day: object, format = 1): string {
  return JSON.stringify({ format, publication: '01J', published: '2026-11-20T18:04:11Z', days: [day] });
}

test('a pointer is read, its rungs from the smallest on, fields that the page does not need ignored', () => {
  expect(parseLive(textOf(DAY)).days[0]).toEqual({
    fromMillis: MIDNIGHT,
    toMillis: MIDNIGHT + 86_400_000,
    release: DAY.release,
    bucketSeconds: 600,
    directoryBytes: 1328,
    rungs: [
      { id: 'v240', bandwidth: 660_000, height: 240, codecs: 'avc1.64001e,mp4a.40.2' },
      { id: 'v480', bandwidth: 1_500_000, height: 480, codecs: 'avc1.64001f,mp4a.40.2' },
    ],
  });
});

test('a newer format is told apart from a broken one', () => {
  expect(() => parseLive(textOf(DAY, 2))).toThrow(NewerFormatError);
});

test.each([
  ['a release that would leave its folder', { release: '../../secret' }],
  ['a bucket length that does not divide the hour', { bucketSeconds: 700 }],
  ['a bucket shorter than a minute', { bucketSeconds: 30 }],
  ['a day that ends before it begins', { to: '2026-11-20T00:00:00Z' }],
  ['a date without a zone', { from: '2026-11-21T00:00:00' }],
  ['a rung without codecs', { rungs: [{ id: 'v240', bandwidth: 1, height: 240 }] }],
  ['a size that is no number', { directoryBytes: '1328' }],
])('%s is refused', (_, wrong) => {
  expect(() => parseLive(textOf({ ...DAY, ...wrong }))).toThrow();
});
