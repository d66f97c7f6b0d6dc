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

  test('reaches on to what was appended, for a rendition that asks first, and begins where it began', () => {
    const growing = new Composer();
    const all = segmentsOf(30);
    growing.append('a', bucket(all, 0, 3));
    growing.advance(MIDNIGHT + 5_000);
    growing.append('a', bucket(all, 3, 30));
    growing.extend(MIDNIGHT + 9_000);
    const places = [...numbered(growing.text())].map(([place]) => place);
    expect(places).toEqual(Array.from({ length: 30 }, (_, i) => i));
    growing.advance(MIDNIGHT + 9_000);
    expect([...numbered(growing.text())].map(([place]) => place)).toEqual(places.slice(1));
  });

  test('is open-ended and carries no date range, which hls.js would read once only', () => {
    expect(composer.text()).not.toMatch(/ENDLIST|PLAYLIST-TYPE|DATERANGE/);
  });
});

test.each([
  [6.5, '6.500'],
  [0, '0.000'],
])('the text says where to start, if it is told to: at %f s', (seconds, offset) => {
  const composer = new Composer();
  composer.append('a', bucket(segmentsOf(100), 0, 100));
  expect(composer.text()).not.toContain('EXT-X-START');
  expect(composer.text(undefined, seconds)).toContain(`\n#EXT-X-START:TIME-OFFSET=${offset}\n`);
});

