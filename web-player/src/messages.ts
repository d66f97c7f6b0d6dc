import { UnreachableError } from './edge/http.ts';
import { NothingOnAirError } from './feed.ts';
import type { Airing } from './pure/airing.ts';
import { NewerFormatError } from './pure/live.ts';

export const CANNOT_INFLATE =
  'This browser cannot read the programme: it lacks DecompressionStream. A current browser can.';
export const CANNOT_PLAY =
  'This browser cannot play the programme: it lacks Media Source Extensions. A current browser can.';
export const CANNOT_DECODE =
  'This browser cannot show the programme: it does not play H.264 video. Another browser can.';
export const WANTS_A_CLICK = 'This browser wants a click or a key before it plays.';
/** The page's own scripts did not come, so that it is the document that says it. */
export const CANNOT_START = 'This page cannot be loaded at the moment. It keeps trying.';
export const NOT_A_LINK = 'This link is not complete: you are watching the main channel.';

/** What went wrong, in words for whoever watches; without a cause, the network is slow or away. */
export function sentenceFor(error: unknown): string {
  if (error instanceof NewerFormatError) {
    return 'This page is older than the programme it should show. Please reload it.';
  }
  if (error instanceof NothingOnAirError) {
    return 'Nothing is on air at the moment. The page keeps looking.';
  }
  if (error === undefined || error instanceof UnreachableError) {
    return 'The programme cannot be reached at the moment. The page keeps trying.';
  }
  return 'The programme cannot be shown at the moment. The page keeps trying.';
}

/** Why something else than the asked-for timeline is on; empty when nothing needs to be said. */
export function substituteSentence(airing: Airing): string {
  switch (airing.substitute) {
    case 'earlier-day':
      return "Today's programme is missing: this is an earlier day's.";
    case 'main-channel':
      return 'This programme was not found: you are watching the main channel.';
    case 'encore':
      return "There is no programme for today yet: this is the last day's, once more.";
    case undefined:
      return '';
  }
}
