import { NothingOnAirError } from './feed.ts';
import { NewerFormatError } from './pure/live.ts';
import { retryDelayMillis } from './pure/schedule.ts';

const NEWER_FORMAT_MILLIS = 60_000;

/** How long to wait before the next join: not past the moment at which another bucket may be better. */
export function retryDelayAfter(error: unknown, failures: number, nowMillis: number, random: number): number {
  if (error instanceof NewerFormatError) {
    return NEWER_FORMAT_MILLIS * (0.5 + random / 2); // nothing but another page helps
  }
  const untilMillis = error instanceof NothingOnAirError ? error.untilMillis : undefined;
  const longest = untilMillis === undefined ? Number.POSITIVE_INFINITY : Math.max(0, untilMillis - nowMillis);
  return Math.min(longest, retryDelayMillis(failures, random));
}