describe('the text for captions', () => {
  const programmes = [['de.aaaaaaaaaaaaa', 'pt-br.bbbbbbbbbbbbb'], [], ['de.ccccccccccccc']];
  const all = segmentsOf(6, (i) => i % 2 === 0).map((segment) => ({
    ...segment,
    programme: {
      id: `${segment.discontinuity}`,
      kind: 'programme',
      startMillis: Number.NaN,
      endMillis: Number.NaN,
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

describe('isContinuedBy', () => {
  const composer = new Composer();
  composer.append('a', bucket(segmentsOf(10), 0, 10));
  const later = (millis: number) =>
    bucket(
      segmentsOf(3, () => false, MIDNIGHT + 40_000 + millis),
      0,
      3,
    );

  test.each([
    ["the same timeline's next bucket does", 'a', bucket(segmentsOf(20), 10, 20), true],
    ['another that begins where the list ends does', 'b', later(0), true],
    ['one that begins half a frame later or earlier does', 'b', later(-20), true],
    ['one that leaves a gap does not', 'b', later(2000), false],
    ['one that would cut the last segment does not', 'b', later(-2000), false],
    ['one that is already on air does, from where the list ends', 'b', bucket(segmentsOf(20), 8, 20), true],
  ])('%s', (_, source, playlist, expected) => {
    expect(composer.isContinuedBy(source, playlist)).toBe(expected);
  });
});

describe('agreesFrom', () => {
  const all = segmentsOf(20);
  const composer = new Composer();
  composer.append('a', bucket(all, 0, 15));
  const changedFrom = (place: number) =>
    bucket(
      all.map((segment, i) => (i < place ? segment : { ...segment, uri: `other/${i}.m4s` })),
      0,
      20,
    );

  test.each([
    ['a timeline that shows the same', changedFrom(20), 0, true],
    [
      'one that was rounded by a millisecond',
      bucket(
        all.map((s) => ({ ...s, startMillis: s.startMillis + 1 })),
        0,
        20,
      ),
      0,
      true,
    ],
    ['one that differs in what is over', changedFrom(20), 60_000, true],
    ['one that differs in what is on air', changedFrom(5), 23_000, false],
    ['one that differs in what comes', changedFrom(10), 0, false],
    ['one that differs behind the end of the list', changedFrom(15), 0, true],
  ])('%s: %#', (_, playlist, fromMillis, expected) => {
    expect(composer.agreesFrom(MIDNIGHT + fromMillis, playlist)).toBe(expected);
  });
});

/** Days of releases that follow one another, each cut into buckets and into programmes of its own. */
const days = fc.array(
  fc.record({
    segments: fc.integer({ min: 1, max: 60 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 6 }),
    breaks: fc.func(fc.boolean()),
  }),
  { minLength: 1, maxLength: 5 },
);

test('over days of any buckets and playheads a segment keeps its number, URI and discontinuity for good', () => {
  fc.assert(
    fc.property(days, fc.array(fc.nat(8_000), { minLength: 40, maxLength: 40 }), (releases, steps) => {
      const composer = new Composer();
      const seen = new Map<number, string>();
      const aired: string[] = [];
      let fromMillis = MIDNIGHT;
      let playhead = MIDNIGHT;
      let appended = 0;
      releases.forEach(({ segments, cuts, breaks }, day) => {
        const all = segmentsOf(segments, breaks, fromMillis).map((s) => ({ ...s, uri: `${day}/${s.uri}` }));
        fromMillis += segments * 4000;
        aired.push(...all.map(({ uri }) => uri));
        const edges = [0, ...cuts.filter((cut) => cut < segments).sort((a, b) => a - b), segments];
        edges.slice(1).forEach((end, i) => {
          appended += composer.append(`release ${day}`, bucket(all, edges[i] ?? 0, end));
          playhead = Math.min(playhead + (steps[i] ?? 0), fromMillis);
          composer.advance(playhead);
          remember(seen, composer);
        });
      });
      expect(appended).toBe(aired.length);
      for (const [place, what] of seen) {
        expect(what.endsWith(aired[place] ?? 'none')).toBe(true);
      }
    }),
  );
});

function remember(seen: Map<number, string>, composer: Composer): void {
  for (const [number, what] of numbered(composer.text())) {
    expect(seen.get(number) ?? what).toBe(what);
    seen.set(number, what);
  }
}

test('a text begins with one segment that is over, holds what is due, and ends three minutes ahead', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8_000, max: 900_000 }), (atMillis) => {
      const composer = new Composer();
      composer.append('a', bucket(segmentsOf(300), 0, 300));
      composer.advance(MIDNIGHT + atMillis);
      const places = [...numbered(composer.text())].map(([place]) => place);
      const playing = Math.floor(atMillis / 4000);
      expect(places[0]).toBe(playing - 1);
      expect(places.at(-1)).toBe(Math.ceil((atMillis + 180_000) / 4000) - 1);
    }),
  );
});

test('a day of playing leaves no more behind than an hour of it', () => {
  const composer = new Composer();
  const all = segmentsOf(21_600);
  const most = Array.from({ length: 144 }, (_, k) => {
    composer.append('a', bucket(all, k * 150, (k + 1) * 150));
    composer.advance(MIDNIGHT + k * 600_000 + 480_000);
    return composer.segments.length;
  });
  expect(Math.max(...most.slice(6))).toBeLessThanOrEqual(Math.max(...most.slice(0, 6)));
  expect(composer.segment(0)).toBeUndefined();
  expect(composer.segments.every(({ place }) => composer.segment(place)?.place === place)).toBe(true);
  expect(composer.segments.at(-1)?.place).toBe(21_599);
  expect(composer.segment(21_599)?.uri).toMatch(/21599\.m4s$/);
});

/** Each segment of a text under its media sequence, as a player counts it. */
function numbered(text: string): [number, string][] {
  const header = (name: string) => Number(new RegExp(`#EXT-X-${name}:(\\d+)`).exec(text)?.[1]);
  let sequence = header('MEDIA-SEQUENCE');
  let discontinuity = header('DISCONTINUITY-SEQUENCE');
  const found: [number, string][] = [];
  for (const line of text.split('\n')) {
    discontinuity += line === '#EXT-X-DISCONTINUITY' ? 1 : 0;
    if (line !== '' && !line.startsWith('#')) {
      found.push([sequence++, `${discontinuity} ${line}`]);
    }
  }
  return found;
}
