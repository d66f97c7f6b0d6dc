import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DamagedError, type Get, UnreachableError } from '../src/edge/http.ts';
import { Pack } from '../src/edge/pack.ts';
import { packOf } from './browser/packs.ts';
import { FakeDevice, START } from './devices.ts';
import { dayOf, MIDNIGHT } from './pure/days.ts';

const BUCKETS = ['zero', 'one', 'two', 'three', 'four', 'five'];
const NO_MEMORY = { read: () => undefined, write: () => undefined, forget: () => undefined };

let file: Buffer;
let directoryBytes: number;
/** First bytes of the ranges that were asked for; `!` past all caches. */
let asked: string[];
let pack: Pack;
let isUp: boolean;
let device: FakeDevice;

const host: Get = async (url, range, cache) => {
  if (range === undefined) {
    throw new Error('a pack is read by range');
  }
  asked.push(`${range.start === 0 ? 'directory' : bucketAt(range.start)}${cache === 'reload' ? '!' : ''}`);
  if (!isUp) {
    throw new UnreachableError(url);
  }
  const body = new Uint8Array(file.subarray(range.start, range.end));
  return { status: 206, headers: new Headers(), body, times: { sentMillis: 0, firstMillis: 0, wholeMillis: 0 } };
};

let offsets: number[];
const bucketAt = (start: number) => BUCKETS[offsets.indexOf(start)];

afterEach(() => {
  vi.useRealTimers();
});

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  const built = packOf(BUCKETS);
  file = Buffer.from(built.bytes);
  directoryBytes = built.directoryBytes;
  const text = file.subarray(15, directoryBytes - 8).toString();
  offsets = text
    .split('\n')
    .slice(0, BUCKETS.length)
    .map((line) => Number.parseInt(line, 16));
  asked = [];
  isUp = true;
  const day = dayOf({ toMillis: MIDNIGHT + BUCKETS.length * 600_000, directoryBytes });
  device = new FakeDevice();
  pack = new Pack('http://host/main.pack', day, NO_MEMORY, device, host);
});

const read = (index: number) => pack.bucket(index, (text) => text);
const damage = (at: number) => {
  file[at] = (file[at] ?? 0) ^ 0xff;
};

test('a pack is read by its directory and a bucket, and what was read lately not again', async () => {
  expect(await read(1)).toBe('one');
  expect(await read(2)).toBe('two');
  expect(await read(1)).toBe('one');
  expect(asked).toEqual(['directory', 'one', 'two']);
  for (const index of [0, 3, 4, 5]) {
    await read(index);
  }
  asked = [];
  expect([await read(1), await read(5)]).toEqual(['one', 'five']);
  expect(asked).toEqual(['one']);
});

describe('what is damaged', () => {
  test('is asked for twice, the second time past all caches, and never again', async () => {
    damage((offsets[2] ?? 0) + 11);
    for (let i = 0; i < 3; i++) {
      await expect(read(2)).rejects.toThrow(DamagedError);
    }
    expect(asked).toEqual(['directory', 'two', 'directory!', 'two!']);
    expect(await read(3)).toBe('three');
  });

  test('may be the directory, which no bucket can be read without', async () => {
    damage(40);
    await expect(read(2)).rejects.toThrow(DamagedError);
    await expect(read(3)).rejects.toThrow(DamagedError);
    expect(asked).toEqual(['directory', 'directory!']);
  });

  test('is a directory only for some minutes: it may not have been what the host holds', async () => {
    damage(40);
    await expect(read(2)).rejects.toThrow(DamagedError);
    damage(40);
    vi.setSystemTime(START + 299_000);
    await expect(read(3)).rejects.toThrow(DamagedError);
    expect(asked).toHaveLength(2);
    vi.setSystemTime(START + 300_000);
    expect([await read(3), await read(2)]).toEqual(['three', 'two']);
  });

  test('is not what a host in trouble did not send', async () => {
    isUp = false;
    await expect(read(2)).rejects.toThrow(UnreachableError);
    isUp = true;
    expect(await read(2)).toBe('two');
  });
});
