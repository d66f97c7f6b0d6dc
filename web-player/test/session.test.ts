import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TICK_MILLIS } from '../src/session.ts';
import { START } from './devices.ts';
import { SEGMENT_MILLIS, TODAY } from './fake-packs.ts';
import { HOUR, LOOK_MILLIS, MINUTE, Visit } from './simulated-visit.ts';

const BUCKET_MILLIS = 10 * MINUTE;

let visit: Visit;

beforeEach(() => {
  visit = new Visit();
});

afterEach(() => visit.end());

describe('a join', () => {
  test('shows nothing before the right frame, and that soon', async () => {
    await visit.open();
    while (!visit.seen.visible) {
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(visit.isRight).toBe(true);
    expect(visit.session.status).toMatchObject({ state: 'playing', restarts: 0, seeks: 0 });
  });

  test.each([HOUR, MINUTE, 20_000, -HOUR])(
    'on a device that is %i ms ahead goes where the clock goes, though no frame came yet',
    async (aheadMillis) => {
      visit.device.aheadMillis = aheadMillis;
      visit.time.state = 'is late';
      visit.network.hangs = true;
      await visit.open();
      visit.time.state = 'answers';
      await vi.advanceTimersByTimeAsync(3_000);
      visit.network.hangs = false;
      expect(await visit.untilRight()).toBeLessThan(2_000);
    },
  );

  test.each([MINUTE, 20_000, -20_000])(
    'on a device that is %i ms ahead goes where the clock goes while it plays',
    async (aheadMillis) => {
      visit.device.aheadMillis = aheadMillis;
      visit.time.state = 'is late';
      await visit.open();
      visit.time.state = 'answers';
      await vi.advanceTimersByTimeAsync(1_600);
      expect(await visit.untilRight()).toBeLessThan(2_000);
    },
  );

  test('that begins in one bucket and ends in the next succeeds at once', async () => {
    visit.host.answersAfterMillis = 40;
    vi.setSystemTime(START + BUCKET_MILLIS - 1_500 - 40);
    await visit.open();
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
    expect(visit.session.status.restarts).toBe(0);
  });

  test('with a chosen quality that the network hardly carries has as much patience as any', async () => {
    visit.remembered.set('quality', 'v720');
    visit.network.hangs = true;
    await visit.open();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(visit.session.status.restarts).toBe(0);
    visit.network.hangs = false;
    expect(await visit.untilRight()).toBeLessThan(3_000);
  });

  test('that what is remembered of the network makes too ambitious is followed by one that is not', async () => {
    visit.remembered.set('bandwidth', '100000000');
    visit.network.isSlow = true;
    await visit.open();
    expect(visit.instances[0]?.startLevel).toBe(2);
    expect(await visit.untilRight()).toBeLessThan(8_000);
    expect(visit.instances.at(-1)?.startLevel).toBe(0);
    expect(visit.session.status.restarts).toBe(1);
  });

  test('of which something interrupts the beginning shows the picture all the same', async () => {
    visit.picture.playbacks.push('interrupted');
    await visit.open();
    expect(await visit.untilRight()).toBeLessThan(4_000);
    expect(visit.session.status.state).toBe('playing');
  });

  test('remembers what the network gave, for the next one', async () => {
    await visit.openSettled();
    expect(visit.remembered.has('bandwidth')).toBe(false);
    for (const instance of visit.instances) {
      instance.bandwidthEstimate = 4_000_000;
    }
    await vi.advanceTimersByTimeAsync(TICK_MILLIS);
    expect(visit.remembered.get('bandwidth')).toBe('4000000');
  });

  test('that the browser refuses takes its button away where the picture begins all the same', async () => {
    visit.picture.playbacks.push('refused');
    await visit.open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(visit.seen.start).not.toBeNull();
    visit.picture.lose();
    await visit.untilRight();
    expect(visit.seen.start).toBeNull();
  });

  test('that the browser refuses goes on with a click, where it is by then', async () => {
    visit.picture.playbacks.push('refused');
    await visit.open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(visit.session.status.state).toBe('refused');
    expect(visit.seen.says).toMatch(/wants a click/);
    visit.seen.start?.();
    expect(await visit.untilRight()).toBeLessThan(1_000);
    expect(visit.seen.says).toBe('');
  });
});

describe('a segment', () => {
  test.each([0, 1_000, 2_000, 3_000, 3_500])(
    'that is in no rung costs no more than itself, whenever the page looks: joined %i ms into a segment',
    async (millis) => {
      await vi.advanceTimersByTimeAsync(millis);
      await visit.openSettled();
      const before = visit.session.status.seeks;
      visit.network.goneAtMillis = Date.now() + 45_000;
      const ordinal = Math.floor((visit.network.goneAtMillis - TODAY.fromMillis) / SEGMENT_MILLIS);
      const overMillis = TODAY.fromMillis + (ordinal + 1) * SEGMENT_MILLIS;
      await vi.advanceTimersByTimeAsync(overMillis - 1_000 - Date.now());
      expect(visit.isRight).toBe(false);
      expect(visit.seen.says).toMatch(/cannot be reached/);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await visit.untilRight()).toBeLessThanOrEqual(500);
      // Past the segment, and back to its very end if what follows comes early enough: a slow device would miss more aims.
      expect(visit.session.status.seeks - before).toBeLessThanOrEqual(2);
    },
  );
});
