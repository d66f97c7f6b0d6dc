import type Hls from 'hls.js';
import type {
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderStats,
  MediaPlaylist,
  PlaylistLoaderContext,
} from 'hls.js';

import type { CaptionTracks } from './captions.ts';
import type { DeviceClock } from './device-clock.ts';

export type HlsModule = typeof import('hls.js');

/** Playlists from memory: the multivariant text, and the composed one with the URL against which hls.js resolves it. */
export interface PlaylistSource {
  master(): PlaylistText;
  media(rung: string): PlaylistText;
}

export interface PlaylistText {
  readonly url: string;
  readonly text: string;
}

/** Where hls.js put a segment of the composed list on the media timeline. */
export interface PlacedSegment {
  readonly place: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface EngineEvents {
  onFatal(reason: string): void;
  onStall(): void;
  /** In which languages there are captions, as BCP 47 tags. */
  onCaptionLanguages(languages: readonly string[]): void;
}

/** What an instance plays on. */
export interface Stage {
  readonly video: HTMLVideoElement;
  readonly captions: CaptionTracks;
}

/** Cues stay as long as the picture that they belong to. */
const BACK_BUFFER_SECONDS = 8;

/** hls.js is the largest part of the page, so it loads beside the first requests, not before them. */
export function loadHls(): Promise<HlsModule> {
  return import('hls.js');
}

/** One hls.js instance on the video element. A new start is a new instance, never a reload of an old one. */
export class HlsEngine {
  private readonly hls: Hls;
  private readonly stage: Stage;
  private wantedCaptions: string | null = null;

  constructor(
    module: HlsModule,
    stage: Stage,
    source: PlaylistSource,
    startSeconds: number,
    events: EngineEvents,
    clock: DeviceClock,
  ) {
    this.hls = new module.default(settings(source, startSeconds, clock));
    this.hls.on(module.Events.ERROR, (_, data) => {
      if (data.fatal) {
        events.onFatal(data.details);
      } else if (isStall(data.details)) {
        events.onStall();
      }
    });
    this.stage = stage;
    stage.captions.forgetBefore(Number.POSITIVE_INFINITY); // they lie on another instance's timeline
    this.hls.on(module.Events.MANIFEST_PARSED, () => events.onCaptionLanguages(this.captionLanguages));
    this.hls.on(module.Events.LEVEL_LOADED, () => this.selectCaptions());
    this.hls.on(module.Events.CUES_PARSED, (_, { cues, subtitleTrack }) => {
      stage.captions.forgetBefore(stage.video.currentTime - BACK_BUFFER_SECONDS);
      if (subtitleTrack?.lang !== undefined) {
        stage.captions.add(subtitleTrack.lang, cues);
      }
    });
    this.hls.on(module.Events.SUBTITLE_FRAG_PROCESSED, (_, { frag }) =>
      this.endCuesWithProgrammes(this.hls.subtitleTracks[frag.level]),
    );
    this.hls.loadSource(source.master().url);
    this.hls.attachMedia(stage.video);
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

  destroy(): void {
    this.hls.destroy();
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
const PATIENT = { maxNumRetry: 1_000, retryDelayMs: 500, maxRetryDelayMs: 2_000 };

function settings(source: PlaylistSource, startSeconds: number, clock: DeviceClock): Partial<HlsConfig> {
  return {
    startPosition: startSeconds,
    pLoader: memoryLoader(source, clock),
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
    fragLoadPolicy: {
      default: { maxTimeToFirstByteMs: 9_000, maxLoadTimeMs: 30_000, timeoutRetry: PATIENT, errorRetry: PATIENT },
    },
    startLevel: 0,
    capLevelToPlayerSize: true,
    capLevelOnFPSDrop: true, // on a device too slow for a rung the picture would fall behind the wall clock
  };
}

function rungOf(url: string): string {
  return new URL(url, 'http://page/').searchParams.get('r') ?? '';
}

/** A loader class for `pLoader`: hls.js asks for playlists by URL, of which only `r` counts. */
function memoryLoader(source: PlaylistSource, clock: DeviceClock): NonNullable<HlsConfig['pLoader']> {
  return class implements Loader<PlaylistLoaderContext> {
    context: PlaylistLoaderContext | null = null;
    stats: LoaderStats = emptyStats();
    private aborted = false;

    load(
      context: PlaylistLoaderContext,
      _: LoaderConfiguration,
      callbacks: LoaderCallbacks<PlaylistLoaderContext>,
    ): void {
      this.context = context;
      const answer = context.type === 'manifest' ? source.master() : source.media(rungOf(context.url));
      stamp(this.stats, answer.text.length, clock.monotonicMillis());
      // hls.js keeps a loader by its context only after load() returns, so the answer comes a moment later.
      queueMicrotask(() => {
        if (!this.aborted) {
          callbacks.onSuccess({ url: answer.url, data: answer.text, code: 200 }, this.stats, context, null);
        }
      });
    }

    abort(): void {
      this.aborted = true;
    }

    destroy(): void {
      this.aborted = true;
    }
  };
}

function emptyStats(): LoaderStats {
  return {
    aborted: false,
    loaded: 0,
    retry: 0,
    total: 0,
    chunkCount: 0,
    bwEstimate: 0,
    loading: { start: 0, first: 0, end: 0 },
    parsing: { start: 0, end: 0 },
    buffering: { start: 0, first: 0, end: 0 },
  };
}

/** hls.js reckons its next reload from these times. */
function stamp(stats: LoaderStats, length: number, nowMillis: number): void {
  stats.loading = { start: nowMillis, first: nowMillis, end: nowMillis };
  stats.loaded = length;
  stats.total = length;
}
