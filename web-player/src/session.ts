import { Conductor, type Score } from './conductor.ts';
import { CaptionTracks } from './edge/captions.ts';
import type { DeviceClock } from './edge/device-clock.ts';
import { HlsEngine, type HlsModule } from './edge/hls-engine.ts';
import type { Memory } from './edge/memory.ts';
import type { Picture } from './edge/picture.ts';
import type { Screen } from './edge/screen.ts';
import type { Site } from './edge/site.ts';
import { Feed } from './feed.ts';
import { composedPlaylists, nominalSpans, scoreOf } from './layout.ts';
import { sentenceFor, substituteSentence } from './messages.ts';
import type { Audience } from './pure/audience.ts';
import { Composer } from './pure/composer.ts';
import { mediaSecondsAt } from './pure/media-time.ts';
import { retryDelayMillis } from './pure/schedule.ts';
import type { ServerClock } from './server-clock.ts';
import type { State, Status } from './status.ts';

export interface Parts {
  readonly site: Site;
  readonly clock: ServerClock;
  readonly device: DeviceClock;
  readonly screen: Screen;
  readonly picture: Picture;
  readonly memory: Memory;
  readonly hls: Promise<HlsModule>;
  readonly random: () => number;
}

const REMEMBERED_CAPTIONS = 'captions';

/** From the join to the first frame it takes about this long; what is due then is what is loaded first. */
const JOIN_AHEAD_MILLIS = 400;
const PATIENCE_SECONDS = 10;

