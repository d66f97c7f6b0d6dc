import type { Screen } from './edge/screen.ts';
import type { Still } from './edge/site.ts';
import type { Status } from './status.ts';

/** For a browser that can never play: a still, what is on as far as it is known, and why it does not move. */
export function showStill(screen: Screen, sentence: string, still?: Still): void {
  const status: Status = {
    state: 'unable',
    channel: null,
    title: still?.title ?? '',
    errorMillis: null,
    clockOffsetMillis: 0,
    clockSource: 'device',
    rung: null,
    quality: 'auto',
    captions: null,
    stalls: 0,
    seeks: 0,
    restarts: 0,
  };
  screen.publish(() => status);
  screen.show(status);
  screen.showPoster(still?.posterUrl);
  screen.message(sentence);
}
