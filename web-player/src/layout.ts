import type { Score } from './conductor.ts';
import type { HlsEngine, PlaylistSource } from './edge/hls-engine.ts';
import type { Composer } from './pure/composer.ts';
import { dueMillis, type MediaSpan, mediaSecondsAt } from './pure/media-time.ts';

/** What one instance of hls.js reads instead of the network: the release's multivariant playlist and the composed list. */
export function composedPlaylists(
  composer: Composer,
  master: string,
  packUrl: string,
  nowMillis: () => number,
): PlaylistSource {
  return {
    master: () => ({ url: packUrl, text: master }),
    media: (rung) => {
      if (rung.startsWith('v')) {
        composer.advance(nowMillis()); // only video moves the window: sound then reads the same version
      }
      return { url: `${packUrl}?r=${rung}`, text: composer.text(captionLanguageOf(rung)) };
    },
  };
}

/** Rungs of captions are `t-` and a language. */
function captionLanguageOf(rung: string): string | undefined {
  return rung.startsWith('t-') ? rung.slice(2) : undefined;
}

/** Where the first version of the text will put the segments: end to end, from zero. */
export function nominalSpans(composer: Composer): MediaSpan[] {
  let startSeconds = 0;
  return composer.segments.slice(composer.windowStart?.place ?? 0).map(({ startMillis, durationSeconds }) => {
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
    holeAfter: (millis) => composer.holeAfter(millis),
  };
}

function placedSpans(composer: Composer, engine: HlsEngine): MediaSpan[] {
  return engine.segments.flatMap(({ place, startSeconds, durationSeconds }) => {
    const startMillis = composer.segments[place]?.startMillis;
    return startMillis === undefined ? [] : [{ startSeconds, durationSeconds, startMillis }];
  });
}
