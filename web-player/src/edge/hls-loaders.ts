import { isWhole } from '../pure/boxes.ts';
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
import { type Answer, get } from './http.ts';

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
    private overtaken = false;

    override load(
      context: FragmentLoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<FragmentLoaderContext>,
    ): void {
      const onSuccess: typeof callbacks.onSuccess = (response, stats, done, details) => {
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
        super.load(context, config, { ...callbacks, onSuccess });
        return;
      }
      this.stats.loading.start = clock.monotonicMillis();
      ahead.then(
        ({ body, times }) => {
          if (!this.overtaken) {
            const { sentMillis, firstMillis, wholeMillis } = times;
            stamp(this.stats, body.length, { start: sentMillis, first: firstMillis, end: wholeMillis });
            onSuccess({ url: context.url, data: body.buffer as ArrayBuffer, code: 200 }, this.stats, context, null);
          }
        },
        () => this.overtaken || super.load(context, config, { ...callbacks, onSuccess }),
      );
    }

    override abort(): void {
      this.overtaken = true;
      super.abort();
    }

    override destroy(): void {
      this.overtaken = true;
      super.destroy();
    }
  };
}

/** A loader class for `pLoader`: hls.js asks for playlists by URL, of which only `r` counts. */
export function memoryLoader(source: PlaylistSource, clock: DeviceClock): NonNullable<HlsConfig['pLoader']> {
  return class implements Loader<PlaylistLoaderContext> {
    context: PlaylistLoaderContext | null = null;
    stats: LoaderStats = emptyStats();
    private overtaken = false;

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
        if (!this.overtaken) {
          callbacks.onSuccess({ url: answer.url, data: answer.text, code: 200 }, this.stats, context, null);
        }
      });
    }

    abort(): void {
      this.overtaken = true;
    }

    destroy(): void {
      this.overtaken = true;
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
