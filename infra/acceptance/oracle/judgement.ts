import type { Clip } from "../clips/clip.ts";
import type { PublishedDay, Site } from "../published/site.ts";
import { expectationFaults } from "./expectation.ts";
import type { Fault } from "./faults.ts";
import { dayFaults } from "./laws.ts";
import { expectedTimeline } from "./timeline.ts";

/** Judges one published day of one viewer by all laws. */
export function judge(
  site: Site,
  day: PublishedDay,
  viewer: { key: string } | { channel: string },
  loop: readonly Clip[],
): Fault[] {
  const ids = site.videoIds();
  const buckets = site.timeline(day, viewer);
  const timeline = expectedTimeline(day.from, day.to, loop);
  return [...dayFaults(day, buckets), ...expectationFaults(timeline, day, buckets, (key) => ids.get(key))];
}
