import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UnreachableError } from '../src/edge/http.ts';
import { Site } from '../src/edge/site.ts';
import { NewerFormatError } from '../src/pure/live.ts';
import { FakeDevice, START } from './devices.ts';

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
let site: Site;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.stubGlobal('fetch', () => answer());
  remembered = new Map();
  const memory = {
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
