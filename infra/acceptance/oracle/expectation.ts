import { titleOf } from "../clips/clip.ts";
import { type BucketedDay, bucketStart, nameOf, type PlacedSegment, unrepeated } from "../published/day.ts";
import type { DateRange } from "../published/playlist.ts";
import { type Fault, faultIf } from "./faults.ts";
import { flicksPerMillisecond, flicksPerSecond } from "./flicks.ts";
import { type AiredSegment, type Programme, type Timeline, wall } from "./timeline.ts";

/** A millisecond's rounding, with a little for binary fractions. */
const halfMillisecond = 0.5 + 1e-6;
/** Durations are printed to the microsecond; a programme of a thousand segments sums 0.5 ms of rounding. */
const summedMs = 1;

/** What a viewer's published day shows against what it should show; {@code videoOf} names the clip of a key. */
export function expectationFaults(
  timeline: Timeline,
  day: BucketedDay,
  buckets: readonly (readonly PlacedSegment[])[],
  videoOf: (videoKey: string) => string | undefined,
): Fault[] {
  const aired = unrepeated(buckets);
  const wrong = aired.findIndex((segment, i) => !isSegment(segment, timeline.segments[i], videoOf));
  if (wrong >= 0) {
    const segment = aired[wrong] as PlacedSegment;
    const shown = `${videoOf(segment.videoKey)}#${segment.index}`;
    return [
      { law: "order", where: nameOf(segment), what: `${shown}, not ${label(timeline.segments[wrong])}` },
    ];
  }
  if (aired.length < timeline.segments.length) {
    const missing = timeline.segments[aired.length];
    return [{ law: "order", where: "day's end", what: `${label(missing)} and what follows is missing` }];
  }
  const sliced = sliceFaults(timeline, day, buckets);
  const bySequence = (segment: PlacedSegment) => timeline.segments[segment.mediaSequence];
  const placed = buckets.flat().flatMap((segment) => segmentFaults(timeline, segment, bySequence(segment)));
  return [...sliced, ...placed];
}

/** A bucket holds what starts in its slice, and before that what is on air when it begins: to the flick. */
function sliceFaults(
  timeline: Timeline,
  day: BucketedDay,
  buckets: readonly (readonly PlacedSegment[])[],
): Fault[] {
  const { segments } = timeline;
  let next = 0;
  return buckets.flatMap((shown, k) => {
    const to = (bucketStart(day, k + 1) - day.from) * flicksPerMillisecond;
    const from = (bucketStart(day, k) - day.from) * flicksPerMillisecond;
    const carried = (segments[next - 1]?.end ?? 0) > from;
    const first = carried ? next - 1 : next;
    while ((segments[next]?.start ?? to) < to) {
      next++;
    }
    const right =
      shown.length === next - first && shown.every(({ mediaSequence }, i) => mediaSequence === first + i);
    const what = `holds ${shown[0]?.mediaSequence} to ${shown.at(-1)?.mediaSequence}, not ${first} to ${next - 1}`;
    return faultIf(!right, "tiling", `bucket ${k}`, what);
  });
}

function isSegment(
  segment: PlacedSegment,
  expected: AiredSegment | undefined,
  videoOf: (videoKey: string) => string | undefined,
): boolean {
  return videoOf(segment.videoKey) === expected?.clip.id && segment.index === expected?.index;
}

function segmentFaults(
  timeline: Timeline,
  segment: PlacedSegment,
  expected: AiredSegment | undefined,
): Fault[] {
  if (expected === undefined) {
    return [{ law: "sequence", where: nameOf(segment), what: "no segment has this number" }];
  }
  const exactStart = wall(timeline, expected.start);
  const microseconds = ((expected.end - expected.start) * 1e6) / flicksPerSecond;
  const offMs = (segment.dateTime ?? exactStart) - exactStart;
  const driftMs = segment.start - exactStart;
  const offMicroseconds = segment.microseconds - microseconds;
  const mapped = segment.map === undefined || segment.map === segment.videoKey;
  return [
    ...faultIf(
      Math.abs(offMs) > halfMillisecond,
      "time",
      nameOf(segment),
      `date-time is ${offMs.toFixed(3)} ms off`,
    ),
    ...faultIf(
      Math.abs(driftMs) > summedMs,
      "drift",
      nameOf(segment),
      `${driftMs.toFixed(3)} ms off by summed durations`,
    ),
    ...faultIf(
      Math.abs(offMicroseconds) > halfMillisecond,
      "time",
      nameOf(segment),
      `EXTINF is ${offMicroseconds} µs off`,
    ),
    ...faultIf(
      segment.discontinuitySequence !== expected.run,
      "discontinuity",
      nameOf(segment),
      "wrong number",
    ),
    ...faultIf(!mapped, "form", nameOf(segment), "MAP is another video's"),
    ...(segment.dateRange ? programmeFaults(timeline, segment, segment.dateRange, expected.programme) : []),
  ];
}

function programmeFaults(
  timeline: Timeline,
  segment: PlacedSegment,
  range: DateRange,
  programme: Programme,
): Fault[] {
  const day = new Date(timeline.from).toISOString().replace(/[-:]|\.000/g, "");
  const seconds = (programme.end - programme.start) / flicksPerSecond;
  const right =
    range.id === `${day}-${programme.index}` &&
    range.kind === programme.kind &&
    range.video === programme.clip.id &&
    range.title === titleOf(programme.clip) &&
    Math.abs(range.start - wall(timeline, programme.start)) <= halfMillisecond &&
    Math.abs(Number(range.seconds) - seconds) * 1000 <= halfMillisecond;
  return faultIf(
    !right,
    "programme",
    nameOf(segment),
    `${range.text} is not ${programme.kind} ${programme.index} (${seconds} s)`,
  );
}

function label(segment: AiredSegment | undefined): string {
  return segment === undefined ? "the day's end" : `${segment.clip.id}#${segment.index}`;
}
