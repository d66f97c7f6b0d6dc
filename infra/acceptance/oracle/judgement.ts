import type { PublishedDay, Site } from "../published/site.ts";
import { expectationFaults } from "./expectation.ts";
import type { Fault } from "./faults.ts";
import { fixedFaults } from "./fixed.ts";
import { dayFaults } from "./laws.ts";
import { expectedTimeline } from "./plan.ts";
import type { Item } from "./schedule.ts";
import { nameOfVideo } from "./slate.ts";

/** Judges one published day of one viewer by all laws. */
export function judge(
  site: Site,
  day: PublishedDay,
  viewer: { key: string } | { channel: string },
  items: readonly Item[],
): Fault[] {
  const names = new Map([...site.videos()].map(([key, video]) => [key, nameOfVideo(video)]));
  const buckets = site.timeline(day, viewer);
  const timeline = expectedTimeline(day.from, day.to, items);
  const videoOf = (key: string) => names.get(key);
  return [
    ...dayFaults(day, buckets),
    ...fixedFaults(timeline, buckets, videoOf),
    ...expectationFaults(timeline, day, buckets, videoOf),
  ];
}
