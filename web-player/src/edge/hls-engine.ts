import type Hls from 'hls.js';
import type {
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderStats,
  PlaylistLoaderContext,
} from 'hls.js';

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
}

/** hls.js is the largest part of the page, so it loads beside the first requests, not before them. */
export function loadHls(): Promise<HlsModule> {
  return import('hls.js');
}

/** One hls.js instance on the video element. A new start is a new instance, never a reload of an old one. */
export class HlsEngine {
  private readonly hls: Hls;

  constructor(
    module: HlsModule,
    video: HTMLVideoElement,
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
    this.hls.loadSource(source.master().url);
    this.hls.attachMedia(video);
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
    backBufferLength: 8,
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
