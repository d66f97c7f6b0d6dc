import type { Score } from './conductor.ts';
import type { HlsEngine } from './edge/hls-engine.ts';
import type { PlaylistSource } from './edge/hls-loaders.ts';
import { clearOfTail } from './pure/aim.ts';
import type { Composer } from './pure/composer.ts';
import { dueMillis, type MediaSpan, mediaSecondsAt } from './pure/media-time.ts';
import { endMillis, type Segment } from './pure/playlist.ts';

/** From the beginning of hls.js to the first frame it takes about this long; what is due then is what is loaded first. */
export const JOIN_AHEAD_MILLIS = 300;

/** The instant whose frame a join at another aims at: not one in the tail of a segment, unless it is the last. */
export function joinAimMillis(segments: readonly Segment[], nowMillis: number): number {
  const aimMillis = nowMillis + JOIN_AHEAD_MILLIS;
  const onAir = segments.findIndex((each) => aimMillis < endMillis(each));
  const segment = segments[onAir];
  return segment === undefined || onAir + 1 === segments.length
    ? aimMillis
    : clearOfTail(aimMillis, endMillis(segment));
}

/** What one instance of hls.js reads instead of the network: the release's multivariant playlist and the composed list. */
export function composedPlaylists(
  composer: Composer,
  master: string,
  packUrl: string,
  nowMillis: () => number,
  preloaded: PlaylistSource['preloaded'],
): PlaylistSource {
  return {
    preloaded,
    master: () => ({ url: packUrl, text: master }),
    media: (rung) => {
      if (rung.startsWith('v')) {
        composer.advance(nowMillis());
      } else {
        composer.extend(nowMillis()); // from where video's version begins; but sound that asks shortly before video must not run dry
      }
      return {
        url: `${packUrl}?r=${rung}`,
        text: composer.text(captionLanguageOf(rung), startSecondsAt(composer, nowMillis())),
      };
    },
  };
}

/** Rungs of captions are `t-` and a language. */
function captionLanguageOf(rung: string): string | undefined {
  return rung.startsWith('t-') ? rung.slice(2) : undefined;
}

/** Where a join begins, on the media timeline of the first version of the text: undefined behind the list's end. */
export function startSecondsAt(composer: Composer, nowMillis: number): number | undefined {
  return mediaSecondsAt(nominalSpans(composer), joinAimMillis(composer.segments, nowMillis));
}

/** Where the first version of the text will put the segments: end to end, from zero. */
export function nominalSpans(composer: Composer): MediaSpan[] {
  let startSeconds = 0;
  return composer.ahead.map(({ startMillis, durationSeconds }) => {
    const span = { startSeconds, durationSeconds, startMillis };
    startSeconds += durationSeconds;
    return span;
  });
}

/** Where hls.js has put the segments since, which it re-times from the media itself. */
export function scoreOf(composer: Composer, engine: HlsEngine): Score {
  const spans = () => placedSpans(composer, engine);
  return {
    dueMillis: (seconds) => dueMillis(spans(), seconds),
    mediaSecondsAt: (millis) => mediaSecondsAt(spans(), millis),
    segmentEndAfter: (millis) => {
      const segment = composer.at(millis);
      return segment && endMillis(segment);
    },
    holeAfter: (millis) => composer.holeAfter(millis),
  };
}

function placedSpans(composer: Composer, engine: HlsEngine): MediaSpan[] {
  return engine.segments.flatMap(({ place, startSeconds, durationSeconds }) => {
    const startMillis = composer.segment(place)?.startMillis;
    return startMillis === undefined ? [] : [{ startSeconds, durationSeconds, startMillis }];
  });
}

/** What hls.js asks for first, in a rung of video and one of sound. */
export function firstFiles(segments: readonly Segment[], millis: number, rung: string): string[] {
  const segment = segments.find((each) => millis < endMillis(each));
  const files = segment ? [segment.mapUri, segment.uri] : [];
  return files.flatMap((uri) => [rung, SOUND].map((each) => uri.replace('{$r}', each)));
}

const SOUND = 'a0';
