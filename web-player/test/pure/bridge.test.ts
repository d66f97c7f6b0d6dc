import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridgesOf } from '../../src/pure/bridge.ts';
import type { Span } from '../../src/pure/buckets.ts';
import { type BucketPlaylist, endMillis, type Segment } from '../../src/pure/playlist.ts';
import { MIDNIGHT } from './days.ts';

/** How a video is cut, in milliseconds: whole segments of one length, and the last. */
interface Cut {
  readonly lengthMillis: number;
  readonly whole: number;
  /** At least a second; of a length of more than one segment the tail of a video that joined it. */
  readonly lastMillis: number;
  readonly kind?: 'programme' | 'slate';
}

/** A day of programmes, each of which is aired whole. */
function dayOf(cuts: readonly Cut[]): Segment[] {
  const segments: Segment[] = [];
  let startMillis = MIDNIGHT;
  for (const [discontinuity, { lengthMillis, whole, lastMillis, kind = 'programme' }] of cuts.entries()) {
    const lengths = [...Array.from({ length: whole }, () => lengthMillis), lastMillis];
    const total = lengths.reduce((sum, each) => sum + each, 0);
    const programme = {
      id: `p-${discontinuity}`,
      kind,
      startMillis: Math.round(startMillis),
      endMillis: Math.round(startMillis) + Math.round(total),
      video: 'v',
      title: 'V',
      captions: new Map(),
    };
    for (const [i, millis] of lengths.entries()) {
      segments.push({
        sequence: segments.length,
        discontinuity,
        startMillis: Math.round(startMillis * 1000) / 1000,
        durationSeconds: Number((millis / 1000).toFixed(6)),
        uri: `../k${discontinuity}/{$r}/${`${i}`.padStart(5, '0')}.m4s`,
        mapUri: `../k${discontinuity}/{$r}/init.mp4`,
        programme,
      });
      startMillis += millis;
    }
  }
  return segments;
}

function bucketOf(segments: readonly Segment[], { fromMillis, toMillis }: Span): BucketPlaylist {
  const within = segments.filter((each) => endMillis(each) > fromMillis + 3 && each.startMillis < toMillis);
  return { targetDurationSeconds: 5, segments: within };
}

const spanOf = (seconds: number, lengthSeconds = 60): Span => ({
  fromMillis: MIDNIGHT + seconds * 1000,
  toMillis: MIDNIGHT + (seconds + lengthSeconds) * 1000,
});

/** What the neighbours tell of the second minute. */
function told(segments: readonly Segment[], left: 'both' | 'before' | 'after' = 'both') {
  const [before, after] = [spanOf(0), spanOf(120)].map((span) => bucketOf(segments, span));
  return bridgesOf(spanOf(60), left === 'after' ? undefined : before, left === 'before' ? undefined : after);
}

const seconds = ({ fromMillis, toMillis }: Span) => [(fromMillis - MIDNIGHT) / 1000, (toMillis - MIDNIGHT) / 1000];
const four = (whole: number, lastMillis = 4_000): Cut => ({ lengthMillis: 4_000, whole, lastMillis });

