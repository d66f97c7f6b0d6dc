import { describe, expect, test } from 'vitest';
import { composedPlaylists, firstFiles, JOIN_AHEAD_MILLIS, joinAimMillis } from '../src/layout.ts';
import { Composer } from '../src/pure/composer.ts';
import type { Segment } from '../src/pure/playlist.ts';

/** Of four seconds from zero on, and one of a second behind them. */
const SEGMENTS: Segment[] = [0, 4_000, 8_000].map((startMillis, i) => ({
  sequence: i,
  discontinuity: 0,
  startMillis,
  durationSeconds: i < 2 ? 4 : 1,
  uri: `{$r}/0000${i}.m4s`,
  mapUri: '{$r}/init.mp4',
  programme: undefined,
}));

describe('a join', () => {
  test.each([
    ['in a segment aims at the frame that is due by then', 1_000, 1_000],
    ['where a tail begins still aims into it', 3_700, 3_700],
    ['in a tail aims into the next segment', 3_701, 4_020],
    ['at the very end of a segment too', 3_999, 4_020],
    ['at the edge is in the segment that begins', 4_000, 4_000],
    ['in the tail of the last segment of the list stays in it', 8_900, 8_900],
    ['past the list is not moved', 9_500, 9_500],
  ])('%s', (_, dueMillis, aimMillis) => {
    expect(joinAimMillis(SEGMENTS, dueMillis - JOIN_AHEAD_MILLIS)).toBe(aimMillis);
  });

  test.each([
    ['the segment on air at the aim', 4_020, '00001'],
    ['before the list the first one', -500, '00000'],
    ['past the list none', 9_000, undefined],
  ])('asks first for %s', (_, aimMillis, number) => {
    const files =
      number === undefined ? [] : ['v240/init.mp4', 'a0/init.mp4', `v240/${number}.m4s`, `a0/${number}.m4s`];
    expect(firstFiles(SEGMENTS, aimMillis, 'v240')).toEqual(files);
  });
});

test.each([
  ['in the list, from its beginning on', 5_000, '5.000'],
  ['in a tail, in the next segment', 3_900, '4.020'],
  ['in a hole before the last segment, where that lies in the text', 9_500, '8.000'],
  ['before the list, at its beginning', -3_000, '0.000'],
])('a list says where to start: %s', (_, dueMillis, offset) => {
  const composer = new Composer();
  const segments = SEGMENTS.map((each, i) => (i === 2 ? { ...each, startMillis: 10_000 } : each));
  composer.append('a', { targetDurationSeconds: 4, segments });
  const now = () => dueMillis - JOIN_AHEAD_MILLIS;
  const source = composedPlaylists(composer, '', '', now, () => undefined);
  expect(source.media('a0').text).toContain(`#EXT-X-START:TIME-OFFSET=${offset}\n`);
});
