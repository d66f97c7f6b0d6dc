import { nameOf, type PlacedSegment, unrepeated } from "../published/day.ts";
import { type Fault, faultIf } from "./faults.ts";
import { flicksPerMillisecond } from "./flicks.ts";
import type { Airing } from "./schedule.ts";
import type { Timeline } from "./timeline.ts";

/** How far a fixed item may be from its nominal start: a hole that stays, half a step of the ruler. */
const earlyMs = 20;
const lateMs = 10;
/** Of one date-time, printed to the millisecond. */
const roundingMs = 0.55;
/** The first frame of the same clip nearer than this is the airing that is meant. */
const nearMs = 2000;

/** Fixed items whose first frame is not on air when it should be, whatever else is. */
export function fixedFaults(
  timeline: Timeline,
  buckets: readonly (readonly PlacedSegment[])[],
  videoOf: (videoKey: string) => string | undefined,
): Fault[] {
  const aired = unrepeated(buckets);
  return timeline.fixed.flatMap((airing) => {
    const { id } = airing.item.clip;
    const starts = aired.filter(({ videoKey, index }) => index === 0 && videoOf(videoKey) === id);
    return airingFaults(timeline, airing, starts);
  });
}

function airingFaults(
  timeline: Timeline,
  { item, start }: Airing,
  starts: readonly PlacedSegment[],
): Fault[] {
  const nominal = timeline.from + start / flicksPerMillisecond;
  const off = (segment: PlacedSegment) => segment.start - nominal;
  const [nearest] = starts.toSorted((a, b) => Math.abs(off(a)) - Math.abs(off(b)));
  const at = `${item.clip.id} at ${new Date(nominal).toISOString()}`;
  if (nearest === undefined || Math.abs(off(nearest)) > nearMs) {
    return [{ law: "fixed", where: "day", what: `${at} is not on air` }];
  }
  const lateBy = off(nearest);
  const wrong = lateBy < -earlyMs - roundingMs || lateBy > lateMs + roundingMs;
  return faultIf(wrong, "fixed", nameOf(nearest), `${at} is ${lateBy.toFixed(3)} ms late`);
}
