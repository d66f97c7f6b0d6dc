import type { Picture } from './edge/picture.ts';
import { isClockStep, PLAY_LEAD_MILLIS, releaseOf, SyncController } from './pure/sync.ts';
import type { ServerClock } from './server-clock.ts';

/** Between media time and wall-clock time, as one instance of hls.js laid the segments out. */
export interface Score {
  dueMillis(mediaSeconds: number): number | undefined;
  mediaSecondsAt(millis: number): number | undefined;
  holeAfter(millis: number): { readonly fromMillis: number; readonly toMillis: number } | undefined;
}

export interface ConductorEvents {
  /** The right frame is on screen, for the first time since `cue`. */
  onShown(): void;
}

const POLL_MILLIS = 10;
const AIM_AHEAD_MILLIS = 250;
const HOLE_NOTICE_MILLIS = 1_500;
const LOST_MILLIS = 1_000;
const HALF_FRAME_MILLIS = 20;

type Phase = 'idle' | 'cueing' | 'playing' | 'in-hole';

/**
 * Keeps the picture on the wall clock. To begin, or when far off, it *cues*: the picture waits paused on a decoded frame until
 * that frame is due. While it plays, errors of shown frames become short pulses of rate.
 */
export class Conductor {
  seeks = 0;
  private readonly picture: Picture;
  private readonly clock: ServerClock;
  private readonly events: ConductorEvents;
  private readonly sync = new SyncController();
  private score: Score | undefined;
  private phase: Phase = 'idle';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rateTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(picture: Picture, clock: ServerClock, events: ConductorEvents) {
    this.picture = picture;
    this.clock = clock;
    this.events = events;
    picture.onFrames((mediaSeconds, monotonicMillis) => this.onFrame(mediaSeconds, monotonicMillis));
  }

  get playing(): boolean {
    return this.phase === 'playing' || this.phase === 'in-hole';
  }

  /** Paused on purpose. */
  get holding(): boolean {
    return this.phase === 'in-hole';
  }

  get errorMillis(): number | undefined {
    return this.sync.errorMillis;
  }

  /** Begins on a picture whose position a new instance of hls.js is about to set. */
  start(score: Score): void {
    this.stop();
    this.score = score;
    this.phase = 'cueing';
    this.awaitFrame();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.endPulse();
    this.picture.pause();
    this.phase = 'idle';
    this.score = undefined;
  }

  /** Called once a second. Returns how far the position is from where it should be, if both are known. */
  check(): number | undefined {
    const nowMillis = this.clock.nowMillis();
    if (this.phase === 'in-hole' || this.phase === 'idle') {
      return 0;
    }
    this.awaitHole(nowMillis);
    const due = this.score?.dueMillis(this.picture.positionSeconds);
    return due === undefined ? undefined : due - nowMillis;
  }

  /** Seeks to what is due, waits there, and goes on. */
  cue(): void {
    const target = this.score?.mediaSecondsAt(this.clock.nowMillis() + AIM_AHEAD_MILLIS);
    if (target === undefined) {
      return;
    }
    clearTimeout(this.timer);
    this.endPulse();
    this.phase = 'cueing';
    this.seeks++;
    this.picture.pause();
    this.picture.seek(target);
    this.awaitFrame();
  }

  /**
   * The clock was corrected. What was measured by the old one is void; a large step is one seek at once, since pulses of rate
   * would take seconds over it.
   */
  clockMoved(byMillis: number): void {
    if (this.phase !== 'playing') {
      return;
    }
    this.endPulse();
    this.sync.restart(this.clock.nowMillis());
    if (isClockStep(byMillis)) {
      this.cue();
    }
  }

  isLost(differenceMillis: number | undefined): boolean {
    return this.phase === 'playing' && (differenceMillis === undefined || Math.abs(differenceMillis) > LOST_MILLIS);
  }

  private awaitFrame(): void {
    const due = this.picture.ready ? this.score?.dueMillis(this.picture.positionSeconds) : undefined;
    if (due === undefined) {
      this.timer = setTimeout(() => this.awaitFrame(), POLL_MILLIS);
      return;
    }
    const release = releaseOf(due, this.clock.nowMillis());
    if (release.kind === 'aim-again') {
      this.cue();
      return;
    }
    // Looked at again on the way, since the clock may be corrected while the picture waits.
    const { inMillis } = release;
    this.timer = setTimeout(() => (inMillis > 2 * POLL_MILLIS ? this.awaitFrame() : this.go()), stepOf(inMillis));
  }

  private go(): void {
    this.phase = 'playing';
    this.sync.restart(this.clock.nowMillis());
    this.picture.play().then(
      () => this.events.onShown(),
      () => this.events.onShown(), // refused: the frame stands, and the page shows its button
    );
  }

  private onFrame(mediaSeconds: number, monotonicMillis: number): void {
    const due = this.score?.dueMillis(mediaSeconds);
    if (this.phase !== 'playing' || due === undefined) {
      return;
    }
    const wallMillis = this.clock.atMonotonic(monotonicMillis);
    const correction = this.sync.frame(due - wallMillis, wallMillis);
    if (correction.kind === 'seek') {
      this.cue();
    } else if (correction.kind === 'pulse') {
      this.picture.setRate(correction.rate);
      this.rateTimer = setTimeout(() => this.endPulse(), correction.lastsMillis);
    }
  }

  private endPulse(): void {
    clearTimeout(this.rateTimer);
    this.picture.setRate(1);
  }

  /** In a hole nothing is on air: the last frame stays on screen, and the next one starts on time. */
  private awaitHole(nowMillis: number): void {
    const hole = this.score?.holeAfter(nowMillis);
    if (this.phase !== 'playing' || hole === undefined || hole.fromMillis > nowMillis + HOLE_NOTICE_MILLIS) {
      return;
    }
    this.phase = 'in-hole';
    this.timer = setTimeout(
      () => {
        this.endPulse();
        this.picture.pause();
        this.timer = setTimeout(() => this.go(), hole.toMillis - PLAY_LEAD_MILLIS - this.clock.nowMillis());
      },
      hole.fromMillis - HALF_FRAME_MILLIS - nowMillis,
    );
  }
}

function stepOf(inMillis: number): number {
  return inMillis > 2 * POLL_MILLIS ? Math.min(inMillis - POLL_MILLIS, 100) : inMillis;
}
