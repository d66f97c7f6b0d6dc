import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Composer } from '../../src/pure/composer.ts';
import type { BucketPlaylist, Segment } from '../../src/pure/playlist.ts';
import { MIDNIGHT } from './days.ts';

/** A day of four-second segments; a new programme begins wherever `breaks` says so. */
function segmentsOf(count: number, breaks: (i: number) => boolean = () => false, fromMillis = MIDNIGHT): Segment[] {
  let discontinuity = 0;
  return Array.from({ length: count }, (_, i) => {
    discontinuity += i > 0 && breaks(i) ? 1 : 0;
    const video = `../../../../segments/k${discontinuity}/{$r}`;
    return {
      sequence: i,
      discontinuity,
      startMillis: fromMillis + i * 4000,
      durationSeconds: 4,
      uri: `${video}/${i}.m4s`,
      mapUri: `${video}/init.mp4`,
      programme: undefined,
    };
  });
}

function bucket(segments: readonly Segment[], from: number, end: number): BucketPlaylist {
  return { targetDurationSeconds: 5, segments: segments.slice(Math.max(0, from - 1), end) };
}

function linesOf(composer: Composer, prefix: string): string[] {
  return composer
    .text()
    .split('\n')
    .filter((line) => line.startsWith(prefix));
}

test('the segment that two buckets repeat stands once', () => {
  const all = segmentsOf(30);
  const composer = new Composer();
  composer.append('a', bucket(all, 0, 15));
  expect(composer.append('a', bucket(all, 15, 30))).toBe(15);
  expect(composer.segments.map((s) => s.uri)).toEqual(all.map((s) => s.uri));
});

test('a jump of the numbers within a release is an error', () => {
  const all = segmentsOf(30);
  const composer = new Composer();
  composer.append('a', bucket(all, 0, 10));
  expect(() => composer.append('a', bucket(all, 20, 30))).toThrow(/must be followed by the next/);
});

test('a new release starts with a discontinuity although its own numbers begin again at 0', () => {
  const composer = new Composer();
  composer.append('monday', bucket(segmentsOf(3), 0, 3));
  composer.append(
    'tuesday',
    bucket(
      segmentsOf(3, () => false, MIDNIGHT + 12_000),
      0,
      3,
    ),
  );
  expect(composer.segments.map((s) => [s.place, s.composedDiscontinuity])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 1],
  ]);
  expect(linesOf(composer, '#EXT-X-DISCONTINUITY')).toEqual([
    '#EXT-X-DISCONTINUITY-SEQUENCE:0',
    '#EXT-X-DISCONTINUITY',
  ]);
});

test('a release that takes over in mid-day does not show again what has begun', () => {
  const composer = new Composer();
  composer.append('first', bucket(segmentsOf(10), 0, 10));
  composer.append('corrected', bucket(segmentsOf(20), 8, 20));
  expect(composer.segments.map((s) => s.startMillis)).toEqual(segmentsOf(20).map((s) => s.startMillis));
});

describe('the window', () => {
  const composer = new Composer();
  composer.append('a', bucket(segmentsOf(300), 0, 300));

  test('shows one segment behind the playhead to 180 s ahead', () => {
    composer.advance(MIDNIGHT + 401_000);
    const dates = linesOf(composer, '#EXT-X-PROGRAM-DATE-TIME');
    expect(dates[0]).toBe('#EXT-X-PROGRAM-DATE-TIME:2026-11-21T00:06:36.000Z');
    expect(dates.at(-1)).toBe('#EXT-X-PROGRAM-DATE-TIME:2026-11-21T00:09:40.000Z');
    expect(linesOf(composer, '#EXT-X-MEDIA-SEQUENCE')).toEqual(['#EXT-X-MEDIA-SEQUENCE:99']);
  });

  test('never moves back', () => {
    const before = composer.text();
    composer.advance(MIDNIGHT);
    expect(composer.text()).toBe(before);
  });

  test('is the same for every rendition until it is moved, although segments were appended', () => {
    const growing = new Composer();
    const all = segmentsOf(30);
    growing.append('a', bucket(all, 0, 15));
    growing.advance(MIDNIGHT);
    const before = growing.text();
    growing.append('a', bucket(all, 15, 30));
    expect(growing.text()).toBe(before);
  });

  test('is open-ended and carries no date range, which hls.js would read once only', () => {
    expect(composer.text()).not.toMatch(/ENDLIST|PLAYLIST-TYPE|DATERANGE/);
  });
});

