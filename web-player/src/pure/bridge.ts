import type { Span } from './buckets.ts';
import { HOLE_MILLIS } from './composer.ts';
import { type BucketPlaylist, endMillis, type Segment } from './playlist.ts';

/** A part of a bucket, with the segments on air in it: as the bucket has them. */
export interface Bridge {
  readonly span: Span;
  readonly playlist: BucketPlaylist;
}

const FILE = /(\d{5})\.m4s$/;
/** A tail of a video that is shorter joins the segment before it. */
const SHORTEST_MILLIS = 1_000;
/** Dates and lengths of programmes are printed to the millisecond. */
const SAME_MILLIS = 3;

/**
 * What the neighbours of a bucket that cannot be read tell of it. The programme in which the one before ends goes on to its end,
 * and that in which the one after begins has begun: a programme's length is known, and all segments of a video but the last are of
 * one length. So a film that lasts through the bucket is whole again. Of slate nothing is told.
 *
 * @param span of the bucket
 */
export function bridgesOf(
  span: Span,
  before: BucketPlaylist | undefined,
  after: BucketPlaylist | undefined,
): readonly Bridge[] {
  const last = before?.segments.at(-1);
  const [first] = after?.segments ?? [];
  const ends = last && before && bridge(span, before, [last, ...following(last)]);
  const begins = first && after && bridge(span, after, [...preceding(first), first]);
  if (ends === undefined || begins === undefined || ends.span.toMillis === span.toMillis) {
    return [ends ?? begins].filter((each) => each !== undefined);
  }
  const meet = begins.span.fromMillis - ends.span.toMillis <= HOLE_MILLIS;
  return [meet ? { ...ends, span: { ...ends.span, toMillis: begins.span.fromMillis } } : ends, begins];
}

/** As far as the segments reach into the bucket: those that start in it, and before them the one on air at its start. */
function bridge(span: Span, { targetDurationSeconds }: BucketPlaylist, all: readonly Segment[]): Bridge | undefined {
  const segments = all.filter(
    (each) => endMillis(each) > span.fromMillis + SAME_MILLIS && each.startMillis < span.toMillis,
  );
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const fromMillis = first.startMillis < span.fromMillis + HOLE_MILLIS ? span.fromMillis : first.startMillis;
  const toMillis = endMillis(last) > span.toMillis - HOLE_MILLIS ? span.toMillis : endMillis(last);
  return { span: { fromMillis, toMillis }, playlist: { targetDurationSeconds, segments } };
}

/** The segments of its programme after one. */
function following(segment: Segment): Segment[] {
  const restMillis = known(segment) ? segment.programme.endMillis - endMillis(segment) : 0;
  const lengthMillis = segment.durationSeconds * 1000;
  const whole = Math.floor((restMillis + SAME_MILLIS) / lengthMillis);
  const tailMillis = restMillis - whole * lengthMillis;
  const lengths = Array.from({ length: whole }, () => lengthMillis);
  if (tailMillis >= SHORTEST_MILLIS - SAME_MILLIS) {
    lengths.push(tailMillis);
  } else if (tailMillis > SAME_MILLIS && whole > 0) {
    lengths[whole - 1] = lengthMillis + tailMillis;
  }
  let startMillis = endMillis(segment);
  return lengths.map((millis, i) => {
    const next = moved(segment, i + 1, startMillis, millis);
    startMillis += millis;
    return next;
  });
}

/** The segments of its programme before one. */
function preceding(segment: Segment): Segment[] {
  const count = known(segment) ? numberOf(segment) : 0;
  const beginsMillis = segment.programme?.startMillis ?? Number.NaN;
  const lengthMillis = (segment.startMillis - beginsMillis) / count;
  return Array.from({ length: count }, (_, i) =>
    moved(segment, i - count, beginsMillis + i * lengthMillis, lengthMillis),
  );
}

function moved(segment: Segment, by: number, startMillis: number, lengthMillis: number): Segment {
  const number = `${numberOf(segment) + by}`.padStart(5, '0');
  return {
    ...segment,
    sequence: segment.sequence + by,
    startMillis,
    durationSeconds: lengthMillis / 1000,
    uri: segment.uri.replace(FILE, `${number}.m4s`),
  };
}

function numberOf({ uri }: Segment): number {
  return Number(FILE.exec(uri)?.[1]);
}

type InProgramme = Segment & { readonly programme: NonNullable<Segment['programme']> };

function known(segment: Segment): segment is InProgramme {
  const { programme, uri } = segment;
  const isTold = Number.isFinite(programme?.startMillis) && Number.isFinite(programme?.endMillis);
  return programme?.kind === 'programme' && isTold && FILE.test(uri);
}
