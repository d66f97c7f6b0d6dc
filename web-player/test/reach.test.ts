import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Reach } from '../src/reach.ts';
import { FakeDevice, pass, START } from './devices.ts';

let answersAfterMillis: number;
let isThere: boolean;
let asked: number;
let reach: Reach;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  answersAfterMillis = 20;
  isThere = true;
  asked = 0;
  const site = {
    isReachable: async () => {
      asked++;
      const answer = isThere;
      await pass(answersAfterMillis);
      return answer;
    },
  };
  reach = new Reach(site, new FakeDevice(), () => 0.5);
});

afterEach(() => {
  vi.useRealTimers();
});

/** What the watchdog hears, and after how long. */
async function look(): Promise<{ given: boolean; afterMillis: number }> {
  const from = Date.now();
  const looked = reach.isGiven().then((given) => ({ given, afterMillis: Date.now() - from }));
  await vi.advanceTimersByTimeAsync(2_000);
  return await looked;
}

async function lookEachSecond(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    void reach.isGiven();
    await vi.advanceTimersByTimeAsync(1_000);
  }
}

test('a host that answers is there, one that does not is not', async () => {
  expect(await look()).toEqual({ given: true, afterMillis: 20 });
  isThere = false;
  expect((await look()).given).toBe(false);
});

test('a question that hangs holds nobody up, and its answer counts when it comes', async () => {
  answersAfterMillis = 9_000;
  expect(await look()).toEqual({ given: false, afterMillis: 1_500 });
  await look();
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(5_100);
  expect(await look()).toEqual({ given: true, afterMillis: 0 });
});

test('a network that is back is asked at once, though an older question hangs', async () => {
  answersAfterMillis = 9_000;
  await look();
  answersAfterMillis = 20;
  reach.forget();
  expect(await look()).toEqual({ given: true, afterMillis: 20 });
});

test('it is asked three times at once, then ever more seldom', async () => {
  isThere = false;
  await lookEachSecond(3);
  expect(asked).toBe(3);
  await lookEachSecond(57);
  expect(asked).toBeLessThanOrEqual(14);
  await lookEachSecond(600);
  expect(asked).toBeLessThanOrEqual(14 + 600 / 7);
});

test('what came lately tells without a question', async () => {
  reach.hear();
  expect(await look()).toEqual({ given: true, afterMillis: 0 });
  expect(asked).toBe(0);
  await vi.advanceTimersByTimeAsync(3_000);
  await look();
  expect(asked).toBe(1);
});
