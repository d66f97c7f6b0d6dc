import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UnreachableError } from '../src/edge/http.ts';
import type { Screen } from '../src/edge/screen.ts';
import { MAIN } from '../src/pure/audience.ts';
import { ServerClock } from '../src/server-clock.ts';
import { Session, TICK_MILLIS } from '../src/session.ts';
import { FakeDevice, FakeTime, pass, START } from './devices.ts';
import { type FakeHls, type FakeNetwork, fakeHls } from './fake-hls.ts';
import { FakePacks, SEGMENT_MILLIS, TODAY } from './fake-packs.ts';
import { FakePicture } from './fake-picture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BUCKET_MILLIS = 10 * MINUTE;
const LOOK_MILLIS = 40;
/** A frame, and what a clock of twenty milliseconds' accuracy adds. */
const RIGHT_MILLIS = 70;

let device: FakeDevice;
let time: FakeTime;
let picture: FakePicture;
let session: Session;
let screen: Screen;
let instances: FakeHls[];
let remembered: Map<string, string>;
let network: FakeNetwork;
let packs: FakePacks;
let host: { asked: number; answersAfterMillis: number };
let seen: { visible: boolean; says: string; start: (() => void) | null };
/** Looks at which something of another time was on screen. */
let elsewhere: number;
let timers: ReturnType<typeof setInterval>[];

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  device = new FakeDevice();
  time = new FakeTime(device);
  picture = new FakePicture(device);
  remembered = new Map();
  network = { isUp: true, hangs: false, isSlow: false };
  host = { asked: 0, answersAfterMillis: 20 };
  seen = { visible: false, says: '', start: null };
  elsewhere = 0;
  timers = [];
  instances = [];
  timers.push(
    setInterval(() => {
      elsewhere += Math.abs(shownError() ?? 0) > 5_000 ? 1 : 0;
    }, LOOK_MILLIS),
  );
});

