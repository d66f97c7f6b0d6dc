import { expectedTimeline, type Timeline } from "../oracle/timeline.ts";
import { viewerKeys } from "../published/ledger.ts";
import type { PublishedDay } from "../published/site.ts";
import type { Stage } from "../system/stage.ts";
import type { Viewer } from "../system/viewers.ts";

/** A viewer's link, below the page's origin; without one it is channel `main`. */
export function linkOf(viewer: Viewer, stage: Stage): string {
  const key = viewerKeys(stage.ledger).get(viewer.name);
  return viewer.kind === "channel" ? "/" : `/#u=${key}`;
}

/** What a viewer should see on the days that are on air. */
export function timelinesOf(viewer: Viewer, days: readonly PublishedDay[]): Timeline[] {
  return viewer.loops.flatMap((loop, i) => {
    const day = days[i];
    return day ? [expectedTimeline(day.from, day.to, loop)] : [];
  });
}

/**
 * Zero, or ten minutes back where the first day ends within the span to be watched: until there is slate, a day's
 * last seconds are nobody's.
 */
export function midnightShiftMs(days: readonly PublishedDay[], spanMs: number): number {
  const untilMidnight = (days[0]?.to ?? 0) - Date.now();
  return untilMidnight > 0 && untilMidnight < spanMs ? -600_000 : 0;
}