describe('a bucket that cannot be read', () => {
  test.each(['both', 'before', 'after'] as const)('within one film is whole again, by %s', (left) => {
    const film = dayOf([four(100)]);
    const [bridge, ...others] = told(film, left);
    expect(others).toEqual([]);
    expect(bridge?.span).toEqual(spanOf(60));
    expect(bridge?.playlist).toEqual(bucketOf(film, spanOf(60)));
  });

  test('ends the programme before it, and begins the one after it', () => {
    const bridges = told(dayOf([four(13), four(4, 2_500), four(3, 4_700), four(9), four(50)]));
    expect(bridges.map(({ span }) => seconds(span))).toEqual([
      [60, 74.5],
      [91.2, 120],
    ]);
    const numbers = bridges.map(({ playlist }) => playlist.segments.map(({ uri }) => uri.slice(2)));
    expect(numbers[0]).toEqual([
      '/k1/{$r}/00001.m4s',
      '/k1/{$r}/00002.m4s',
      '/k1/{$r}/00003.m4s',
      '/k1/{$r}/00004.m4s',
    ]);
    expect(numbers[1]?.at(0)).toBe('/k3/{$r}/00000.m4s');
    expect(numbers[1]?.at(-1)).toBe('/k3/{$r}/00007.m4s');
  });

  test('ends the programme before it with the tail that joined its last segment', () => {
    const [bridge] = told(dayOf([four(13), four(3, 4_700), four(50)]), 'before');
    expect(bridge && seconds(bridge.span)).toEqual([60, 72.7]);
    expect(bridge?.playlist.segments.at(-1)?.durationSeconds).toBeCloseTo(4.7, 2);
  });

  test('is not bridged by programmes that end and begin with it', () => {
    expect(told(dayOf([four(14), four(14), four(14)]))).toEqual([]);
  });

  test('is told nothing by slate, nor by a playlist without dates of programmes', () => {
    const slate = dayOf([{ ...four(100), kind: 'slate' }]);
    const onAir = told(slate).flatMap(({ playlist }) => playlist.segments);
    expect(onAir.every((segment) => slate.includes(segment))).toBe(true);
    const undated = slate.map((segment): Segment => ({ ...segment, programme: undefined }));
    expect(
      told(undated)
        .flatMap(({ playlist }) => playlist.segments)
        .every((each) => undated.includes(each)),
    ).toBe(true);
  });

  test('without neighbours is told nothing', () => {
    expect(bridgesOf(spanOf(60), undefined, undefined)).toEqual([]);
  });

  test('of any day is told only what is true, and all of the programmes at its edges', () => {
    const cut = fc
      .tuple(fc.constantFrom(4_000, 4004), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1_000, max: 4_990 }))
      .map(([lengthMillis, whole, lastMillis]) => ({
        lengthMillis,
        whole,
        lastMillis: whole === 0 ? Math.min(lastMillis, lengthMillis) : lastMillis,
      }));
    fc.assert(
      fc.property(fc.array(cut, { minLength: 120, maxLength: 140 }), (cuts) => {
        const segments = dayOf(cuts);
        const onAir = bucketOf(segments, spanOf(60)).segments;
        const bridges = told(segments);
        for (const { span, playlist } of bridges) {
          const real = onAir.filter(({ sequence }) => playlist.segments.some((each) => each.sequence === sequence));
          expect(playlist.segments.map(({ uri, sequence, discontinuity }) => [uri, sequence, discontinuity])).toEqual(
            real.map(({ uri, sequence, discontinuity }) => [uri, sequence, discontinuity]),
          );
          playlist.segments.forEach((each, i) => {
            expect(Math.abs(each.startMillis - (real[i]?.startMillis ?? 0))).toBeLessThan(3);
          });
          expect(playlist.segments[0]?.startMillis).toBeLessThanOrEqual(span.fromMillis + 3);
          expect(endMillis(playlist.segments.at(-1) as Segment)).toBeGreaterThan(span.toMillis - 4);
        }
        const atEdges = new Set([onAir[0]?.discontinuity, onAir.at(-1)?.discontinuity]);
        const bridged = new Set(bridges.flatMap(({ playlist }) => playlist.segments.map(({ sequence }) => sequence)));
        const missing = onAir.filter(
          ({ discontinuity, sequence }) => atEdges.has(discontinuity) && !bridged.has(sequence),
        );
        // But for what begins or ends just at an edge of the bucket, in which no neighbour has a part.
        const [before, after] = [spanOf(0), spanOf(120)].map((span) => bucketOf(segments, span).segments);
        const known = new Set([before?.at(-1)?.discontinuity, after?.[0]?.discontinuity]);
        expect(missing.filter(({ discontinuity }) => known.has(discontinuity))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
