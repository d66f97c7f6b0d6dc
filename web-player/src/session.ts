import { Choices } from './choices.ts';
import { Conductor, type Score } from './conductor.ts';
import { CaptionTracks } from './edge/captions.ts';
import type { Memory } from './edge/memory.ts';
import type { Screen } from './edge/screen.ts';
import type { Site } from './edge/site.ts';
import { sentenceFor, substituteSentence, WANTS_A_CLICK } from './messages.ts';
import type { Audience } from './pure/audience.ts';
import { qualityText } from './pure/quality.ts';
import { Reach } from './reach.ts';
import { retryDelayAfter } from './retry.ts';
import { Showing, type ShowingParts } from './showing.ts';
import type { State, Status } from './status.ts';

export interface Parts extends Omit<ShowingParts, 'captions' | 'choices'> {
  readonly site: ShowingParts['site'] & Pick<Site, 'isReachable' | 'onLatePointer' | 'unprepare'>;
  readonly screen: Screen;
  readonly memory: Memory;
}

/** How often the page calls `tick`. */
export const TICK_MILLIS = 1_000;
const PATIENCE_SECONDS = 10;
/** A rung that was chosen by what the network gave on another day gets less. */
const PATIENCE_WITH_A_GUESS_SECONDS = 4;
/** A join that takes longer waits for the network: the viewer is told, and whoever wakes the page begins another. */
const LONG_JOIN_MILLIS = 2_000;

