import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TICK_MILLIS } from '../src/session.ts';
import type { FakeTime } from './devices.ts';
import { TODAY } from './fake-packs.ts';
import { HOUR, LOOK_MILLIS, MINUTE, Visit } from './simulated-visit.ts';

let visit: Visit;

beforeEach(() => {
  visit = new Visit();
});

afterEach(() => visit.end());

describe('a page that is right', () => {
  beforeEach(() => visit.openSettled());

  test.each([5_000, 2 * MINUTE, 5 * HOUR])('is right again two seconds after a sleep of %i ms', async (millis) => {
    visit.device.sleep(millis);
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await visit.untilRight()).toBeLessThanOrEqual(2_000);
  });

  test.each([5_000, MINUTE, HOUR])(
    'is right again two seconds after a browser that ran nothing of it for %i ms shows it',
    async (millis) => {
      vi.setSystemTime(Date.now() + millis);
      void visit.session.wake();
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
      expect(await visit.untilRight()).toBeLessThanOrEqual(2_000);
    },
  );

  test('is so too when nobody but the device tells how long it slept', async () => {
    visit.time.state = 'fails';
    visit.device.sleep(5 * HOUR);
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await visit.untilRight()).toBeLessThanOrEqual(3_000);
    expect(visit.session.status.clockSource).toBe('device');
  });

  test.each([HOUR, -HOUR])('does not care when the device clock is set by %i ms', async (byMillis) => {
    const before = visit.session.status;
    visit.device.aheadMillis = byMillis;
    await visit.staysRight(4_000);
    expect(visit.session.status).toMatchObject({ seeks: before.seeks, restarts: before.restarts });
  });

  test('plays on while the network is away for less than is buffered', async () => {
    visit.network.isUp = false;
    await visit.staysRight(20_000);
  });

  test.each([MINUTE, 20 * MINUTE])(
    'says so when it has nothing left to show, asks ever more seldom, and is right at once after %i ms',
    async (millis) => {
      visit.network.isUp = false;
      await vi.advanceTimersByTimeAsync(millis);
      expect(visit.seen.says).toMatch(/cannot be reached/);
      expect(visit.host.asked).toBeLessThan(10 + millis / 7_000);
      visit.network.isUp = true;
      void visit.session.wake(); // the browser notices
      expect(await visit.untilRight()).toBeLessThanOrEqual(2_000);
      expect(visit.seen.says).toBe('');
    },
  );

  test.each<['isUp' | 'hangs', FakeTime['state']]>([
    ['isUp', 'answers'],
    ['isUp', 'fails'],
    ['hangs', 'answers'],
    ['hangs', 'fails'],
  ])('finds by itself that segments come again: the trouble was `%s`, and `time` %s', async (trouble, state) => {
    visit.network[trouble] = !visit.network[trouble];
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(visit.seen.says).toMatch(/cannot be reached/);
    visit.network[trouble] = !visit.network[trouble];
    visit.time.state = state;
    expect(await visit.untilRight()).toBeLessThanOrEqual(3_000);
    expect(visit.elsewhere).toBeLessThanOrEqual(1);
  });

  test('nor needs `time` where it had begun to look for a later segment before the host went away', async () => {
    visit.network.hangs = true;
    while (visit.seen.says === '') {
      await vi.advanceTimersByTimeAsync(TICK_MILLIS);
    }
    await vi.advanceTimersByTimeAsync(3_000);
    visit.network.isUp = false;
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    visit.network.hangs = false;
    visit.network.isUp = true;
    visit.time.state = 'fails';
    expect(await visit.untilRight()).toBeLessThanOrEqual(3_000);
  });

  test('does not begin anew when the picture recovered while the host was slow to answer', async () => {
    visit.network.isUp = false;
    await vi.advanceTimersByTimeAsync(45_000);
    visit.host.answersAfterMillis = 8_000;
    visit.network.isUp = true;
    void visit.session.wake();
    expect(await visit.untilRight()).toBeLessThanOrEqual(3_000);
    const { restarts } = visit.session.status;
    await visit.staysRight(10_000);
    expect(visit.session.status.restarts).toBe(restarts);
  });

  test('begins anew when the picture lost its source, and shows nothing until it is right', async () => {
    visit.picture.lose();
    visit.seen.visible = false;
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await visit.untilRight()).toBeLessThanOrEqual(2_000);
    expect(visit.session.status.restarts).toBe(1);
  });

  test.each([
    ['is not yet over', 1_400],
    ['is over', 10],
  ])(
    'begins anew once where the source is lost while the host is asked, also if the join %s when it answers',
    async (_, millis) => {
      /** The last time before the watchdog begins anew. */
      const asks = 5;
      visit.network.hangs = true;
      visit.host.answersAfterMillis = 1_400;
      while (visit.host.asked < asks) {
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(visit.session.status.restarts).toBe(0);
      visit.host.answersAfterMillis = millis; // from now on
      visit.picture.lose();
      await vi.advanceTimersByTimeAsync(2_500);
      expect(visit.session.status.restarts).toBe(1);
    },
  );

  test('takes up another release as soon as it has looked, when the network is back', async () => {
    const corrected = { ...TODAY, release: '20261121-aaaaaaaaaaaaa' };
    visit.packs.days = [corrected];
    void visit.session.wake();
    await vi.advanceTimersByTimeAsync(5 * visit.host.answersAfterMillis);
    expect(visit.session.status.restarts).toBe(1);
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
  });

  test('does so when a pointer comes after the remembered one was used in its place', async () => {
    visit.packs.days = [{ ...TODAY, release: '20261121-aaaaaaaaaaaaa' }];
    visit.pointerCame();
    await vi.advanceTimersByTimeAsync(5 * visit.host.answersAfterMillis);
    expect(visit.session.status.restarts).toBe(1);
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
  });

  test('and where that comes while it joins, after the join', async () => {
    visit.host.answersAfterMillis = 100;
    visit.picture.lose();
    await vi.advanceTimersByTimeAsync(150);
    visit.packs.days = [{ ...TODAY, release: '20261121-aaaaaaaaaaaaa' }];
    visit.pointerCame();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(visit.session.status.restarts).toBe(2);
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
  });

  test('says so when it begins anew and that takes long, and no longer that it is in sync', async () => {
    visit.packs.days = [{ ...TODAY, release: '20261121-aaaaaaaaaaaaa' }];
    visit.host.answersAfterMillis = 3_000;
    void visit.session.wake();
    await vi.advanceTimersByTimeAsync(2 * visit.host.answersAfterMillis + 100);
    expect(visit.session.status).toMatchObject({ restarts: 1, state: 'starting', errorMillis: null });
    expect(visit.seen.says).toBe('');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(visit.session.status).toMatchObject({ state: 'waiting', errorMillis: null });
    expect(visit.seen.says).toMatch(/cannot be reached/);
    await visit.untilRight();
    expect(visit.seen.says).toBe('');
    expect(visit.session.status.state).toBe('playing');
  });

  test('is right soon after an outage, also if the device said too early that the network is back', async () => {
    visit.network.isUp = false;
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    void visit.session.wake();
    await vi.advanceTimersByTimeAsync(200);
    visit.network.isUp = true;
    expect(await visit.untilRight()).toBeLessThanOrEqual(2_000);
  });

  test('that waits for what a network took away begins again as soon as the page wakes', async () => {
    visit.host.answersAfterMillis = 9_000;
    visit.picture.lose();
    await vi.advanceTimersByTimeAsync(3_000);
    visit.host.answersAfterMillis = 20;
    void visit.session.wake();
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
    await visit.staysRight(20_000);
    expect(visit.instances).toHaveLength(2);
  });

  test('does so two seconds after a join began that the page was woken in', async () => {
    visit.host.answersAfterMillis = 9_000;
    visit.picture.lose();
    await vi.advanceTimersByTimeAsync(1_000);
    visit.host.answersAfterMillis = 20;
    void visit.session.wake();
    expect(await visit.untilRight()).toBeLessThanOrEqual(3_000);
    await visit.staysRight(20_000);
  });

  test('keeps watch over what took the place of a join that the watchdog began', async () => {
    visit.network.hangs = true;
    while (visit.session.status.restarts === 0) {
      await vi.advanceTimersByTimeAsync(10);
    }
    visit.host.answersAfterMillis = 60_000; // from the pointer on
    await vi.advanceTimersByTimeAsync(3_000);
    visit.host.answersAfterMillis = 20;
    visit.network.hangs = false;
    void visit.session.wake();
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
    visit.device.sleep(5 * HOUR);
    await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    expect(await visit.untilRight()).toBeLessThanOrEqual(2_000);
  });

  test('aims near again when somebody comes back to a picture whose aims were missed', async () => {
    const { picture } = visit;
    const { seeks } = visit.session.status;
    const seek = picture.seek.bind(picture);
    let late: ReturnType<typeof setTimeout> | undefined;
    picture.seek = (seconds) => {
      clearTimeout(late);
      seek(-1); // shows nothing
      late = setTimeout(() => seek(seconds), 1_400);
    };
    visit.device.sleep(5_000);
    while (visit.session.status.seeks < seeks + 3) {
      await vi.advanceTimersByTimeAsync(10);
    }
    clearTimeout(late);
    picture.seek = seek;
    void visit.session.wake();
    expect(await visit.untilRight()).toBeLessThanOrEqual(500);
  });

  test('leaves the picture alone while nobody sees or hears it, and is right soon after somebody does', async () => {
    const { restarts, seeks } = visit.session.status;
    visit.picture.attended = false;
    visit.picture.pause();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(visit.session.status).toMatchObject({ restarts, seeks });
    visit.picture.attended = true;
    void visit.session.wake();
    expect(await visit.untilRight()).toBeLessThanOrEqual(1_000);
  });

  test('ends every instance of hls.js but the last', async () => {
    for (let i = 0; i < 5; i++) {
      visit.device.sleep((5 * HOUR) / 5);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(visit.instances.length).toBe(6);
    expect(visit.instances.map(({ isDestroyed }) => isDestroyed)).toEqual([true, true, true, true, true, false]);
  });

  test('plays on over the ends of buckets', async () => {
    await vi.advanceTimersByTimeAsync(35 * MINUTE);
    expect(visit.isRight).toBe(true);
    expect(visit.session.status).toMatchObject({ restarts: 0, stalls: 0 });
  });
});