/** One viewer's visit: joins, keeps watch, and joins again with a new hls.js instance when the old one cannot go on. */
export class Session {
  private readonly parts: Parts;
  private readonly audience: Audience;
  private readonly conductor: Conductor;
  private readonly captions: CaptionTracks;
  private chosenCaptions: string | null;
  private composer = new Composer();
  private feed: Feed;
  private engine: HlsEngine | undefined;
  private score: Score | undefined;
  private state: State = 'starting';
  private stalls = 0;
  private restarts = 0;
  private failures = 0;
  private secondsWithoutPicture = 0;
  private joining = false;
  private watching = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts, audience: Audience) {
    this.parts = parts;
    this.audience = audience;
    this.captions = new CaptionTracks(parts.picture.element);
    this.chosenCaptions = parts.memory.read(REMEMBERED_CAPTIONS) ?? null;
    this.feed = this.newFeed();
    this.conductor = new Conductor(parts.picture, parts.clock, { onShown: () => this.onShown() });
    parts.clock.onMoved((byMillis) => this.conductor.clockMoved(byMillis));
    parts.picture.onWaiting(() => this.countStall());
  }

  get status(): Status {
    const { clock } = this.parts;
    return {
      state: this.state,
      channel: this.channel,
      title: this.composer.at(clock.nowMillis())?.programme?.title ?? '',
      errorMillis: this.conductor.errorMillis ?? null,
      clockOffsetMillis: clock.deviceErrorMillis,
      clockSource: clock.source,
      rung: this.engine?.rung ?? null,
      captions: this.engine?.captions ?? null,
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
    this.joining = true;
    try {
      await this.begin();
    } catch (error) {
      this.fail(error);
    } finally {
      this.joining = false;
    }
  }

  /** The watchdog: once a second compares wall clock and position, and keeps feed, clock and screen going. */
  async tick(): Promise<void> {
    const { clock, screen } = this.parts;
    void clock.tick();
    if (this.engine) {
      void this.feed.tick(clock.nowMillis());
      await this.watchOnce();
    }
    screen.show(this.status);
  }

  /** The device woke, or the network is back: no use in waiting any longer. */
  async wake(): Promise<void> {
    if (this.state === 'failed') {
      await this.restart();
    }
    await this.tick();
  }

  private async begin(): Promise<void> {
    const { clock, hls, site } = this.parts;
    this.engine?.destroy();
    this.engine = undefined;
    this.composer = new Composer();
    this.feed = this.newFeed();
    await this.feed.join(clock.nowMillis());
    const airing = this.feed.airingAt(clock.nowMillis());
    if (airing === undefined) {
      throw new Error('the feed joined without an airing');
    }
    const [module, master] = await Promise.all([hls, site.master(airing.day.release)]);
    await this.feed.tick(clock.nowMillis());
    this.startEngine(module, master, site.pack(airing).url);
    this.parts.screen.notice(substituteSentence(airing));
  }

  private startEngine(module: HlsModule, master: string, packUrl: string): void {
    const { clock, device, picture } = this.parts;
    const aimMillis = clock.nowMillis() + JOIN_AHEAD_MILLIS;
    this.composer.advance(aimMillis);
    const startSeconds = mediaSecondsAt(nominalSpans(this.composer), aimMillis);
    if (startSeconds === undefined) {
      throw new Error('nothing of the timeline lies ahead');
    }
    this.state = 'cueing';
    this.secondsWithoutPicture = 0;
    const events = {
      onFatal: (reason: string) => this.fail(new Error(reason)),
      onStall: () => this.countStall(),
      onCaptionLanguages: (languages: readonly string[]) => this.offerCaptions(languages),
    };
    const stage = { video: picture.element, captions: this.captions };
    const source = composedPlaylists(this.composer, master, packUrl, () => clock.nowMillis());
    this.engine = new HlsEngine(module, stage, source, startSeconds, events, device);
    this.engine.setCaptions(this.chosenCaptions);
    this.score = scoreOf(this.composer, this.engine);
    this.conductor.start(this.score);
  }

  /** The choice outlives this instance of hls.js and this visit, even where it has no captions in that language. */
  private offerCaptions(languages: readonly string[]): void {
    const { memory, screen } = this.parts;
    screen.offerCaptions(languages, this.chosenCaptions, (language) => {
      this.chosenCaptions = language;
      if (language === null) {
        memory.forget(REMEMBERED_CAPTIONS);
      } else {
        memory.write(REMEMBERED_CAPTIONS, language);
      }
      this.engine?.setCaptions(language);
    });
  }

  /** A look that waits for the network is not overtaken by the next. */
  private async watchOnce(): Promise<void> {
    if (!this.watching && this.state !== 'failed') {
      this.watching = true;
      await this.watch().finally(() => {
        this.watching = false;
      });
    }
  }

  private async watch(): Promise<void> {
    const { clock, picture } = this.parts;
    const nowMillis = clock.nowMillis();
    const lost = this.conductor.isLost(this.conductor.check());
    this.secondsWithoutPicture = this.conductor.playing && !lost ? 0 : this.secondsWithoutPicture + 1;
    if (lost && nowMillis > (this.composer.endMillis ?? 0)) {
      await this.restartWhenReachable();
    } else if (this.secondsWithoutPicture > PATIENCE_SECONDS) {
      await this.restartWhenReachable();
    } else if (lost) {
      await this.cueWhenReachable(nowMillis);
    } else if (this.conductor.playing && picture.paused && !this.conductor.holding) {
      void picture.play().catch(() => undefined);
    }
  }

  /** While the network is away a seek would only throw away the frame on screen. */
  private async cueWhenReachable(nowMillis: number): Promise<void> {
    const target = this.score?.mediaSecondsAt(nowMillis);
    if (target !== undefined && this.parts.picture.isBuffered(target)) {
      this.conductor.cue();
      return;
    }
    this.sayWaiting();
    if (await this.isReachable()) {
      this.conductor.cue();
    }
  }

  private async restartWhenReachable(): Promise<void> {
    this.sayWaiting();
    if (await this.isReachable()) {
      await this.restart();
    }
  }

  private sayWaiting(): void {
    this.state = 'waiting';
    this.parts.screen.message(sentenceFor(undefined));
  }

  private async isReachable(): Promise<boolean> {
    return await this.parts.site.probe().then(
      () => true,
      () => false,
    );
  }

  private async restart(): Promise<void> {
    clearTimeout(this.retryTimer);
    this.restarts++;
    this.parts.screen.holdLastFrame();
    this.conductor.stop();
    await this.join();
  }

  private onShown(): void {
    this.failures = 0;
    this.state = 'playing';
    this.parts.screen.revealPicture();
    this.parts.screen.message('');
    this.parts.screen.show(this.status);
  }

  private countStall(): void {
    if (this.conductor.playing) {
      this.stalls++;
    }
  }

  private fail(error: unknown): void {
    this.failures++;
    this.state = 'failed';
    console.warn('StreamSync:', error); // the viewer reads a sentence, the operator the cause
    this.parts.screen.message(sentenceFor(error));
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => void this.restart(), retryDelayMillis(this.failures, this.parts.random()));
  }

  private newFeed(): Feed {
    return new Feed(this.parts.site, this.audience, this.composer, this.parts.random);
  }

  private get channel(): string | null {
    const aired = this.feed.airingAt(this.parts.clock.nowMillis())?.audience ?? this.audience;
    return aired.kind === 'channel' ? aired.name : null;
  }
}