/** One viewer's visit: joins, keeps watch, and joins again with a new hls.js instance when the old one cannot go on. */
export class Session {
  private readonly parts: Parts;
  private readonly showingParts: ShowingParts;
  private readonly audience: Audience;
  /** Said for the whole visit, unless there is something else to say. */
  private readonly standingNotice: string;
  private readonly conductor: Conductor;
  private readonly choices: Choices;
  private readonly reach: Reach;
  private showing: Showing;
  private score: Score | undefined;
  private state: State = 'starting';
  private stalls = 0;
  private restarts = 0;
  private failures = 0;
  private secondsWithoutPicture = 0;
  /** Since the last join. */
  private wasShown = false;
  /** By the monotonic clock; undefined while no join is under way. */
  private joiningSince: number | undefined;
  /** The join under way may have begun with the pointer of before. */
  private pointerCame = false;
  /** During the join under way. */
  private woke = false;
  private watching = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts, audience: Audience, standingNotice: string) {
    this.parts = parts;
    this.audience = audience;
    this.standingNotice = standingNotice;
    this.choices = new Choices(parts.memory, parts.screen);
    this.reach = new Reach(parts.site, parts.device, parts.random);
    this.showingParts = { ...parts, captions: new CaptionTracks(parts.picture.element), choices: this.choices };
    this.showing = this.nextShowing();
    this.conductor = new Conductor(parts.picture, parts.clock, {
      onShown: () => this.onShown(),
      onRefused: () => this.onRefused(),
    });
    parts.clock.onMoved((byMillis) => this.onClockMoved(byMillis));
    parts.picture.onWaiting(() => this.countStall());
    parts.picture.onLost(() => this.onLost());
    parts.site.onLatePointer(() => void this.onLatePointer());
  }

  get status(): Status {
    const { clock } = this.parts;
    const { composer, engine, feed } = this.showing;
    const aired = feed.airingAt(clock.nowMillis())?.audience ?? this.audience;
    return {
      state: this.state,
      channel: aired.kind === 'channel' ? aired.name : null,
      title: composer.at(clock.nowMillis())?.programme?.title ?? '',
      errorMillis: this.conductor.errorMillis ?? null,
      clockOffsetMillis: clock.deviceErrorMillis,
      clockSource: clock.source,
      rung: engine?.rung ?? null,
      quality: qualityText(this.choices.quality),
      captions: engine?.captions ?? null,
      stalls: this.stalls,
      seeks: this.conductor.seeks,
      restarts: this.restarts,
    };
  }

  /** Joins, and tries again with growing waits until it succeeds. */
  async join(): Promise<void> {
    if (this.joining) {
      return;
    }
    this.showing.end();
    const showing = this.nextShowing();
    this.showing = showing;
    this.joiningSince = this.parts.device.monotonicMillis();
    this.pointerCame = false;
    this.woke = false;
    try {
      const score = await showing.begin();
      if (showing === this.showing) {
        this.joiningSince = undefined;
        this.onJoined(score);
      }
    } catch (error) {
      if (showing === this.showing) {
        this.joiningSince = undefined;
        this.fail(error);
      }
    }
  }

  private onJoined(score: Score): void {
    this.score = score;
    this.state = 'cueing';
    this.secondsWithoutPicture = 0;
    this.wasShown = false;
    this.conductor.start(score);
    if (this.pointerCame) {
      void this.onLatePointer();
    }
  }

  private get joining(): boolean {
    return this.joiningSince !== undefined;
  }

  private get joinsLong(): boolean {
    const nowMillis = this.parts.device.monotonicMillis();
    return this.joiningSince !== undefined && nowMillis > this.joiningSince + LONG_JOIN_MILLIS;
  }

  /** The watchdog: once a second compares wall clock and position, and keeps feed, clock and screen going. */
  async tick(): Promise<void> {
    const { clock, screen } = this.parts;
    void clock.tick();
    if (this.showing.engine) {
      void this.showing.feed.tick(clock.nowMillis());
      this.showing.engine.limit();
      await this.watchOnce();
    } else if (this.joinsLong) {
      this.onLongJoin();
    }
    screen.show(this.status);
    screen.notice(this.notice);
  }

  private onLongJoin(): void {
    if (this.woke) {
      void this.replaceJoin();
    } else if (this.restarts > 0 && this.failures === 0) {
      this.sayWaiting();
    }
  }

  /** What a join has asked for may never come. */
  private async replaceJoin(): Promise<void> {
    this.joiningSince = undefined;
    await this.restart();
  }

  /** The device woke, or the network is back: no use in waiting any longer. */
  async wake(): Promise<void> {
    const { clock } = this.parts;
    this.reach.forget();
    this.failures = 0;
    clock.wake();
    if (this.joinsLong || (this.state === 'failed' && !this.joining)) {
      await this.replaceJoin();
    }
    this.woke = this.joining;
    this.conductor.wake();
    const looked = this.showing.feed.wake(() => clock.nowMillis());
    await this.tick();
    await looked;
    await this.watchOnce();
  }

  /** A look that waits for the network is not overtaken by the next. A picture that nobody follows is left alone until somebody comes back. */
  private async watchOnce(): Promise<void> {
    const isWatched = this.showing.engine && this.parts.picture.attended;
    if (isWatched && !this.watching && !this.joining && this.state !== 'failed') {
      this.watching = true;
      await this.watch().finally(() => {
        this.watching = false;
      });
    }
  }

  private async watch(): Promise<void> {
    const nowMillis = this.parts.clock.nowMillis();
    const breaksInMillis = (this.showing.feed.breaksAtMillis ?? Number.POSITIVE_INFINITY) - nowMillis;
    if (breaksInMillis < TICK_MILLIS) {
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => void this.restart(), Math.ceil(breaksInMillis) + 1); // never before it
    }
    if (this.conductor.refused) {
      return; // the viewer's click goes on from here
    }
    const lost = this.conductor.isLost(this.conductor.check());
    this.secondsWithoutPicture = this.conductor.playing && !lost ? 0 : this.secondsWithoutPicture + 1;
    if (this.showing.givenUp !== undefined && (lost || this.runsOut)) {
      this.fail(new Error(`hls.js gave up: ${this.showing.givenUp}`));
    } else if (this.isOver(lost, nowMillis)) {
      await this.restartWhenReachable();
    } else if (lost) {
      await this.cueWhenReachable(nowMillis);
    } else if (this.conductor.playing) {
      this.goOn();
    }
  }

  private get runsOut(): boolean {
    const { picture } = this.parts;
    return !picture.isBuffered(picture.positionSeconds + 1);
  }

  private isOver(lost: boolean, nowMillis: number): boolean {
    const waitsForMuch = !this.wasShown && this.showing.beganByGuess;
    const patience = waitsForMuch ? PATIENCE_WITH_A_GUESS_SECONDS : PATIENCE_SECONDS;
    return (lost && !this.showing.holds(nowMillis)) || this.secondsWithoutPicture > patience;
  }

  private goOn(): void {
    const { picture } = this.parts;
    this.choices.rememberBandwidth(this.showing.engine?.bandwidth);
    if (picture.paused && !this.conductor.holding) {
      void picture.play();
    } else if (this.state !== 'playing') {
      this.onShown(); // begun after an attempt that something interrupted
    }
  }

  /** While the network is away a seek would only throw away the frame on screen. */
  private async cueWhenReachable(nowMillis: number): Promise<void> {
    const target = this.score?.mediaSecondsAt(nowMillis);
    if (target !== undefined && this.parts.picture.isBuffered(target)) {
      this.conductor.cue();
      return;
    }
    const { showing } = this;
    this.sayWaiting();
    if ((await this.reach.isGiven()) && showing === this.showing && this.isStillLost) {
      const dueSeconds = this.score?.mediaSecondsAt(this.parts.clock.nowMillis());
      this.conductor.cuePastMissing(dueSeconds !== undefined && this.showing.engine?.isGone(dueSeconds) === true);
    }
  }

  private async restartWhenReachable(): Promise<void> {
    const { showing } = this;
    this.sayWaiting();
    if ((await this.reach.isGiven()) && showing === this.showing && (this.isStillLost || !this.conductor.playing)) {
      void this.restart(); // not waited for: whoever keeps watch must see a join that hangs
    }
  }

  /** Looked at again after the network was asked, which may take so long that another has begun. */
  private get isStillLost(): boolean {
    return this.conductor.isLost(this.conductor.check());
  }

  private sayWaiting(): void {
    this.state = 'waiting';
    this.parts.screen.message(sentenceFor(undefined));
  }

  private async restart(): Promise<void> {
    clearTimeout(this.retryTimer);
    if (this.joining) {
      return;
    }
    this.restarts++;
    if (this.state !== 'failed') {
      this.state = 'starting';
    }
    if (!this.wasShown && this.showing.beganByGuess && this.showing.engine) {
      this.choices.doubtBandwidth();
    }
    this.parts.site.unprepare();
    this.parts.screen.holdLastFrame();
    this.conductor.stop();
    await this.join();
  }

  /** By more than a tick: the list may not hold what is on air now, and there is no use in waiting for the next look. */
  private onClockMoved(byMillis: number): void {
    this.conductor.clockMoved(byMillis);
    if (Math.abs(byMillis) > TICK_MILLIS) {
      void this.watchOnce();
    }
  }

  /** The remembered pointer was used in its place. */
  private async onLatePointer(): Promise<void> {
    const { clock } = this.parts;
    this.pointerCame = true;
    if (!this.joining) {
      await this.showing.feed.wake(() => clock.nowMillis());
      await this.watchOnce();
    }
  }

  private onShown(): void {
    const { screen } = this.parts;
    this.failures = 0;
    this.wasShown = true;
    this.reach.forget();
    this.state = 'playing';
    screen.revealPicture();
    screen.offerStart(null); // it may have begun by itself
    screen.message('');
    screen.show(this.status);
    screen.notice(this.notice);
  }

  /** The frame stands, and the page offers what the browser wants. */
  private onRefused(): void {
    const { picture, screen } = this.parts;
    this.state = 'refused';
    screen.revealPicture();
    screen.message(WANTS_A_CLICK);
    screen.offerStart(() => {
      screen.offerStart(null);
      void picture.play(); // within the click, or the browser does not count it
      this.conductor.cue();
    });
    screen.show(this.status);
  }

  /** The browser took the source away, or cannot decode what is in it. */
  private onLost(): void {
    if (this.showing.engine && !this.joining && this.state !== 'failed') {
      this.fail(new Error('the picture lost its source'));
    }
  }

  private countStall(): void {
    if (this.conductor.playing) {
      this.stalls++;
    }
  }

  private fail(error: unknown): void {
    const { clock, random, screen } = this.parts;
    console.warn('StreamSync:', error); // the viewer reads a sentence, the operator the cause
    const wasShowing = this.failures === 0 && this.showing.engine !== undefined;
    this.failures++;
    this.state = 'failed';
    screen.showPoster();
    screen.message(sentenceFor(error));
    screen.show(this.status);
    clearTimeout(this.retryTimer);
    const delayMillis = wasShowing ? 0 : retryDelayAfter(error, this.failures, clock.nowMillis(), random());
    this.retryTimer = setTimeout(() => void this.restart(), delayMillis);
  }

  private nextShowing(): Showing {
    return new Showing(this.showingParts, this.audience, {
      onStall: () => this.countStall(),
      onLoaded: () => this.reach.hear(),
    });
  }

  private get notice(): string {
    const airing = this.showing.feed.airingAt(this.parts.clock.nowMillis());
    return (airing && substituteSentence(airing)) || this.standingNotice;
  }
}
