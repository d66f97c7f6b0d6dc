import { type Audience, MAIN, packPath, sameAudience } from './audience.ts';
import { bucketAt, bucketSpan, contains, type Span } from './buckets.ts';
import type { Day, Live } from './live.ts';

/** Why a viewer sees something else than the timeline asked for. */
export type Substitute = 'earlier-day' | 'main-channel' | 'encore';

/** A day of somebody's timeline as it goes out: usually at its own time, as a substitute shifted by whole days. */
export interface Airing {
  readonly day: Day;
  readonly audience: Audience;
  readonly shiftMillis: number;
  readonly substitute: Substitute | undefined;
}

/** Two airings with the same source continue one another; any other pair needs a discontinuity. */
export function sourceOf(airing: Airing): string {
  return `${packPath(airing.day.release, airing.audience)}+${airing.shiftMillis}`;
}

/** What may go out at this instant, best first: later ones are for when a pack is missing. */
export function airingsAt(live: Live, audience: Audience, millis: number): Airing[] {
  const today = live.days.find((day) => contains(day, millis));
  if (today === undefined) {
    return encores(live, audience, millis);
  }
  const earlier = live.days.filter((day) => day.toMillis <= today.fromMillis).at(-1);
  const airings: Airing[] = [{ day: today, audience, shiftMillis: 0, substitute: undefined }];
  if (earlier !== undefined) {
    airings.push({ day: earlier, audience, shiftMillis: shiftTo(earlier, millis), substitute: 'earlier-day' });
  }
  if (!sameAudience(audience, MAIN)) {
    airings.push({ day: today, audience: MAIN, shiftMillis: 0, substitute: 'main-channel' });
  }
  return airings;
}

function encores(live: Live, audience: Audience, millis: number): Airing[] {
  const last = live.days.filter((day) => day.toMillis <= millis).at(-1);
  if (last === undefined) {
    return [];
  }
  const shiftMillis = shiftTo(last, millis);
  const audiences = sameAudience(audience, MAIN) ? [MAIN] : [audience, MAIN];
  return audiences.map((who) => ({ day: last, audience: who, shiftMillis, substitute: 'encore' }));
}

/** Position `(now − from) mod (to − from)`, as a shift by whole lengths of the day. */
function shiftTo(day: Day, millis: number): number {
  const length = day.toMillis - day.fromMillis;
  return Math.floor((millis - day.fromMillis) / length) * length;
}

export interface AiringBucket {
  readonly index: number;
  /** In the time of the page, shift included. */
  readonly span: Span;
}

export function airingBucketAt(airing: Airing, millis: number): AiringBucket {
  const index = bucketAt(airing.day, millis - airing.shiftMillis);
  const span = bucketSpan(airing.day, index);
  return {
    index,
    span: { fromMillis: span.fromMillis + airing.shiftMillis, toMillis: span.toMillis + airing.shiftMillis },
  };
}
