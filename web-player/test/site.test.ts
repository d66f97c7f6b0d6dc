import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EarlyAnswers, keepingIn, takingFrom } from '../src/edge/early.ts';
import { DamagedError, MissingError, textOf, UnreachableError } from '../src/edge/http.ts';
import type { Memory } from '../src/edge/memory.ts';
import { Site } from '../src/edge/site.ts';
import { MAIN } from '../src/pure/audience.ts';
import { NewerFormatError } from '../src/pure/live.ts';
import { FakeDevice, pass, START } from './devices.ts';

const ROOT = 'http://host/';
const DAY = {
  from: '2026-11-21T00:00:00.000Z',
  to: '2026-11-22T00:00:00.000Z',
  release: '20261121-7kq2m4xw3c5ab',
  bucketSeconds: 600,
  directoryBytes: 1328,
  rungs: [{ id: 'v240', bandwidth: 660_000, height: 240, codecs: 'avc1.64001e,mp4a.40.2' }],
};
const pointer = (publication: string, format = 1) => JSON.stringify({ format, publication, days: [DAY] });

let answer: () => Promise<Response>;
let remembered: Map<string, string>;
let memory: Memory;
let site: Site;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.stubGlobal('fetch', () => answer());
  remembered = new Map();
  memory = {
    read: (name: string) => remembered.get(name),
    write: (name: string, value: string) => void remembered.set(name, value),
    forget: (name: string) => void remembered.delete(name),
  };
  site = new Site(ROOT, memory, new FakeDevice());
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const sends = (text: string) => async () => new Response(text);

async function readOnce(publication: string): Promise<void> {
  answer = sends(pointer(publication));
  await site.live();
}

describe('the pointer', () => {
  test('is asked for each time, and remembered', async () => {
    await readOnce('one');
    answer = sends(pointer('two'));
    expect((await site.live()).publication).toBe('two');
    expect(remembered.get('live')).toBe(pointer('two'));
  });

  test.each<[string, () => Promise<Response>]>([
    ['is not there', async () => new Response('', { status: 404 })],
    ['comes of a host in trouble', async () => new Response('', { status: 503 })],
    ['cannot be asked for', async () => Promise.reject(new TypeError('network'))],
    ['is no pointer', sends('<html>')],
  ])('that %s is the remembered one', async (_, fails) => {
    await readOnce('one');
    answer = fails;
    expect((await site.live()).publication).toBe('one');
  });

  test('that hangs is the remembered one after a moment, at the join and later; when it comes it is remembered', async () => {
    await readOnce('one');
    let come: (response: Response) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        come = resolve;
      });
    const live = site.live();
    await vi.advanceTimersByTimeAsync(1_500);
    expect((await live).publication).toBe('one');
    come(new Response(pointer('two')));
    await vi.waitUntil(() => remembered.get('live') === pointer('two'));
  });

  test.each([
    ['tells that it is another', 'two', 1],
    ['tells nothing if it is the same', 'one', 0],
  ])('that comes after the remembered one was used %s', async (_, publication, times) => {
    await readOnce('one');
    let told = 0;
    site.onLatePointer(() => told++);
    answer = async () => {
      await pass(2_000);
      return new Response(pointer(publication));
    };
    const live = site.live();
    await vi.advanceTimersByTimeAsync(1_600);
    expect([(await live).publication, told]).toEqual(['one', 0]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toBe(times);
  });

  test('is waited for where the remembered one is of another day', async () => {
    await readOnce('one');
    vi.setSystemTime(START + 24 * 3_600_000);
    answer = async () => {
      await pass(5_000);
      return new Response(pointer('two'));
    };
    const live = site.live();
    await vi.advanceTimersByTimeAsync(5_100);
    expect((await live).publication).toBe('two');
  });

  test('of a newer format is no case for the remembered one', async () => {
    await readOnce('one');
    answer = sends(pointer('two', 2));
    await expect(site.live()).rejects.toThrow(NewerFormatError);
  });

  test('that cannot be had on a first visit is an error', async () => {
    answer = async () => new Response('', { status: 503 });
    await expect(site.live()).rejects.toThrow(UnreachableError);
  });
});

