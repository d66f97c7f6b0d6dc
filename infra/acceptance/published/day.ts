import type { BucketPlaylist, PublishedSegment } from "./playlist.ts";

/** A day that is on air, as live.json names it; times are milliseconds since 1970. */
export interface BucketedDay {
  readonly from: number;
  readonly to: number;
  readonly bucketSeconds: number;
}

/** A published segment in its place in the day. */
export interface PlacedSegment extends PublishedSegment {
  readonly bucket: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  /** The last date-time printed in the bucket plus all durations since, milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

export function bucketCount({ from, to, bucketSeconds }: BucketedDay): number {
  return Math.ceil((to - from) / (bucketSeconds * 1000));
}

export function bucketStart({ from, bucketSeconds }: BucketedDay, k: number): number {
  return from + k * bucketSeconds * 1000;
}

/** Gives each segment of one bucket its numbers and its time, from the text of that bucket alone. */
export function place(bucket: number, playlist: BucketPlaylist): PlacedSegment[] {
  let { mediaSequence, discontinuitySequence } = playlist;
  let anchor = Number.NaN;
  let microseconds = 0;
  return playlist.segments.map((segment, i) => {
    if (segment.dateTime !== undefined) {
      anchor = segment.dateTime;
      microseconds = 0;
    }
    discontinuitySequence += segment.discontinuity && i > 0 ? 1 : 0;
    const start = anchor + microseconds / 1000;
    microseconds += segment.microseconds;
    const end = anchor + microseconds / 1000;
    return { ...segment, bucket, mediaSequence: mediaSequence++, discontinuitySequence, start, end };
  });
}

/** The day once, in order: every bucket's segments without the one repeated from the bucket before. */
export function unrepeated(buckets: readonly (readonly PlacedSegment[])[]): PlacedSegment[] {
  const day: PlacedSegment[] = [];
  for (const segments of buckets) {
    const repeats = segments[0]?.mediaSequence === day.at(-1)?.mediaSequence;
    day.push(...(repeats ? segments.slice(1) : segments));
  }
  return day;
}

export function nameOf(segment: PlacedSegment): string {
  return `bucket ${segment.bucket}, sequence ${segment.mediaSequence}`;
}
