import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Conductor, type Score } from '../src/conductor.ts';
import type { ServerClock } from '../src/server-clock.ts';
import { FakeDevice, START } from './devices.ts';
import { FakePicture } from './fake-picture.ts';

/** The media timeline begins at the start of the simulated time. */
const SCORE: Score = {
  dueMillis: (seconds) => START + seconds * 1000,
  mediaSecondsAt: (millis) => (millis - START) / 1000,
  segmentEndAfter: () => undefined,
  holeAfter: () => undefined,
};

/** The same with a segment that ends after a second. */
const SEGMENTED: Score = {
  ...SCORE,
  segmentEndAfter: (millis) => (millis < START + 1_000 ? START + 1_000 : undefined),
};

let picture: FakePicture;
let conductor: Conductor;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const device = new FakeDevice();
  picture = new FakePicture(device);
  const clock = { nowMillis: () => Date.now(), atMonotonic: (millis: number) => START + millis };
  const events = { onShown: () => undefined, onRefused: () => undefined };
  conductor = new Conductor(picture, clock as ServerClock, events);
});

afterEach(() => {
  vi.useRealTimers();
});

/** Begins at what is due in 0.3 s, and gets its data so much later. Returns when the picture moves, after the data. */
async function begin(dataAfterMillis: number, missAgain = 0): Promise<number> {
  picture.seek(0.3);
  conductor.start(SCORE);
  await vi.advanceTimersByTimeAsync(dataAfterMillis);
  picture.buffer(0, 100);
  for (let missed = 0; missed < missAgain; missed++) {
    const seeks = conductor.seeks;
    await vi.waitUntil(() => conductor.seeks > seeks, { interval: 1 });
    picture.buffer(0, 0);
    await vi.advanceTimersByTimeAsync(1_000);
    picture.buffer(0, 100);
  }
  const readyMillis = Date.now();
  while (picture.paused && Date.now() < readyMillis + 5_000) {
    await vi.advanceTimersByTimeAsync(1);
  }
  return Date.now() - readyMillis;
}

describe('an aim', () => {
  test.each([
    ['in a segment is kept', 400, 0.99, 0.65],
    ['in the tail of a segment goes into the next one, if that is not there yet', 500, 1, 1.02],
    ['in the tail of a segment is kept where the next one is there', 500, 2, 0.75],
  ])('%s', async (_, nowMillis, bufferedTo, seconds) => {
    picture.seek(0);
    picture.buffer(0, bufferedTo);
    conductor.start(SEGMENTED);
    await vi.advanceTimersByTimeAsync(nowMillis);
    conductor.cue();
    expect(picture.positionSeconds).toBeCloseTo(seconds, 2);
  });
});

describe('an aim at what the list does not hold', () => {
  test('is taken again once it does', async () => {
    let isListed = false;
    await vi.advanceTimersByTimeAsync(1_000);
    picture.seek(0);
    picture.buffer(0, 100);
    conductor.start({ ...SCORE, mediaSecondsAt: (millis) => (isListed ? SCORE.mediaSecondsAt(millis) : undefined) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([picture.paused, conductor.seeks]).toEqual([true, 0]);
    isListed = true;
    await vi.advanceTimersByTimeAsync(300);
    expect([picture.paused, conductor.seeks]).toEqual([false, 1]);
  });
});

describe('a beginning', () => {
  test('on time waits for its frame, without a seek', async () => {
    expect(await begin(100)).toBe(170);
    expect(conductor.seeks).toBe(0);
  });

  test('that comes late is aimed anew by a quarter of a second: by then the data is there', async () => {
    const waited = await begin(1_000);
    expect(waited).toBeGreaterThan(200);
    expect(waited).toBeLessThan(250);
    expect(conductor.seeks).toBe(1);
  });

  test('that is missed again is aimed further ahead each time', async () => {
    const waited = await begin(1_000, 1);
    expect(waited).toBeGreaterThan(420);
    expect(waited).toBeLessThan(500);
    expect(conductor.seeks).toBe(2);
  });

  test('of which nothing is known yet is aimed at by hls.js alone', async () => {
    conductor.start(SCORE);
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(1_000);
      conductor.cue();
    }
    expect(conductor.seeks).toBe(0);
    picture.buffer(0, 100);
    await vi.advanceTimersByTimeAsync(10);
    expect(picture.positionSeconds).toBeCloseTo(5.26, 1);
    await vi.advanceTimersByTimeAsync(50);
    expect(conductor.seeks).toBe(0);
  });
});

describe('a picture that waits far ahead', () => {
  /** Aimed at in vain until the aims are two seconds ahead. */
  async function waiting(score = SCORE): Promise<void> {
    picture.seek(0);
    picture.buffer(99, 100);
    conductor.start(score);
    for (let i = 0; i < 5; i++) {
      conductor.cue();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(picture.positionSeconds).toBeCloseTo(2.4, 2);
  }

  const isShownWithin = async (millis: number) => {
    await vi.advanceTimersByTimeAsync(millis);
    return !picture.paused;
  };

  test('is not what a new beginning inherits', async () => {
    await waiting();
    conductor.start(SCORE);
    conductor.cue();
    expect(picture.positionSeconds).toBeLessThanOrEqual(0.5 + 0.5);
  });

  test('is aimed nearer once the page has time for it again', async () => {
    await waiting();
    conductor.wake();
    expect(picture.positionSeconds).toBeCloseTo(0.75, 2);
    conductor.cue();
    expect(picture.positionSeconds).toBeCloseTo(0.75, 2);
  });

  test('goes back once for what is due sooner, if that has come', async () => {
    await waiting();
    picture.buffer(0, 10);
    expect(await isShownWithin(400)).toBe(true);
    expect(conductor.seeks).toBe(6);
  });

  test('stays where only what lies far ahead has come', async () => {
    await waiting();
    picture.buffer(2, 10);
    expect(await isShownWithin(400)).toBe(false);
    expect(conductor.seeks).toBe(5);
  });

  test('stays on a device that is slow, and not its network', async () => {
    picture.buffer(0, 100);
    await vi.advanceTimersByTimeAsync(1_000);
    const seek = picture.seek.bind(picture);
    let slow: ReturnType<typeof setTimeout>;
    picture.seek = (seconds) => {
      clearTimeout(slow);
      seek(-1); // shows nothing
      slow = setTimeout(() => seek(seconds), 1_400);
    };
    conductor.start(SCORE);
    for (let millis = 0; picture.paused && millis < 10_000; millis += 10) {
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(conductor.seeks).toBe(4);
  });

  test('does not go back into the tail of a segment behind which nothing has come', async () => {
    await waiting(SEGMENTED);
    picture.isBuffered = (seconds) => seconds < 1 || seconds > 2;
    expect(await isShownWithin(400)).toBe(false);
    expect(conductor.seeks).toBe(5);
  });
});