describe('what was prepared', () => {
  test('is not waited for once the network that it was asked over is given up', async () => {
    await readOnce('one');
    const hangs = () => new Promise<Response>(() => undefined);
    vi.stubGlobal('fetch', (url: string) => (url.endsWith('live.json') ? answer() : hangs()));
    await site.prepare(MAIN);
    site.unprepare();
    answer = sends('#EXTM3U');
    vi.stubGlobal('fetch', () => answer());
    const master = Promise.race([site.master(DAY.release), pass(100)]);
    await vi.advanceTimersByTimeAsync(100);
    expect(await master).toBe('#EXTM3U');
  });
});

describe('what the bootstrap asked for', () => {
  const url = `${ROOT}live.json`;
  let asked: string[];
  let early: EarlyAnswers;

  beforeEach(() => {
    asked = [];
    vi.stubGlobal('fetch', (name: string, { headers }: { headers: { Range?: string } }) => {
      asked.push(headers.Range ?? name);
      return answer();
    });
    early = new Map();
  });

  test('is taken by the page once, then asked for anew', async () => {
    answer = sends('early');
    const sent = await keepingIn(early)(url);
    answer = sends('late');
    const page = takingFrom(early);
    expect(await page(url)).toBe(sent);
    expect(textOf(await page(url))).toBe('late');
    expect(asked).toEqual([url, url]);
  });

  test('is told apart by range', async () => {
    answer = sends('early');
    await keepingIn(early)(url, { start: 0, end: 10 });
    await takingFrom(early)(url, { start: 10, end: 20 });
    await takingFrom(early)(url, { start: 0, end: 10 });
    expect(asked).toEqual(['bytes=0-9', 'bytes=10-19']);
  });

  test.each<[string, () => Promise<Response>, typeof MissingError]>([
    ['is not there', async () => new Response('', { status: 404 }), MissingError],
    ['comes of a host in trouble', async () => new Response('', { status: 503 }), UnreachableError],
    ['is shorter than it should be', async () => new Response('', { status: 416 }), DamagedError],
    ['cannot be asked for', async () => Promise.reject(new TypeError('network')), UnreachableError],
  ])('and %s is the error that it would be to the page, which asks for it no second time', async (_, fails, error) => {
    answer = fails;
    await keepingIn(early)(url).catch(() => undefined);
    await expect(takingFrom(early)(url)).rejects.toThrow(error);
    expect(asked).toHaveLength(1);
  });

  test('is asked for anew where it must not come from a cache', async () => {
    answer = sends('early');
    await keepingIn(early)(url);
    await takingFrom(early)(url, undefined, 'reload');
    expect(asked).toHaveLength(2);
  });

  test('tells the clock when it was under way, not when the page took it', async () => {
    answer = async () => new Response('', { headers: { Date: 'Sat, 21 Nov 2026 12:00:07 GMT' } });
    const { times } = await keepingIn(early)(`${ROOT}time`);
    const page = new Site(ROOT, memory, new FakeDevice(), takingFrom(early));
    expect(await page.probe()).toMatchObject({ sentMillis: times.sentMillis, receivedMillis: times.wholeMillis });
    expect(asked).toHaveLength(1);
  });

  test('of segments reaches hls.js, each once', async () => {
    answer = sends('segment');
    const bootstrap = new Site(ROOT, memory, new FakeDevice(), keepingIn(early));
    bootstrap.preload(['../a.m4s'], `${ROOT}releases/main.pack`);
    const page = new Site(ROOT, memory, new FakeDevice(), takingFrom(early));
    page.preload(['../a.m4s', '../b.m4s'], `${ROOT}releases/main.pack`);
    expect(asked).toEqual([`${ROOT}a.m4s`, `${ROOT}b.m4s`]);
    expect(page.takePreloaded(`${ROOT}c.m4s`)).toBeUndefined();
    const taken = await page.takePreloaded(`${ROOT}a.m4s`);
    expect(taken && textOf(taken)).toBe('segment');
    expect(page.takePreloaded(`${ROOT}a.m4s`)).toBeUndefined();
  });
});

describe('a probe of the time', () => {
  test('takes the Date, and whether a cache gave it', async () => {
    answer = async () => new Response('', { headers: { Date: 'Sat, 21 Nov 2026 12:00:07 GMT', Age: '3' } });
    expect(await site.probe()).toMatchObject({ dateMillis: START + 7_000, aged: true });
  });

  test('a host without `time` is there all the same, one in trouble is not', async () => {
    answer = async () => new Response('', { status: 404 });
    expect(await site.isReachable()).toBe(true);
    answer = async () => new Response('', { status: 503 });
    expect(await site.isReachable()).toBe(false);
  });
});
