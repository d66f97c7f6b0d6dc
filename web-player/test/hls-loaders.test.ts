import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HlsModule } from '../src/edge/hls-engine.ts';
import { wholeSegmentLoader } from '../src/edge/hls-loaders.ts';
import type { Answer } from '../src/edge/http.ts';
import { FakeDevice, START } from './devices.ts';

const URL = 'http://host/segments/k/v240/00001.m4s';
/** A quarter of a second of loading, long ago. */
const TIMES = { sentMillis: 300, firstMillis: 350, wholeMillis: 550 };
/** One box of eight bytes. */
const WHOLE = Uint8Array.of(0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65);

/** As much of hls.js's own loader as is needed to see what it is asked for. */
class Network {
  static asked: string[] = [];
  stats = { aborted: false, loaded: 0, total: 0, loading: { start: 0, first: 0, end: 0 } };

  context: object | null = null;
  private callbacks: Callbacks | null = null;

  load(context: { url: string }, _: object, callbacks: Callbacks): void {
    if (this.stats.loading.start) {
      throw new Error('Loader can only be used once.'); // as hls.js's own does
    }
    this.stats.loading.start = 1;
    this.context = context;
    this.callbacks = callbacks;
    Network.asked.push(context.url);
  }

  abort(): void {
    this.stats.aborted = true;
    this.callbacks?.onAbort();
  }

  destroy(): void {
    this.callbacks = null;
    this.abort();
  }
}

interface Callbacks {
  onAbort(): void;
}

const callbacks = { onSuccess: vi.fn(), onError: vi.fn(), onTimeout: vi.fn(), onAbort: vi.fn() };
const PATIENCE_MILLIS = 4_000;
let ahead: Map<string, Promise<Answer>>;

function loader(): Network {
  const module = { default: { DefaultConfig: { loader: Network } } } as unknown as HlsModule;
  const source = {
    master: () => ({ url: '', text: '' }),
    media: () => ({ url: '', text: '' }),
    preloaded: (url: string) => ahead.get(url),
  };
  const Loader = wholeSegmentLoader(module, source, new FakeDevice()) as unknown as new (config: object) => Network;
  return new Loader({});
}

function load(into: Network): void {
  const config = { loadPolicy: { maxTimeToFirstByteMs: PATIENCE_MILLIS } };
  into.load({ url: URL }, config, callbacks);
}

const comes = (body: Uint8Array): Promise<Answer> =>
  Promise.resolve({ status: 200, headers: new Headers(), body, times: TIMES });
const settled = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers({ now: START + 10_000, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.clearAllMocks();
  vi.stubGlobal('fetch', async () => new Response(''));
  Network.asked = [];
  ahead = new Map();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a segment that was asked for ahead', () => {
  test('is not asked for again, and tells how long the network took, not how long it lay here', async () => {
    ahead.set(URL, comes(WHOLE));
    const loading = loader();
    load(loading);
    await settled();
    expect(Network.asked).toEqual([]);
    const [response, stats] = callbacks.onSuccess.mock.lastCall ?? [];
    expect(new Uint8Array(response.data)).toEqual(WHOLE);
    expect(stats).toMatchObject({ loaded: 8, total: 8, loading: { start: 9_750, first: 9_800, end: 10_000 } });
  });

  test('and did not come is asked for by hls.js', async () => {
    ahead.set(URL, Promise.reject(new Error('503')));
    load(loader());
    await settled();
    expect(Network.asked).toEqual([URL]);
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
  });

  test('and does not come is asked for by hls.js when its patience ends, and not used when it comes', async () => {
    let come: (answer: Answer) => void = () => undefined;
    ahead.set(
      URL,
      new Promise((resolve) => {
        come = resolve;
      }),
    );
    load(loader());
    await vi.advanceTimersByTimeAsync(PATIENCE_MILLIS - 1);
    expect(Network.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(Network.asked).toEqual([URL]);
    come(await comes(WHOLE));
    await settled();
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
  });

  test('and is cut short is asked for by hls.js', async () => {
    ahead.set(URL, comes(WHOLE.slice(0, 7)));
    load(loader());
    await settled();
    expect(Network.asked).toEqual([URL]);
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
  });

  test.each([
    ['abort', 1],
    ['destroy', 0],
  ] as const)('and is given up by %s says nothing when it comes', async (giveUp, aborts) => {
    for (const answer of [() => comes(WHOLE), () => Promise.reject(new Error('503'))]) {
      ahead.set(URL, answer());
      const loading = loader();
      load(loading);
      loading[giveUp]();
      await settled();
      expect(loading.stats.aborted).toBe(true);
      expect(callbacks.onAbort).toHaveBeenCalledTimes(aborts);
      callbacks.onAbort.mockClear();
    }
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
    expect(Network.asked).toEqual([]);
  });
});

test('all else is asked for by hls.js', () => {
  load(loader());
  expect(Network.asked).toEqual([URL]);
});
