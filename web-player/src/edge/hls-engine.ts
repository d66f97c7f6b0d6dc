import type Hls from 'hls.js';
import type { Fragment, HlsConfig, MediaPlaylist } from 'hls.js';
import { DropWatch, fixedRung, highestUseful, type Quality } from '../pure/quality.ts';
import type { CaptionTracks } from './captions.ts';
import type { DeviceClock } from './device-clock.ts';
import { Failures, RETRY_MILLIS } from './hls-failures.ts';
import { memoryLoader, type PlaylistSource, rungOf, wholeSegmentLoader } from './hls-loaders.ts';
import { UnreachableError } from './http.ts';
import type { Picture } from './picture.ts';

// For the modules beside it: this one alone imports hls.js.
export type {
  default as Hls,
  ErrorData,
  Fragment,
  FragmentLoaderContext,
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderStats,
  PlaylistLoaderContext,
} from 'hls.js';

export type HlsModule = typeof import('hls.js');

/** Where hls.js put a segment of the composed list on the media timeline. */
export interface PlacedSegment {
  readonly place: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface EngineEvents {
  onFatal(reason: string): void;
  onStall(): void;
  /** A segment came. */
  onLoaded(): void;
  /** From the smallest picture on. */
  onRungs(ids: readonly string[]): void;
  /** In which languages there are captions, as BCP 47 tags. */
  onCaptionLanguages(languages: readonly string[]): void;
}

/** What an instance plays on. */
export interface Stage {
  readonly picture: Picture;
  readonly captions: CaptionTracks;
}

/** Where an instance begins, and what it knows of the network. */
export interface Start {
  readonly seconds: number;
  /** The same for now, wherever hls.js has put the segments by then. */
  readonly dueSeconds: () => number | undefined;
  readonly rung: string | undefined;
  /** Bits a second, as the last instance found them. */
  readonly bandwidth: number | undefined;
}

/** Cues stay as long as the picture that they belong to. */
const BACK_BUFFER_SECONDS = 8;

const MODULE_TIMEOUT_MILLIS = 10_000;

/**
 * hls.js is the largest part of the page, so it loads beside the first requests, not before them. Asked again, it is loaded
 * again only if it did not come.
 */
export function hlsLoader(): () => Promise<HlsModule> {
  let loading: Promise<HlsModule> | undefined;
  return () => {
    loading ??= inTime(import('hls.js')).catch((error) => {
      loading = undefined;
      throw new UnreachableError(`hls.js: ${error}`);
    });
    return loading;
  };
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('it does not come')), MODULE_TIMEOUT_MILLIS),
  );
  return Promise.race([answer, late]);
}

/** One hls.js instance on the video element. A new start is a new instance, never a reload of an old one. */
export class HlsEngine {
  private readonly hls: Hls;
  private readonly stage: Stage;
  private wantedCaptions: string | null = null;
  private quality: Quality = 'auto';
  private readonly failures: Failures;
  private readonly drops = new DropWatch();
  /** The smallest rung that was too much for this device. */
  private tooMuch: number | undefined;

  constructor(
    module: HlsModule,
    stage: Stage,
    source: PlaylistSource,
    start: Start,
    events: EngineEvents,
    clock: DeviceClock,
  ) {
    this.hls = new module.default(settings(module, source, start, clock));
    this.failures = new Failures(this.hls, start.dueSeconds);
    this.hls.on(module.Events.ERROR, (_, data) => {
      if (data.fatal) {
        this.failures.destroy();
        events.onFatal(data.details);
      } else if (isStall(data.details)) {
        events.onStall();
      } else {
        this.failures.hear(data);
      }
    });
    this.hls.on(module.Events.FRAG_LOADED, () => events.onLoaded());
    this.hls.on(module.Events.FRAG_BUFFERED, (_, { frag }) => this.endDetour(frag));
    this.hls.on(module.Events.LEVEL_SWITCHED, () => this.drops.forget());
    this.stage = stage;
    stage.captions.forgetBefore(Number.POSITIVE_INFINITY); // they lie on another instance's timeline
    this.hls.on(module.Events.MANIFEST_PARSED, () => {
      this.hls.startLevel = Math.max(0, this.rungs.indexOf(start.rung ?? ''));
      this.applyQuality();
      events.onRungs(this.rungs);
      events.onCaptionLanguages(this.captionLanguages);
    });
    this.hls.on(module.Events.LEVEL_LOADED, () => this.selectCaptions());
    this.hls.on(module.Events.CUES_PARSED, (_, { cues, subtitleTrack }) => {
      stage.captions.forgetBefore(stage.picture.positionSeconds - BACK_BUFFER_SECONDS);
      if (subtitleTrack?.lang !== undefined) {
        stage.captions.add(subtitleTrack.lang, cues);
      }
    });
    this.hls.on(module.Events.SUBTITLE_FRAG_PROCESSED, (_, { frag }) =>
      this.endCuesWithProgrammes(this.hls.subtitleTracks[frag.level]),
    );
    this.hls.loadSource(source.master().url);
    this.hls.attachMedia(stage.picture.element);
  }

  get captionLanguages(): readonly string[] {
    return this.hls.allSubtitleTracks.map(({ lang }) => lang ?? '');
  }

  /** The language of the captions that are shown. */
  get captions(): string | null {
    return this.hls.subtitleTracks[this.hls.subtitleTrack]?.lang ?? null;
  }

  /** Shows captions in a language, as far as there are any in it. */
  setCaptions(language: string | null): void {
    this.wantedCaptions = language;
    this.stage.captions.show(language);
    this.selectCaptions();
  }