afterEach(() => {
  timers.forEach(clearInterval);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function fromHost<T>(answer: () => Promise<T>): Promise<T> {
  await pass(host.answersAfterMillis);
  if (!network.isUp) {
    throw new UnreachableError('the network is away');
  }
  return await answer();
}

/** Opens the page; resolves when its first join is over, one way or the other. */
async function open(): Promise<void> {
  packs = new FakePacks();
  const site = {
    live: () => fromHost(() => packs.live()),
    bucket: (...asked: Parameters<FakePacks['bucket']>) => fromHost(() => packs.bucket(...asked)),
    master: () => fromHost(async () => ''),
    isReachable: async () => {
      host.asked++;
      return await fromHost(async () => time.state === 'answers').catch(() => false);
    },
    preload: () => undefined,
    takePreloaded: () => undefined,
    packUrl: () => 'http://page/main.pack',
  };
  const fake = fakeHls(network);
  instances = fake.instances;
  const clock = new ServerClock(time, device, () => 0.5);
  const started = clock.start();
  await vi.advanceTimersByTimeAsync(1_500);
  await started;
  screen = {
    saveData: false,
    show: () => undefined,
    notice: () => undefined,
    message: (text: string) => {
      seen.says = text;
    },
    revealPicture: () => {
      seen.visible = true;
    },
    holdLastFrame: () => {
      seen.visible = false;
    },
    showPoster: () => undefined,
    offerCaptions: () => undefined,
    offerQualities: () => undefined,
    offerStart: (start: (() => void) | null) => {
      seen.start = start;
    },
  } as unknown as Screen;
  const memory = {
    read: (name: string) => remembered.get(name),
    write: (name: string, value: string) => void remembered.set(name, value),
    forget: (name: string) => void remembered.delete(name),
  };
  const parts = { site, clock, device, screen, picture, memory, hls: async () => fake.module, random: () => 0.5 };
  session = new Session(parts, MAIN, '');
  const joined = session.join();
  await vi.advanceTimersByTimeAsync(200);
  await joined;
  timers.push(setInterval(() => void session.tick(), TICK_MILLIS));
}

/** How far what is on screen is from what should be; undefined where nothing is, or it does not move. */
function shownError(): number | undefined {
  const shown = instances.at(-1)?.shownMillis;
  const isMoving = seen.visible && !picture.paused && picture.ready;
  return isMoving && shown !== undefined ? shown - Date.now() : undefined;
}

const isRight = () => Math.abs(shownError() ?? Number.POSITIVE_INFINITY) <= RIGHT_MILLIS;

/** Lets time pass until the right frame is on screen; returns how long that took. */
async function untilRight(mostMillis = MINUTE): Promise<number> {
  for (let millis = 0; millis <= mostMillis; millis += LOOK_MILLIS) {
    if (isRight()) {
      return millis;
    }
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
  }
  throw new Error(`never right: ${JSON.stringify({ ...session.status, ...seen, error: shownError() })}`);
}

async function openSettled(): Promise<void> {
  await open();
  await untilRight();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(isRight()).toBe(true);
}

describe('a join', () => {
  test('shows nothing before the right frame, and that soon', async () => {
    await open();
    while (!seen.visible) {
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(isRight()).toBe(true);
    expect(session.status).toMatchObject({ state: 'playing', restarts: 0, seeks: 0 });
  });

  test.each([HOUR, MINUTE, 20_000, -HOUR])(
    'on a device that is %i ms ahead goes where the clock goes, though no frame came yet',
    async (aheadMillis) => {
      device.aheadMillis = aheadMillis;
      time.state = 'is late';
      network.hangs = true;
      await open();
      time.state = 'answers';
      await vi.advanceTimersByTimeAsync(3_000);
      network.hangs = false;
      expect(await untilRight()).toBeLessThan(2_000);
    },
  );

  test.each([MINUTE, 20_000, -20_000])(
    'on a device that is %i ms ahead goes where the clock goes while it plays',
    async (aheadMillis) => {
      device.aheadMillis = aheadMillis;
      time.state = 'is late';
      await open();
      time.state = 'answers';
      await vi.advanceTimersByTimeAsync(1_600);
      expect(await untilRight()).toBeLessThan(2_000);
    },
  );

  test('that begins in one bucket and ends in the next succeeds at once', async () => {
    host.answersAfterMillis = 40;
    vi.setSystemTime(START + BUCKET_MILLIS - 1_500 - 40);
    await open();
    expect(await untilRight()).toBeLessThanOrEqual(1_000);
    expect(session.status.restarts).toBe(0);
  });

  test('with a chosen quality that the network hardly carries has as much patience as any', async () => {
    remembered.set('quality', 'v720');
    network.hangs = true;
    await open();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(session.status.restarts).toBe(0);
    network.hangs = false;
    expect(await untilRight()).toBeLessThan(3_000);
  });

  test('that what is remembered of the network makes too ambitious is followed by one that is not', async () => {
    remembered.set('bandwidth', '100000000');
    network.isSlow = true;
    await open();
    expect(instances[0]?.startLevel).toBe(2);
    expect(await untilRight()).toBeLessThan(8_000);
    expect(instances.at(-1)?.startLevel).toBe(0);
    expect(session.status.restarts).toBe(1);
  });

  test('of which something interrupts the beginning shows the picture all the same', async () => {
    picture.playbacks.push('interrupted');
    await open();
    expect(await untilRight()).toBeLessThan(4_000);
    expect(session.status.state).toBe('playing');
  });

  test('that the browser refuses goes on with a click, where it is by then', async () => {
    picture.playbacks.push('refused');
    await open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(session.status.state).toBe('refused');
    expect(seen.says).toMatch(/wants a click/);
    seen.start?.();
    expect(await untilRight()).toBeLessThan(1_000);
    expect(seen.says).toBe('');
  });
});

describe('a segment', () => {
  test.each([0, 1_000, 2_000, 3_000, 3_500])(
    'that is in no rung costs no more than itself, whenever the page looks: joined %i ms into a segment',
    async (millis) => {
      await vi.advanceTimersByTimeAsync(millis);
      await openSettled();
      const before = session.status.seeks;
      network.goneAtMillis = Date.now() + 45_000;
      const ordinal = Math.floor((network.goneAtMillis - TODAY.fromMillis) / SEGMENT_MILLIS);
      const overMillis = TODAY.fromMillis + (ordinal + 1) * SEGMENT_MILLIS;
      await vi.advanceTimersByTimeAsync(overMillis - 1_000 - Date.now());
      expect(isRight()).toBe(false);
      expect(seen.says).toMatch(/cannot be reached/);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await untilRight()).toBeLessThanOrEqual(500);
      expect(session.status.seeks - before).toBe(1); // a slow device would miss a second aim
    },
  );
});

describe('a page that is right', () => {
  beforeEach(openSettled);

  test.each([5_000, 2 * MINUTE, 5 * HOUR])('is right again two seconds after a sleep of %i ms', async (millis) => {
    device.sleep(millis);
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await untilRight()).toBeLessThanOrEqual(2_000);
  });

  test.each([5_000, MINUTE, HOUR])(
    'is right again two seconds after a browser that ran nothing of it for %i ms shows it',
    async (millis) => {
      vi.setSystemTime(Date.now() + millis);
      void session.wake();
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
      expect(await untilRight()).toBeLessThanOrEqual(2_000);
    },
  );

  test('is so too when nobody but the device tells how long it slept', async () => {
    time.state = 'fails';
    device.sleep(5 * HOUR);
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await untilRight()).toBeLessThanOrEqual(3_000);
    expect(session.status.clockSource).toBe('device');
  });

  test.each([HOUR, -HOUR])('does not care when the device clock is set by %i ms', async (byMillis) => {
    const before = session.status;
    device.aheadMillis = byMillis;
    for (let i = 0; i < 100; i++) {
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
      expect(isRight()).toBe(true);
    }
    expect(session.status).toMatchObject({ seeks: before.seeks, restarts: before.restarts });
  });

  test('plays on while the network is away for less than is buffered', async () => {
    network.isUp = false;
    for (let i = 0; i < 20_000 / LOOK_MILLIS; i++) {
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
      expect(isRight()).toBe(true);
    }
  });

  test.each([MINUTE, 20 * MINUTE])(
    'says so when it has nothing left to show, asks ever more seldom, and is right at once after %i ms',
    async (millis) => {
      network.isUp = false;
      await vi.advanceTimersByTimeAsync(millis);
      expect(seen.says).toMatch(/cannot be reached/);
      expect(host.asked).toBeLessThan(10 + millis / 7_000);
      network.isUp = true;
      void session.wake(); // the browser notices
      expect(await untilRight()).toBeLessThanOrEqual(2_000);
      expect(seen.says).toBe('');
    },
  );

  test.each<['isUp' | 'hangs', FakeTime['state']]>([
    ['isUp', 'answers'],
    ['isUp', 'fails'],
    ['hangs', 'answers'],
    ['hangs', 'fails'],
  ])('finds by itself that segments come again: the trouble was `%s`, and `time` %s', async (trouble, state) => {
    network[trouble] = !network[trouble];
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(seen.says).toMatch(/cannot be reached/);
    network[trouble] = !network[trouble];
    time.state = state;
    expect(await untilRight()).toBeLessThanOrEqual(3_000);
    expect(elsewhere).toBeLessThanOrEqual(1);
  });

  test('nor needs `time` where it had begun to look for a later segment before the host went away', async () => {
    network.hangs = true;
    while (seen.says === '') {
      await vi.advanceTimersByTimeAsync(TICK_MILLIS);
    }
    await vi.advanceTimersByTimeAsync(3_000);
    network.isUp = false;
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    network.hangs = false;
    network.isUp = true;
    time.state = 'fails';
    expect(await untilRight()).toBeLessThanOrEqual(3_000);
  });

  test('does not begin anew when the picture recovered while the host was slow to answer', async () => {
    network.isUp = false;
    await vi.advanceTimersByTimeAsync(45_000);
    host.answersAfterMillis = 8_000;
    network.isUp = true;
    void session.wake();
    expect(await untilRight()).toBeLessThanOrEqual(3_000);
    const { restarts } = session.status;
    for (let i = 0; i < 10_000 / LOOK_MILLIS; i++) {
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
      expect(isRight()).toBe(true);
    }
    expect(session.status.restarts).toBe(restarts);
  });

  test('begins anew when the picture lost its source, and shows nothing until it is right', async () => {
    picture.lose();
    seen.visible = false;
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await untilRight()).toBeLessThanOrEqual(2_000);
    expect(session.status.restarts).toBe(1);
  });

  test.each([
    ['is not yet over', 1_400],
    ['is over', 10],
  ])(
    'begins anew once where the source is lost while the host is asked, also if the join %s when it answers',
    async (_, millis) => {
      /** The last time before the watchdog begins anew. */
      const asks = 5;
      network.hangs = true;
      host.answersAfterMillis = 1_400;
      while (host.asked < asks) {
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(session.status.restarts).toBe(0);
      host.answersAfterMillis = millis; // from now on
      picture.lose();
      await vi.advanceTimersByTimeAsync(2_500);
      expect(session.status.restarts).toBe(1);
    },
  );

  test('takes up another release as soon as it has looked, when the network is back', async () => {
    const corrected = { ...TODAY, release: '20261121-aaaaaaaaaaaaa' };
    packs.days = [corrected];
    void session.wake();
    await vi.advanceTimersByTimeAsync(5 * host.answersAfterMillis);
    expect(session.status.restarts).toBe(1);
    expect(await untilRight()).toBeLessThanOrEqual(1_000);
  });

  test('ends every instance of hls.js but the last', async () => {
    for (let i = 0; i < 5; i++) {
      device.sleep((5 * HOUR) / 5);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(instances.length).toBe(6);
    expect(instances.map(({ isDestroyed }) => isDestroyed)).toEqual([true, true, true, true, true, false]);
  });

  test('plays on over the ends of buckets', async () => {
    await vi.advanceTimersByTimeAsync(35 * MINUTE);
    expect(isRight()).toBe(true);
    expect(session.status).toMatchObject({ restarts: 0, stalls: 0 });
  });
});
