import type { Picture, Playback } from './edge/picture.ts';
import { clearOfTail } from './pure/aim.ts';
import { type Correction, clockCorrection, PLAY_LEAD_MILLIS, releaseOf, SyncController } from './pure/sync.ts';
import type { ServerClock } from './server-clock.ts';

/** Between media time and wall-clock time, as one instance of hls.js laid the segments out. */
export interface Score {
  dueMillis(mediaSeconds: number): number | undefined;
  mediaSecondsAt(millis: number): number | undefined;
  /** When the segment that is on air at an instant is over. */
  segmentEndAfter(millis: number): number | undefined;
  holeAfter(millis: number): { readonly fromMillis: number; readonly toMillis: number } | undefined;
}

export interface ConductorEvents {
  /** The right frame is on screen, for the first time since `cue`. */
  onShown(): void;
  /** The browser plays nothing before the viewer has clicked or pressed a key. */
  onRefused(): void;
}

const POLL_MILLIS = 10;
const AIM_AHEAD_MILLIS = 250;
const MOST_AHEAD_MILLIS = 2_000;
/** A picture that would wait longer than this for its frame goes back for one that is due sooner, if there is one by now. */
const LONG_WAIT_MILLIS = 500;
/** At the edge of a segment hls.js may still go for the one before it. */
const INTO_SEGMENT_MILLIS = 300;
const HOLE_NOTICE_MILLIS = 1_500;
const LOST_MILLIS = 1_000;
/** A picture that waits for its data is aimed anew only now and then: what is being loaded may still be right. */
const LATE_MILLIS = 1_500;
/** Past a segment that does not come; further ahead nothing is aimed at. */
const EARLY_MILLIS = 10_000;
const HALF_FRAME_MILLIS = 20;