  get segments(): readonly PlacedSegment[] {
    const fragments = this.hls.latestLevelDetails?.fragments ?? [];
    return fragments.map((fragment) => ({
      place: fragment.sn,
      startSeconds: fragment.start,
      durationSeconds: fragment.duration,
    }));
  }

  get rung(): string | undefined {
    const level = this.hls.levels[this.hls.currentLevel];
    return level && rungOf(level.uri);
  }

  /** What the network gives, in bits a second. */
  get bandwidth(): number | undefined {
    const estimate = this.hls.bandwidthEstimate;
    return Number.isFinite(estimate) ? Math.round(estimate) : undefined;
  }

  /** Whether the host has the segment that lies there in no rung. */
  isGone(seconds: number): boolean {
    return this.failures.goneUntil(seconds) !== undefined;
  }

  /** Takes effect with the next segment that is loaded: what is buffered is shown. */
  setQuality(quality: Quality): void {
    this.quality = quality;
    this.applyQuality();
  }

  /**
   * Called once a second: keeps automatic quality from what the picture's box cannot show, or the device not decode. Only what
   * is loaded next changes; hls.js's own limits would throw away what is buffered.
   */
  limit(): void {
    const { picture } = this.stage;
    const { levels, currentLevel } = this.hls;
    if (!picture.inView) {
      this.drops.forget();
    } else if (currentLevel > 0 && this.drops.isTooMuch(picture.frames)) {
      this.tooMuch = Math.min(currentLevel, this.tooMuch ?? currentLevel);
      this.drops.forget();
    }
    const heights = levels.map(({ height }) => height);
    const highest = highestUseful(heights, picture.boxHeight, this.tooMuch);
    if (levels.length > 0 && this.hls.autoLevelCapping !== highest) {
      this.hls.autoLevelCapping = highest;
    }
  }

  destroy(): void {
    this.failures.destroy();
    this.hls.destroy();
  }

  private get rungs(): readonly string[] {
    return this.hls.levels.map(({ uri }) => rungOf(uri));
  }

  private applyQuality(): void {
    const { rungs } = this;
    const fixed = fixedRung(rungs, this.quality);
    const level = fixed === undefined ? -1 : rungs.indexOf(fixed);
    if (rungs.length > 0 && this.hls.manualLevel !== level) {
      this.hls.loadLevel = level;
    }
  }

  private endDetour({ sn, type }: Fragment): void {
    if (type !== 'main' || typeof sn !== 'number') {
      return;
    }
    this.failures.end(sn);
    if (this.failures.over) {
      this.applyQuality(); // which hls.js also forgets when a segment cannot be read
    }
  }

  /** hls.js knows its tracks only once it has chosen a level, and its own preference takes "de-at" for "de". */
  private selectCaptions(): void {
    const wanted = this.hls.subtitleTracks.findIndex(({ lang }) => lang === this.wantedCaptions);
    if (this.hls.subtitleTrack !== wanted) {
      this.hls.subtitleTrack = wanted;
    }
  }

  /** All of them, since hls.js may hold cues back until it knows where their programme lies. */
  private endCuesWithProgrammes(track: MediaPlaylist | undefined): void {
    const fragments = track?.details?.fragments ?? [];
    const firsts = fragments.filter(({ cc }, i) => i > 0 && cc !== fragments[i - 1]?.cc);
    if (track?.lang !== undefined) {
      const starts = firsts.map(({ start }) => start);
      this.stage.captions.endAt(track.lang, starts);
    }
  }
}

function isStall(details: string): boolean {
  return details === 'bufferNudgeOnStall' || details === 'bufferSeekOverHole';
}

/** While the network is away the buffer plays on, so hls.js shall not give up before the page does. */
const PATIENT = {
  maxNumRetry: Number.POSITIVE_INFINITY, // beyond it there would be no more delay
  retryDelayMs: RETRY_MILLIS.first,
  maxRetryDelayMs: RETRY_MILLIS.most,
  // Also after 404 and a refused connection; what was loaded and cannot be read is no matter of patience.
  shouldRetry: (...[, , , response, usual]: Parameters<ShouldRetry>) => usual || response !== undefined,
};

type ShouldRetry = NonNullable<NonNullable<HlsConfig['fragLoadPolicy']['default']['errorRetry']>['shouldRetry']>;

function settings(module: HlsModule, source: PlaylistSource, start: Start, clock: DeviceClock): Partial<HlsConfig> {
  return {
    startPosition: start.seconds,
    pLoader: memoryLoader(source, clock),
    fLoader: wholeSegmentLoader(module, source, clock),
    ...(start.bandwidth === undefined ? {} : { abrEwmaDefaultEstimate: start.bandwidth }),
    enableWorker: false, // its worker is a blob, which the Content-Security-Policy forbids
    maxBufferLength: 60,
    maxMaxBufferLength: 120,
    backBufferLength: BACK_BUFFER_SECONDS,
    renderTextTracksNatively: false, // its track elements have a data URL, which the policy forbids too
    liveSyncDurationCount: 3,
    liveMaxLatencyDurationCount: Number.POSITIVE_INFINITY, // following the wall clock is the page's own work
    maxLiveSyncPlaybackRate: 1,
    liveDurationInfinity: true,
    lowLatencyMode: false,
    testBandwidth: false,
    // Half of what is remembered of the network comes from the last so many seconds of loading: the buffer allows a quick
    // judgement, and segments of four seconds load in a fraction of one.
    abrEwmaFastLive: 1,
    abrEwmaSlowLive: 3,
    fragLoadPolicy: {
      default: { maxTimeToFirstByteMs: 4_000, maxLoadTimeMs: 20_000, timeoutRetry: PATIENT, errorRetry: PATIENT },
    },
    startLevel: 0,
  };
}
