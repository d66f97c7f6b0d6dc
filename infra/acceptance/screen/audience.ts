import { expectedTimeline } from "../oracle/plan.ts";
import { slateWithin, type Timeline, wall } from "../oracle/timeline.ts";
import { viewerKeys } from "../published/ledger.ts";
import type { PublishedDay } from "../published/site.ts";
import type { Stage } from "../system/stage.ts";
import { itemsOf, type Viewer } from "../system/viewers.ts";

/** A viewer's link, below the page's origin; without one it is channel `main`. */
export function linkOf(viewer: Viewer, stage: Stage): string {
  const key = viewerKeys(stage.ledger).get(viewer.name);
  return viewer.kind === "channel" ? "/" : `/#u=${key}`;
}

/** What a viewer should see on the days that are on air. */
export function timelinesOf(viewer: Viewer, days: readonly PublishedDay[]): Timeline[] {
  return viewer.days.flatMap((entries, i) => {
    const day = days[i];
    return day ? [expectedTimeline(day.from, day.to, itemsOf(entries))] : [];
  });
}

/**
 * How far to move a server's clock, in whole seconds, to show about an instant and no slate in the span from it:
 * what slate shows cannot be told from a frozen picture.
 */
export function shiftClearOfSlateMs(timelines: readonly Timeline[], instant: number, spanMs: number): number {
  let start = instant;
  for (let slate = slateFrom(timelines, start, spanMs); slate; slate = slateFrom(timelines, start, spanMs)) {
    start = slate.start - spanMs;
  }
  return Math.round((start - Date.now()) / 1000) * 1000;
}

export function isClearOfSlate(timelines: readonly Timeline[], from: number, spanMs: number): boolean {
  return slateFrom(timelines, from, spanMs) === undefined;
}

/** Slate between a second before an instant, lest rounding matters, and the end of a span from it. */
function slateFrom(
  timelines: readonly Timeline[],
  instant: number,
  spanMs: number,
): { start: number } | undefined {
  return timelines
    .flatMap((timeline) => {
      const slate = slateWithin(timeline, instant - 1000, instant + spanMs);
      return slate ? [{ start: wall(timeline, slate.start) }] : [];
    })
    .at(0);
}
