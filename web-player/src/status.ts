import type { ClockSource } from './server-clock.ts';

/**
 * `waiting`: for data that the timeline says are due; `failed`: nothing can be shown, and the page tries again; `refused`: the
 * browser wants a click first; `unable`: this browser never will.
 */
export type State = 'starting' | 'cueing' | 'playing' | 'waiting' | 'failed' | 'refused' | 'unable';

/** What the page says of itself: `window.streamsync`, for operators and tests, and the badge. */
export interface Status {
  readonly state: State;
  /** A channel's name; for a viewer's own timeline, null: keys are secret. */
  readonly channel: string | null;
  readonly title: string;
  /** Of shown frames, median; positive when the picture is ahead. Null until measured. */
  readonly errorMillis: number | null;
  /** How far the clock that the page follows is ahead of the device's. */
  readonly clockOffsetMillis: number;
  readonly clockSource: ClockSource;
  readonly rung: string | null;
  /** As chosen: `auto`, `saver`, or a rung. */
  readonly quality: string;
  /** Language of the captions that are shown, as a BCP 47 tag. */
  readonly captions: string | null;
  readonly stalls: number;
  readonly seeks: number;
  /** hls.js instances begun after the first. */
  readonly restarts: number;
}

export function badgeText(status: Status): string {
  const clock = {
    settling: 'setting the clock',
    server: 'server clock',
    device: "this device's clock, the server's is not known",
  }[status.clockSource];
  if (status.state !== 'playing' || status.errorMillis === null) {
    return clock;
  }
  const error = Math.round(status.errorMillis);
  const inSync = Math.abs(error) <= 40 ? 'in sync' : 'catching up';
  return `${inSync} · ${error > 0 ? '+' : ''}${error} ms · ${clock}`;
}
