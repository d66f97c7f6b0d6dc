import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ServerClock } from '../src/server-clock.ts';
import { FakeDevice, FakeTime, START } from './devices.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let device: FakeDevice;
let time: FakeTime;
let clock: ServerClock;
let moves: number[];
let ticking: ReturnType<typeof setInterval>;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  device = new FakeDevice();
  time = new FakeTime(device);
  moves = [];
});

afterEach(() => {
  clearInterval(ticking);
  vi.useRealTimers();
});

/** The page opens; from now on it ticks. */
async function open(): Promise<void> {
  clock = new ServerClock(time, device, () => 0.5);
  clock.onMoved((byMillis) => moves.push(byMillis));
  const started = clock.start();
  await vi.advanceTimersByTimeAsync(1_500);
  await started;
  ticking = setInterval(() => void clock.tick(), 1_000);
}

async function openSettled(): Promise<void> {
  await open();
  await vi.advanceTimersByTimeAsync(15_000);
  moves.length = 0;
}

/** How far the page's idea of the time is from the server's. */
function error(): number {
  return clock.nowMillis() - Date.now();
}

function askedWithin(millis: number): number {
  return time.asked.filter((at) => at > Date.now() - START - millis).length;
}

describe('at the join', () => {
  test.each([0, 200, -1_400, HOUR])('a device that is %i ms ahead is no matter', async (aheadMillis) => {
    device.aheadMillis = aheadMillis;
    await openSettled();
    expect(clock.source).toBe('server');
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(time.asked.length).toBeLessThanOrEqual(15);
  });

  test('no answer leaves the device standing, and the train ends after two', async () => {
    device.aheadMillis = 300;
    time.state = 'fails';
    await openSettled();
    expect(clock.source).toBe('device');
    expect(error()).toBe(300);
    expect(time.asked.length).toBe(2);
  });

  test('no answer leaves a page that follows the device wherever it is slewed to', async () => {
    time.state = 'fails';
    device.slowPpm = 100;
    await openSettled();
    for (let minute = 0; minute < 30; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(Math.abs(clock.nowMillis() - device.epochMillis())).toBeLessThan(6);
    }
  });

  test('an answer that hangs holds the join up for no longer than a moment', async () => {
    time.state = 'hangs';
    await open();
    expect(error()).toBe(0);
  });

  test('a cache that answers is not believed, and asked again half an hour later', async () => {
    device.aheadMillis = 300;
    time.state = 'from a cache';
    await openSettled();
    expect(clock.source).toBe('device');
    expect(time.asked.length).toBe(1);
    time.state = 'answers';
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(clock.source).toBe('server');
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
  });
});

describe('a clock that hears nothing', () => {
  beforeEach(async () => {
    device.aheadMillis = 300;
    time.state = 'fails';
    await openSettled();
  });

  test('asks ever more seldom, once each time', async () => {
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(askedWithin(HOUR)).toBeLessThanOrEqual(8);
    await vi.advanceTimersByTimeAsync(6 * HOUR);
    expect(askedWithin(6 * HOUR)).toBeLessThanOrEqual(12);
  });

  test('is set as soon as it hears again, and asks at once when the network is back', async () => {
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    time.state = 'answers';
    clock.wake();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(clock.source).toBe('server');
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
  });

  test('follows the device when that is set', async () => {
    device.aheadMillis = -HOUR;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(error()).toBe(-HOUR);
  });
});

describe('when the device clock and the monotonic clock part', () => {
  beforeEach(openSettled);

  test.each([HOUR, -HOUR, 700])('a clock that is set by %i ms moves nothing', async (byMillis) => {
    device.aheadMillis = byMillis;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(moves.filter((each) => Math.abs(each) > 50)).toEqual([]);
    expect(clock.source).toBe('server');
  });

  test.each([5_000, 5 * HOUR])('a sleep of %i ms is made up for with the first answer', async (millis) => {
    device.sleep(millis);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(clock.source).toBe('server');
  });

  test.each([300, 700])('a sleep of %i ms, which a clock set by it looks like, is found out', async (millis) => {
    device.sleep(millis);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(askedWithin(15_000)).toBeLessThanOrEqual(15);
  });

  test.each<FakeTime['state']>(['fails', 'hangs', 'from a cache'])(
    'after a sleep from which on `time` %s, the device tells how long it was, and the badge says so',
    async (state) => {
      time.state = state;
      device.sleep(5 * HOUR);
      await vi.advanceTimersByTimeAsync(3_000);
      expect(Math.abs(error())).toBeLessThanOrEqual(20);
      expect(clock.source).toBe('device');
      time.state = 'answers';
      await vi.advanceTimersByTimeAsync(21_000);
      expect(Math.abs(error())).toBeLessThanOrEqual(20);
      expect(clock.source).toBe('server');
    },
  );

  test('a clock set ahead while `time` is away is taken for a sleep until the server tells', async () => {
    time.state = 'fails';
    device.aheadMillis = HOUR;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(clock.source).toBe('device');
    time.state = 'answers';
    clock.wake();
    await vi.advanceTimersByTimeAsync(1_100);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(clock.source).toBe('server');
  });

  test('a clock set ahead and back again while `time` is away leaves nothing behind', async () => {
    time.state = 'fails';
    device.aheadMillis = HOUR;
    await vi.advanceTimersByTimeAsync(3_000);
    device.aheadMillis = 0;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(clock.source).toBe('server');
  });

  test('a clock set back while `time` is away moves nothing: no sleep does that', async () => {
    time.state = 'fails';
    device.aheadMillis = -HOUR;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(askedWithin(60_000)).toBeLessThanOrEqual(15);
  });
});

describe('a clock that is set', () => {
  beforeEach(openSettled);

  test('asks twice in half an hour', async () => {
    await vi.advanceTimersByTimeAsync(4 * HOUR);
    expect(askedWithin(4 * HOUR)).toBeLessThanOrEqual(17);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
  });

  test.each([5, -20, 20])('asks twice in half an hour, and stays right, when crystals part by %i ppm', async (ppm) => {
    time.jitterMillis = 20;
    device.slowPpm = ppm;
    await vi.advanceTimersByTimeAsync(3 * HOUR);
    expect(askedWithin(3 * HOUR)).toBeLessThanOrEqual(13);
    const errors: number[] = [];
    for (let minute = 0; minute < 300; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      errors.push(Math.abs(error()));
    }
    expect(askedWithin(5 * HOUR)).toBeLessThanOrEqual(21);
    expect(Math.max(...errors)).toBeLessThanOrEqual(50);
    expect(Math.abs(error())).toBeLessThanOrEqual(26);
  });

  test('learns within two hours how fast a bad crystal is, by one more train of requests', async () => {
    device.slowPpm = 90;
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(askedWithin(2 * HOUR)).toBeLessThanOrEqual(8 + 15);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    await vi.advanceTimersByTimeAsync(6 * HOUR);
    expect(askedWithin(6 * HOUR)).toBeLessThanOrEqual(25);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
  });

  test.each<FakeTime['state']>(['fails', 'hangs', 'from a cache'])('stands while `time` %s', async (state) => {
    time.state = state;
    await vi.advanceTimersByTimeAsync(3 * HOUR);
    expect(Math.abs(error())).toBeLessThanOrEqual(20);
    expect(clock.source).toBe('server');
  });
});
