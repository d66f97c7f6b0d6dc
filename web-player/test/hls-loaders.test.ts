import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { HlsModule } from '../src/edge/hls-engine.ts';
import { wholeSegmentLoader } from '../src/edge/hls-loaders.ts';
import type { Answer } from '../src/edge/http.ts';
import { FakeDevice } from './devices.ts';

const URL = 'http://host/segments/k/v240/00001.m4s';
const TIMES = { sentMillis: -300, firstMillis: -250, wholeMillis: -50 };
/** One box of eight bytes. */
const WHOLE = Uint8Array.of(0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65);

/** As much of hls.js's own loader as is needed to see what it is asked for. */
class Network {
  static asked: string[] = [];
  stats = { aborted: false, loaded: 0, total: 0, loading: { start: 0, first: 0, end: 0 } };

  load({ url }: { url: string }): void {
    Network.asked.push(url);
  }

  abort(): void {
    this.stats.aborted = true;
  }

  destroy(): void {}
}

const callbacks = { onSuccess: vi.fn(), onError: vi.fn(), onTimeout: vi.fn() };
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
  (into.load as (context: object, config: object, callbacks: object) => void)({ url: URL }, {}, callbacks);
}

const comes = (body: Uint8Array): Promise<Answer> =>
  Promise.resolve({ status: 200, headers: new Headers(), body, times: TIMES });
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('fetch', async () => new Response(''));
  Network.asked = [];
  ahead = new Map();
});

describe('a segment that was asked for ahead', () => {
  test('is not asked for again, and tells how long the network took', async () => {
    ahead.set(URL, comes(WHOLE));
    const loading = loader();
    load(loading);
    await settled();
    expect(Network.asked).toEqual([]);
    const [response, stats] = callbacks.onSuccess.mock.lastCall ?? [];
    expect(new Uint8Array(response.data)).toEqual(WHOLE);
    expect(stats).toMatchObject({ loaded: 8, total: 8, loading: { start: -300, first: -250, end: -50 } });
  });

  test('and did not come is asked for by hls.js', async () => {
    ahead.set(URL, Promise.reject(new Error('503')));
    load(loader());
    await settled();
    expect(Network.asked).toEqual([URL]);
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
  });

  test('and is cut short counts as an error', async () => {
    ahead.set(URL, comes(WHOLE.slice(0, 7)));
    load(loader());
    await vi.waitUntil(() => callbacks.onError.mock.calls.length > 0);
    expect(callbacks.onError.mock.lastCall?.[0]).toMatchObject({ code: 499 });
  });

  test.each(['abort', 'destroy'] as const)('and is given up by %s says nothing when it comes', async (giveUp) => {
    for (const answer of [() => comes(WHOLE), () => Promise.reject(new Error('503'))]) {
      ahead.set(URL, answer());
      const loading = loader();
      load(loading);
      loading[giveUp]();
      await settled();
    }
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
    expect(Network.asked).toEqual([]);
  });
});

test('all else is asked for by hls.js', () => {
  load(loader());
  expect(Network.asked).toEqual([URL]);
});
