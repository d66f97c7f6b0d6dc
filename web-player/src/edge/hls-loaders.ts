import { isWhole } from '../pure/boxes.ts';
import { after } from '../wait.ts';
import type { DeviceClock } from './device-clock.ts';
import type {
  FragmentLoaderContext,
  HlsConfig,
  HlsModule,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderStats,
  PlaylistLoaderContext,
} from './hls-engine.ts';
import { type Answer, get, type Times } from './http.ts';

/** What hls.js has not to ask the network for: playlists, of which the URL is the one to resolve them against, and files that came ahead. */
export interface PlaylistSource {
  master(): PlaylistText;
  media(rung: string): PlaylistText;
  /** A file that was asked for ahead, by its URL; once. */
  preloaded(url: string): Promise<Answer> | undefined;
}

export interface PlaylistText {
  readonly url: string;
  readonly text: string;
}

export function rungOf(url: string): string {
  return new URL(url, 'http://page/').searchParams.get('r') ?? '';
}

/** As a status, which no host sends: what came is not whole. */
const CUT_SHORT = 499;

/**
 * hls.js's own loader, but what came ahead is not asked for again, and a segment that was cut short counts as one that could
 * not be loaded. A cache may hold it as it is, so it is asked for past all caches before hls.js asks again.
 */
export function wholeSegmentLoader(
  module: HlsModule,
  source: PlaylistSource,
  clock: DeviceClock,
): NonNullable<HlsConfig['fLoader']> {
  const Base = module.default.DefaultConfig.loader as unknown as new (
    config: HlsConfig,
  ) => Loader<FragmentLoaderContext>;
  return class extends Base {
    /** Of a load that waits for what was asked for ahead. */
    private waiting: LoaderCallbacks<FragmentLoaderContext> | undefined;

    override load(
      context: FragmentLoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<FragmentLoaderContext>,
    ): void {
      const checked: typeof callbacks.onSuccess = (response, stats, done, details) => {
        if (response.data instanceof ArrayBuffer && !isWhole(response.data) && !done.url.endsWith('.vtt')) {
          void get(done.url, undefined, 'reload')
            .catch(() => undefined) // the next attempt tells
            .then(() => callbacks.onError({ code: CUT_SHORT, text: 'cut short' }, done, details, stats));
        } else {
          callbacks.onSuccess(response, stats, done, details);
        }
      };
      const ahead = source.preloaded(context.url);
      if (ahead === undefined) {
        super.load(context, config, { ...callbacks, onSuccess: checked });
        return;
      }
      const { stats } = this;
      this.context = context;
      this.waiting = callbacks;
      stats.loading.start = clock.monotonicMillis();
      const patience = after(config.loadPolicy.maxTimeToFirstByteMs, undefined);
      void Promise.race([ahead.catch(() => undefined), patience]).then((answer) => {
        if (this.waiting === undefined) {
          return;
        }
        this.waiting = undefined;
        const data = answer?.body.buffer as ArrayBuffer | undefined;
        if (answer === undefined || data === undefined || !isWhole(data)) {
          stats.loading.start = 0; // or hls.js's own loader takes itself for used
          super.load(context, config, { ...callbacks, onSuccess: checked });
          return;
        }
        stamp(stats, data.byteLength, endingAt(answer.times, clock.monotonicMillis()));
        callbacks.onSuccess({ url: context.url, data, code: 200 }, stats, context, null);
      });
    }

    override abort(): void {
      const { context, stats, waiting } = this;
      this.waiting = undefined;
      if (waiting === undefined || context === null) {
        super.abort();
        return;
      }
      stats.aborted = true;
      waiting.onAbort?.(stats, context, null);
    }

    override destroy(): void {
      this.waiting = undefined;
      super.destroy();
    }
  };
}

/** hls.js counts what passes from the request until it has used the answer: how long that lay here says nothing of the network. */
function endingAt({ sentMillis, firstMillis, wholeMillis }: Times, millis: number): LoaderStats['loading'] {
  return { start: millis - (wholeMillis - sentMillis), first: millis - (wholeMillis - firstMillis), end: millis };
}

/** A loader class for `pLoader`: hls.js asks for playlists by URL, of which only `r` counts. */
export function memoryLoader(source: PlaylistSource, clock: DeviceClock): NonNullable<HlsConfig['pLoader']> {
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
      const nowMillis = clock.monotonicMillis();
      stamp(this.stats, answer.text.length, { start: nowMillis, first: nowMillis, end: nowMillis });
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

/** hls.js reckons its next reload, and what the network gives, from these times. */
function stamp(stats: LoaderStats, length: number, loading: LoaderStats['loading']): void {
  stats.loading = loading;
  stats.loaded = length;
  stats.total = length;
}
