import { type BucketedDay, bucketCount, bucketStart, nameOf, type PlacedSegment } from "../published/day.ts";
import { type Fault, faultIf } from "./faults.ts";
import { dateRangeFaults } from "./programmes.ts";

/** Two date-times printed to the millisecond, and durations to the microsecond, may differ by this. */
const roundingMs = 1.05;
/** How far the day may end from its nominal end, and half a millisecond of one date-time's rounding. */
const endMs = 20.55;

/** What a published day must keep whatever is on air. */
export function dayFaults(day: BucketedDay, buckets: readonly (readonly PlacedSegment[])[]): Fault[] {
  const faults: Fault[] = buckets.flatMap((segments, k) => bucketFaults(day, k, segments));
  if (buckets.length !== bucketCount(day)) {
    faults.push({ law: "tiling", where: "day", what: `${buckets.length} buckets, not ${bucketCount(day)}` });
  }
  const flat = buckets.flat();
  faults.push(...flat.slice(1).flatMap((segment, i) => pairFaults(flat[i] as PlacedSegment, segment)));
  return [...faults, ...dateRangeFaults(flat), ...edgeFaults(day, flat)];
}

function bucketFaults(day: BucketedDay, k: number, segments: readonly PlacedSegment[]): Fault[] {
  const from = bucketStart(day, k);
  const to = Math.min(bucketStart(day, k + 1), day.to);
  const [first] = segments;
  if (first === undefined || !(first.start < from + roundingMs) || first.end < from - roundingMs) {
    const what = `the first segment must be on air at ${iso(from)}, was ${first ? span(first) : "none"}`;
    return [{ law: "joinable", where: `bucket ${k}`, what }];
  }
  const formless = first.dateTime === undefined || first.map === undefined || first.dateRange === undefined;
  return [
    ...faultIf(
      first.discontinuity,
      "discontinuity",
      nameOf(first),
      "no tag stands before a bucket's first segment",
    ),
    ...faultIf(formless, "form", nameOf(first), "the first segment needs date-time, DATERANGE and MAP"),
    ...segments
      .slice(1)
      .filter((segment) => segment.start < from - roundingMs || segment.start > to + roundingMs)
      .map(
        (segment): Fault => ({
          law: "tiling",
          where: nameOf(segment),
          what: `starts outside, ${span(segment)}`,
        }),
      ),
  ];
}

/** Compares a segment with the one before it, be that in the same bucket or in the one before. */
function pairFaults(before: PlacedSegment, segment: PlacedSegment): Fault[] {
  return segment.bucket !== before.bucket && segment.mediaSequence === before.mediaSequence
    ? repetitionFaults(before, segment)
    : successionFaults(before, segment);
}

function repetitionFaults(before: PlacedSegment, segment: PlacedSegment): Fault[] {
  const same = before.videoKey === segment.videoKey && before.index === segment.index;
  const anchored = Math.abs(before.start - segment.start) < roundingMs;
  const numbered = before.discontinuitySequence === segment.discontinuitySequence;
  return [
    ...faultIf(
      !same,
      "order",
      nameOf(segment),
      `a number is repeated with another segment, ${span(segment)}`,
    ),
    ...faultIf(!anchored, "drift", nameOf(segment), `repeated ${segment.start - before.start} ms off`),
    ...faultIf(!numbered, "discontinuity", nameOf(segment), "repeated with another discontinuity sequence"),
  ];
}

function successionFaults(before: PlacedSegment, segment: PlacedSegment): Fault[] {
  const step = segment.mediaSequence - before.mediaSequence;
  const gapMs = segment.start - before.end;
  const breaks = segment.videoKey !== before.videoKey || segment.index !== before.index + 1;
  const rise = segment.discontinuitySequence - before.discontinuitySequence;
  const sameBucket = segment.bucket === before.bucket;
  return [
    ...faultIf(step !== 1, "sequence", nameOf(segment), `media sequence rises by ${step}`),
    ...faultIf(
      gapMs > roundingMs,
      "hole",
      nameOf(segment),
      `${gapMs.toFixed(3)} ms after the segment before`,
    ),
    ...faultIf(
      gapMs < -roundingMs,
      "overlap",
      nameOf(segment),
      `${(-gapMs).toFixed(3)} ms before the end of the one before`,
    ),
    ...faultIf(
      rise !== (breaks ? 1 : 0),
      "discontinuity",
      nameOf(segment),
      `sequence rises by ${rise}, break: ${breaks}`,
    ),
    ...(sameBucket ? tagFaults(segment, breaks) : []),
  ];
}

/** Tags come together, and only where decode time breaks. */
function tagFaults(segment: PlacedSegment, breaks: boolean): Fault[] {
  const { discontinuity, dateTime, dateRange, map } = segment;
  const tags = [discontinuity || undefined, dateTime, dateRange, map].filter(
    (tag) => tag !== undefined,
  ).length;
  return faultIf(tags !== (breaks ? 4 : 0), "form", nameOf(segment), `${tags} of 4 tags, break: ${breaks}`);
}

function edgeFaults(day: BucketedDay, flat: readonly PlacedSegment[]): Fault[] {
  const first = flat[0];
  const last = flat.at(-1);
  if (first === undefined || last === undefined) {
    return [{ law: "hole", where: "day", what: "nothing is on air" }];
  }
  const late = last.end - day.to;
  const numbered = first.mediaSequence === 0 && first.discontinuitySequence === 0;
  return [
    ...faultIf(
      Math.abs(first.start - day.from) > roundingMs,
      "hole",
      nameOf(first),
      `the day starts at ${iso(day.from)}`,
    ),
    ...faultIf(!numbered, "sequence", nameOf(first), "numbers count from 0 at the day's start"),
    ...faultIf(late > endMs, "overlap", nameOf(last), `outlives the day: ${span(last)}`),
    ...faultIf(late < -endMs, "hole", nameOf(last), `${-late} ms before the day's end`),
  ];
}

function span(segment: PlacedSegment): string {
  return `${iso(segment.start)} to ${iso(segment.end)}`;
}

function iso(instant: number): string {
  return Number.isFinite(instant) ? new Date(instant).toISOString() : String(instant);
}