type Phase = 'idle' | 'cueing' | 'playing' | 'in-hole' | 'refused';

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
  /** Where a device or a network is too slow for the aim, the next one is taken further ahead. */
  private aimAheadMillis = AIM_AHEAD_MILLIS;
  private aimedAtMillis = 0;
  private skipping = false;
  /** What was aimed at was not there: if it comes late, so may what is due sooner. A device that is slow is left alone. */
  private lacked = false;
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

  get refused(): boolean {
    return this.phase === 'refused';
  }

  get errorMillis(): number | undefined {
    return this.playing ? this.sync.errorMillis : undefined;
  }

  /** Begins on a picture whose position a new instance of hls.js is about to set. */
  start(score: Score): void {
    this.stop();
    this.score = score;
    this.aimAheadMillis = AIM_AHEAD_MILLIS;
    this.lacked = true;
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

  /** The page had no time for its picture, so that aims were missed for no fault of device or network. */
  wake(): void {
    this.aimAheadMillis = AIM_AHEAD_MILLIS;
    if (this.phase === 'cueing') {
      this.cueAt(this.clock.nowMillis() + AIM_AHEAD_MILLIS, false);
    }
  }

  /** Called once a second. Returns how far the position is from where it should be, if both are known. */
  check(): number | undefined {
    const nowMillis = this.clock.nowMillis();
    if (this.phase !== 'playing' && this.phase !== 'cueing') {
      return 0;
    }
    this.awaitHole(nowMillis);
    const due = this.score?.dueMillis(this.picture.positionSeconds);
    return due === undefined ? undefined : due - nowMillis;
  }

  /** Seeks to what is due, waits there, and goes on. */
  cue(): void {
    this.cueAt(this.clock.nowMillis() + this.aimAheadMillis);
  }

  /**
   * The same when no data came: past the segment that does not come, at once if it is known to be gone, else every other time
   * after the first.
   */
  cuePastMissing(isGone: boolean): void {
    const nowMillis = this.clock.nowMillis();
    const aheadMillis = nowMillis + this.aimAheadMillis;
    const overMillis = this.score?.segmentEndAfter(isGone ? nowMillis : this.aimedAtMillis);
    this.skipping = overMillis !== undefined && (isGone || (this.phase === 'cueing' && !this.skipping));
    this.cueAt(this.skipping ? Math.max(aheadMillis, (overMillis ?? 0) + INTO_SEGMENT_MILLIS) : aheadMillis);
  }

  /** An aim that was missed is followed by a longer one. */
  private cueAt(wantedMillis: number, missed = this.phase === 'cueing'): void {
    const millis = this.clearOfTail(wantedMillis);
    const target = this.score?.mediaSecondsAt(millis);
    if (target === undefined) {
      this.awaitLater(); // the list may come to hold it
      return;
    }
    clearTimeout(this.timer);
    this.endPulse();
    if (missed && this.picture.hasMetadata) {
      this.aimAheadMillis = Math.min(MOST_AHEAD_MILLIS, 2 * this.aimAheadMillis);
    }
    this.phase = 'cueing';
    this.lacked = !this.picture.isBuffered(target);
    this.aimedAtMillis = millis;
    this.seeks += this.picture.hasMetadata ? 1 : 0;
    this.picture.pause();
    this.picture.seek(target);
    this.awaitFrame();
  }

  /** What follows the segment may not be there yet. */
  private clearOfTail(millis: number): number {
    const endMillis = this.score?.segmentEndAfter(millis) ?? millis;
    const clearMillis = clearOfTail(millis, endMillis);
    const clear = this.score?.mediaSecondsAt(clearMillis);
    return clear === undefined || this.picture.isBuffered(clear) ? millis : clearMillis;
  }

  clockMoved(byMillis: number): void {
    const correction = clockCorrection(byMillis);
    if (correction.kind === 'none') {
      this.sync.shift(byMillis);
    } else if (correction.kind === 'seek' && (this.phase === 'cueing' || this.phase === 'in-hole')) {
      this.cueAt(this.clock.nowMillis() + this.aimAheadMillis, false);
    } else if (this.phase === 'playing') {
      this.endPulse();
      this.sync.restart(this.clock.nowMillis(), correction.kind === 'pulse' ? correction.lastsMillis : 0);
      this.correct(correction);
    }
  }

  /** Playing something else than what is due, or waiting for data of what is over. */
  isLost(differenceMillis: number | undefined): boolean {
    if (this.phase === 'cueing') {
      return differenceMillis === undefined || differenceMillis < -LATE_MILLIS || differenceMillis > EARLY_MILLIS;
    }
    return this.phase === 'playing' && (differenceMillis === undefined || Math.abs(differenceMillis) > LOST_MILLIS);
  }

  private awaitFrame(): void {
    const due = this.picture.ready ? this.score?.dueMillis(this.picture.positionSeconds) : undefined;
    if (due === undefined) {
      this.awaitLater();
      return;
    }
    const release = releaseOf(due, this.clock.nowMillis());
    if (release.kind === 'aim-again') {
      this.cue();
      return;
    }
    if (release.inMillis > LONG_WAIT_MILLIS && this.canGoBack) {
      this.cueAt(this.clock.nowMillis() + AIM_AHEAD_MILLIS, false);
      return;
    }
    // Looked at again on the way, since the clock may be corrected while the picture waits.
    const { inMillis } = release;
    this.timer = setTimeout(() => (inMillis > 2 * POLL_MILLIS ? this.awaitFrame() : this.go()), stepOf(inMillis));
  }

  private awaitLater(): void {
    if (this.phase === 'cueing') {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.awaitFrame(), POLL_MILLIS);
    }
  }

  private get canGoBack(): boolean {
    const seconds = this.score?.mediaSecondsAt(this.clearOfTail(this.clock.nowMillis() + AIM_AHEAD_MILLIS));
    return this.lacked && seconds !== undefined && this.picture.isBuffered(seconds);
  }

  private go(): void {
    this.phase = 'playing';
    this.sync.restart(this.clock.nowMillis());
    void this.picture.play().then((playback) => this.onPlayback(playback));
  }

  private onPlayback(playback: Playback): void {
    if (this.phase !== 'playing') {
      return; // cued or stopped meanwhile
    }
    if (playback === 'refused') {
      this.phase = 'refused';
      this.events.onRefused();
    } else if (playback === 'playing') {
      this.aimAheadMillis = AIM_AHEAD_MILLIS;
      this.events.onShown();
    }
  }

  private onFrame(mediaSeconds: number, monotonicMillis: number): void {
    const due = this.score?.dueMillis(mediaSeconds);
    if (this.phase !== 'playing' || due === undefined) {
      return;
    }
    const wallMillis = this.clock.atMonotonic(monotonicMillis);
    this.correct(this.sync.frame(due - wallMillis, wallMillis));
  }

  private correct(correction: Correction): void {
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