describe('the text for captions', () => {
  const programmes = [['de.aaaaaaaaaaaaa', 'pt-br.bbbbbbbbbbbbb'], [], ['de.ccccccccccccc']];
  const all = segmentsOf(6, (i) => i % 2 === 0).map((segment) => ({
    ...segment,
    programme: {
      id: `${segment.discontinuity}`,
      kind: 'programme',
      video: 'k',
      title: '',
      captions: new Map(programmes[segment.discontinuity]?.map((entry) => [entry.replace(/\..*/, ''), entry])),
    },
  }));
  const composer = new Composer();
  composer.append('a', bucket(all, 0, 6));
  const composed = (language?: string) => composer.text(language).split('\n');
  const isUri = (line: string) => line !== '' && !line.startsWith('#');

  test('names the folder of the content where a programme has the language, else one empty segment', () => {
    const root = '../../../../segments';
    const empty = `${root}/empty.vtt`;
    expect(composed('de').filter(isUri)).toEqual([
      `${root}/k0/t-de.aaaaaaaaaaaaa/0.vtt`,
      `${root}/k0/t-de.aaaaaaaaaaaaa/1.vtt`,
      empty,
      empty,
      `${root}/k2/t-de.ccccccccccccc/4.vtt`,
      `${root}/k2/t-de.ccccccccccccc/5.vtt`,
    ]);
    expect(composed('pt-br').filter(isUri).slice(1, 3)).toEqual([`${root}/k0/t-pt-br.bbbbbbbbbbbbb/1.vtt`, empty]);
    expect(composed('pt').filter(isUri)).toEqual(Array(6).fill(empty));
  });

  test('is that of the rungs in all but maps and URIs', () => {
    const plain = (lines: string[]) => lines.filter((line) => !isUri(line) && !line.startsWith('#EXT-X-MAP'));
    expect(composed('de')).toEqual(expect.not.arrayContaining([expect.stringContaining('#EXT-X-MAP')]));
    expect(plain(composed('de'))).toEqual(plain(composed()));
    expect(composed('de').filter((line) => line === '#EXT-X-DISCONTINUITY')).toHaveLength(2);
  });

  test('of segments without a programme is empty segments', () => {
    const nameless = new Composer();
    nameless.append('a', bucket(segmentsOf(1), 0, 1));
    expect(nameless.text('de')).toContain('segments/empty.vtt');
  });
});

describe('holes', () => {
  const composer = new Composer();
  composer.append('monday', bucket(segmentsOf(2), 0, 2));
  composer.append(
    'tuesday',
    bucket(
      segmentsOf(2, () => false, MIDNIGHT + 11_500),
      0,
      2,
    ),
  );

  test('nothing is on air in a hole, and the next programme follows it', () => {
    expect(composer.at(MIDNIGHT + 7_999)?.place).toBe(1);
    expect(composer.at(MIDNIGHT + 8_000)).toBeUndefined();
    expect(composer.at(MIDNIGHT + 11_500)?.place).toBe(2);
  });

  test('a hole is known beforehand, and over at its end', () => {
    const hole = { fromMillis: MIDNIGHT + 8_000, toMillis: MIDNIGHT + 11_500 };
    expect(composer.holeAfter(MIDNIGHT)).toEqual(hole);
    expect(composer.holeAfter(MIDNIGHT + 11_499)).toEqual(hole);
    expect(composer.holeAfter(MIDNIGHT + 11_500)).toBeUndefined();
  });
});

test('whatever the bucket borders and playheads, a segment keeps its number, URI and discontinuity for good', () => {
  const borders = fc.uniqueArray(fc.integer({ min: 1, max: 119 }), { maxLength: 12 });
  fc.assert(
    fc.property(borders, fc.func(fc.boolean()), fc.array(fc.nat(480_000)), (cuts, breaks, playheads) => {
      const all = segmentsOf(120, breaks);
      const edges = [0, ...cuts.sort((a, b) => a - b), 120];
      const composer = new Composer();
      const seen = new Map<string, string>();
      edges.slice(1).forEach((end, i) => {
        composer.append('a', bucket(all, edges[i] ?? 0, end));
        composer.advance(MIDNIGHT + (playheads[i] ?? 0));
        for (const [number, what] of numbered(composer.text())) {
          expect(seen.get(number) ?? what).toBe(what);
          seen.set(number, what);
        }
      });
      expect(composer.segments.map((s) => s.uri)).toEqual(all.map((s) => s.uri));
    }),
  );
});

/** Each segment of a text under its media sequence, as a player counts it. */
function numbered(text: string): [string, string][] {
  const header = (name: string) => Number(new RegExp(`#EXT-X-${name}:(\\d+)`).exec(text)?.[1]);
  let sequence = header('MEDIA-SEQUENCE');
  let discontinuity = header('DISCONTINUITY-SEQUENCE');
  const found: [string, string][] = [];
  for (const line of text.split('\n')) {
    discontinuity += line === '#EXT-X-DISCONTINUITY' ? 1 : 0;
    if (line !== '' && !line.startsWith('#')) {
      found.push([`${sequence++}`, `${discontinuity} ${line}`]);
    }
  }
  return found;
}
