import type { Choices } from './choices.ts';
import type { Score } from './conductor.ts';
import type { CaptionTracks } from './edge/captions.ts';
import type { DeviceClock } from './edge/device-clock.ts';
import { HlsEngine, type HlsModule } from './edge/hls-engine.ts';
import type { Picture } from './edge/picture.ts';
import type { Site } from './edge/site.ts';
import { Feed, type Packs } from './feed.ts';
import { composedPlaylists, firstFiles, JOIN_AHEAD_MILLIS, joinAimMillis, scoreOf, startSecondsAt } from './layout.ts';
import type { Airing } from './pure/airing.ts';
import type { Audience } from './pure/audience.ts';
import { Composer } from './pure/composer.ts';
import { endMillis } from './pure/playlist.ts';
import { fixedRung, startRung } from './pure/quality.ts';
import type { ServerClock } from './server-clock.ts';
import { after } from './wait.ts';

export interface ShowingParts {
  readonly site: Packs & Pick<Site, 'master' | 'preload' | 'takePreloaded' | 'packUrl'>;
  readonly clock: ServerClock;
  readonly device: DeviceClock;
  readonly picture: Picture;
  readonly captions: CaptionTracks;
  readonly choices: Choices;
  readonly hls: () => Promise<HlsModule>;
  readonly random: () => number;
}

export interface ShowingEvents {
  onStall(): void;
  /** A segment came. */
  onLoaded(): void;
}

/** hls.js reads a list anew after its target duration, five seconds: what it reads first must reach well beyond that. */
const LISTED_AHEAD_MILLIS = 12_000;
const PATIENCE_MILLIS = 1_500;
/** A list begins at most so long after the instant for which it was begun. */
const EARLY_MILLIS = 5_000;

/** What one instance of hls.js shows: a list of segments, its feed, and where hls.js put them. Begun once. */
export class Showing {
  readonly composer = new Composer();
  readonly feed: Feed;
  private readonly parts: ShowingParts;
  private readonly events: ShowingEvents;
  private running: HlsEngine | undefined;
  private ended = false;
  private given: string | undefined;
  private isGuess = false;

  constructor(parts: ShowingParts, audience: Audience, events: ShowingEvents) {
    this.parts = parts;
    this.events = events;
    this.feed = new Feed(parts.site, audience, this.composer, parts.random);
  }

  get engine(): HlsEngine | undefined {
    return this.running;
  }

  /** Why hls.js has given up, if it has: what is buffered is still shown. */
  get givenUp(): string | undefined {
    return this.given;
  }

  /** Whether it began with a rung that only what is remembered of the network speaks for. */
  get beganByGuess(): boolean {
    return this.isGuess;
  }

  /** Whether an instant is on the list that hls.js has read: else it will not be, unless hls.js has yet to read one. */
  holds(millis: number): boolean {
    const read = (this.running?.segments ?? []).flatMap(({ place }) => this.composer.segment(place) ?? []);
    const segments = read.length > 0 ? read : this.composer.segments;
    const [first] = segments;
    const last = segments.at(-1);
    return (
      first !== undefined &&
      last !== undefined &&
      first.startMillis - EARLY_MILLIS <= millis &&
      millis < endMillis(last)
    );
  }

  /** Loads what is on air and hands it to hls.js; what comes back tells where each instant lies on the media timeline. */
  async begin(): Promise<Score> {
    const { choices, clock, hls, site } = this.parts;
    await this.feed.join(clock.nowMillis());
    this.expectWanted();
    const airing = this.feed.airingAt(clock.nowMillis());
    if (airing === undefined) {
      throw new Error('the feed joined without an airing');
    }
    const rung = startRung(airing.day.rungs, choices.bandwidth, choices.quality);
    const ids = airing.day.rungs.map(({ id }) => id);
    this.isGuess = rung !== ids[0] && fixedRung(ids, choices.quality) === undefined;
    const { segments } = this.composer;
    const files = firstFiles(segments, joinAimMillis(segments, clock.nowMillis()), rung ?? '');
    site.preload(files, site.packUrl(airing));
    const [module, master] = await Promise.all([hls(), site.master(airing.day.release), this.listFarEnough()]);
    this.expectWanted();
    this.running = this.start(module, master, airing, rung);
    return scoreOf(this.composer, this.running);
  }

  /** What was waited for may come when nobody waits for it any more. */
  private expectWanted(): void {
    if (this.ended) {
      throw new Error('another join took the place of this one');
    }
  }

  end(): void {
    this.ended = true;
    this.running?.destroy();
    this.running = undefined;
  }

  /** Near the end of a bucket the next one is fetched before hls.js begins, unless it takes long and there is time. */
  private async listFarEnough(): Promise<void> {
    const nowMillis = this.parts.clock.nowMillis();
    const listedMillis = (this.composer.endMillis ?? 0) - nowMillis;
    if (listedMillis < LISTED_AHEAD_MILLIS) {
      const fetched = this.feed.tick(nowMillis);
      // What is due at the first frame may lie in the next bucket.
      await (listedMillis < 2 * JOIN_AHEAD_MILLIS
        ? fetched
        : Promise.race([fetched, after(PATIENCE_MILLIS, undefined)]));
    }
  }

  private dueSeconds(): number | undefined {
    const { composer, running } = this;
    return (
      running &&
      scoreOf(composer, running).mediaSecondsAt(joinAimMillis(composer.segments, this.parts.clock.nowMillis()))
    );
  }

  private start(module: HlsModule, master: string, airing: Airing, rung: string | undefined): HlsEngine {
    const { captions, choices, clock, device, picture, site } = this.parts;
    const nowMillis = clock.nowMillis();
    this.composer.advance(joinAimMillis(this.composer.segments, nowMillis));
    const seconds = startSecondsAt(this.composer, nowMillis);
    if (seconds === undefined) {
      throw new Error('nothing of the timeline lies ahead');
    }
    const events = {
      onFatal: (reason: string) => {
        this.given ??= reason;
      },
      onStall: () => this.events.onStall(),
      onLoaded: () => this.events.onLoaded(),
      onRungs: (ids: readonly string[]) => choices.offerQualities(ids, () => this.running),
      onCaptionLanguages: (languages: readonly string[]) => choices.offerCaptions(languages, () => this.running),
    };
    const source = composedPlaylists(
      this.composer,
      master,
      site.packUrl(airing),
      () => clock.nowMillis(),
      (url) => site.takePreloaded(url),
    );
    const start = { seconds, dueSeconds: () => this.dueSeconds(), rung, bandwidth: choices.bandwidth };
    const engine = new HlsEngine(module, { picture, captions }, source, start, events, device);
    choices.applyTo(engine);
    return engine;
  }
}
