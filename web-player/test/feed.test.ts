import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DamagedError, MissingError, UnreachableError } from '../src/edge/http.ts';
import { Feed, NothingOnAirError } from '../src/feed.ts';
import type { Audience } from '../src/pure/audience.ts';
import { Composer } from '../src/pure/composer.ts';
import { FakePacks, SEGMENT_MILLIS, TODAY } from './fake-packs.ts';
import { dayOf, HOUR, MIDNIGHT } from './pure/days.ts';

const BUCKET_MILLIS = 600_000;
const VIEWER: Audience = { kind: 'viewer', key: 'abcdefghijklmnopqrstuvwx23' };
const YESTERDAY = dayOf({
  fromMillis: MIDNIGHT - 24 * HOUR,
  toMillis: MIDNIGHT,
  release: '20261120-7kq2m4xw3c5ab',
});
const TOMORROW = dayOf({
  fromMillis: TODAY.toMillis,
  toMillis: TODAY.toMillis + 24 * HOUR,
  release: '20261122-7kq2m4xw3c5ab',
});

let packs: FakePacks;
let composer: Composer;
let feed: Feed;
let nowMillis: number;

function join(atMillis: number, audience = VIEWER): Promise<void> {
  nowMillis = atMillis;
  composer = new Composer();
  feed = new Feed(packs, audience, composer, () => 0.5);
  return feed.join(atMillis);
}

/** Once a second, as the page does. */
async function playUntil(untilMillis: number): Promise<void> {
  while (nowMillis < untilMillis) {
    nowMillis += 1000;
    await feed.tick(nowMillis);
    composer.advance(nowMillis);
  }
}

/** What the list holds at an instant. */
const airedAt = (millis: number) => composer.at(millis)?.uri.replace(/\/\d+\.m4s$/, '');

beforeEach(() => {
  packs = new FakePacks();
});

describe('a page that plays on', () => {
  test('asks for each bucket once, and for the pointer with it', async () => {
    await join(MIDNIGHT + HOUR);
    await playUntil(MIDNIGHT + 2 * HOUR);
    const buckets = packs.asked.map((asked) => Number(asked.split(' ').at(-1)));
    expect(buckets).toEqual(Array.from({ length: buckets.length }, (_, i) => 6 + i));
    expect(packs.liveAsked).toBe(buckets.length);
    expect(composer.endMillis).toBeGreaterThan(MIDNIGHT + 2 * HOUR + 120_000);
  });

  test('goes over midnight into the next day, in the same list', async () => {
    packs.days = [TODAY, TOMORROW];
    await join(TODAY.toMillis - 700_000);
    await playUntil(TODAY.toMillis + 60_000);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(airedAt(TODAY.toMillis + 60_000)).toBe(`${TOMORROW.release}/viewer`);
    expect(composer.at(TODAY.toMillis)?.startMillis).toBe(TODAY.toMillis);
  });

  test('takes up a day that is published while the one before is on', async () => {
    await join(TODAY.toMillis - 700_000);
    packs.days = [TODAY, TOMORROW];
    await playUntil(TODAY.toMillis + 10_000);
    expect(airedAt(TODAY.toMillis + 10_000)).toBe(`${TOMORROW.release}/viewer`);
  });

  test('begins anew with a day whose rungs are others: hls.js reads their list once', async () => {
    packs.days = [TODAY, { ...TOMORROW, rungs: TOMORROW.rungs.slice(0, 2) }];
    await join(TODAY.toMillis - 700_000);
    await playUntil(TODAY.toMillis - 1_000);
    expect(feed.breaksAtMillis).toBe(TODAY.toMillis);
  });

  test('begins anew with a release that differs in nothing but its rungs', async () => {
    await join(MIDNIGHT + HOUR);
    const corrected = { ...TODAY, release: '20261121-aaaaaaaaaaaaa', rungs: TODAY.rungs.slice(0, 2) };
    packs.shownAs.set(corrected.release, TODAY.release);
    packs.days = [corrected];
    await feed.wake(() => MIDNIGHT + HOUR + 5_000);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + HOUR + 5_000);
  });

  test('never asks twice at once', async () => {
    await join(MIDNIGHT + HOUR - 100_000);
    await Promise.all([1, 2, 3].map((i) => feed.tick(MIDNIGHT + HOUR - 90_000 + i)));
    expect(packs.asked).toEqual([`${TODAY.release} viewer 5`, `${TODAY.release} viewer 6`]);
  });

  test('tries again after trouble, and not in a hurry while there is time', async () => {
    await join(MIDNIGHT + HOUR);
    packs.troubles.set(`${TODAY.release} viewer`, new UnreachableError('503'));
    await playUntil(MIDNIGHT + HOUR + 480_000);
    expect(packs.asked.length).toBeLessThan(30);
    packs.troubles.clear();
    await playUntil(MIDNIGHT + HOUR + 600_000);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(airedAt(MIDNIGHT + HOUR + 600_000)).toBe(`${TODAY.release}/viewer`);
  });

  test('goes on where the join took until after the end of its bucket', async () => {
    await join(MIDNIGHT + HOUR - 10);
    await feed.tick(MIDNIGHT + HOUR + 500);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(airedAt(MIDNIGHT + HOUR + 8_000)).toBe(`${TODAY.release}/viewer`);
  });

  test('fetches nothing of what was slept through, and wants a new list', async () => {
    await join(MIDNIGHT + HOUR);
    nowMillis = MIDNIGHT + 6 * HOUR;
    await feed.tick(nowMillis);
    expect(packs.asked).toHaveLength(1);
    expect(feed.breaksAtMillis).toBeLessThan(nowMillis);
  });
});

describe('a corrected release', () => {
  const corrected = dayOf({ release: '20261121-aaaaaaaaaaaaa' });

  test('that shows the same from here on goes on in the same list', async () => {
    await join(MIDNIGHT + HOUR);
    packs.days = [corrected];
    packs.shownAs.set(corrected.release, TODAY.release);
    await playUntil(MIDNIGHT + HOUR + 1_300_000);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(composer.at(nowMillis)?.source).toContain(corrected.release);
  });

  test('that shows something else breaks the list at once, when it is seen', async () => {
    await join(MIDNIGHT + HOUR);
    packs.days = [corrected];
    await playUntil(MIDNIGHT + HOUR + 400_000);
    expect(feed.breaksAtMillis).toBeLessThanOrEqual(nowMillis);
  });

  test('is seen at once by a page that wakes', async () => {
    await join(MIDNIGHT + HOUR);
    packs.days = [corrected];
    await feed.wake(() => MIDNIGHT + HOUR + 5_000);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + HOUR + 5_000);
  });

  test('is seen also by a page that wakes while it is about to hear of the one before', async () => {
    await join(MIDNIGHT + HOUR);
    const before = feed.wake(() => MIDNIGHT + HOUR + 5_000);
    packs.days = [corrected];
    await Promise.all([before, feed.wake(() => MIDNIGHT + HOUR + 5_001)]);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + HOUR + 5_001);
  });

  test('costs one look more, however often the page wakes during one', async () => {
    await join(MIDNIGHT + HOUR);
    for (let round = 1; round <= 3; round++) {
      packs.liveAsked = 0;
      await Promise.all([1, 2, 3, 4].map((i) => feed.wake(() => MIDNIGHT + HOUR + 5_000 * round + i)));
      expect(packs.liveAsked).toBe(2);
    }
  });

  test('is looked for soon by a page that wakes, also if the step under way then fails', async () => {
    await join(MIDNIGHT + HOUR);
    const trouble = vi.spyOn(packs, 'live').mockRejectedValueOnce(new UnreachableError('503'));
    const before = feed.wake(() => MIDNIGHT + HOUR + 5_000);
    packs.days = [corrected];
    await Promise.all([before, feed.wake(() => MIDNIGHT + HOUR + 5_001)]);
    expect(trouble).toHaveBeenCalledTimes(2);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + HOUR + 5_001);
  });

  test('is asked about once, not by every second', async () => {
    await join(MIDNIGHT + HOUR);
    packs.days = [corrected];
    packs.shownAs.set(corrected.release, TODAY.release);
    await playUntil(MIDNIGHT + HOUR + 600_000);
    expect(packs.asked.length).toBeLessThanOrEqual(4);
  });

  test('of the bucket ahead breaks the list where that begins', async () => {
    await join(MIDNIGHT + HOUR);
    await playUntil(MIDNIGHT + HOUR + 400_000);
    expect(composer.endMillis).toBeGreaterThanOrEqual(MIDNIGHT + HOUR + 2 * BUCKET_MILLIS);
    packs.days = [corrected];
    packs.shownAs.set(corrected.release, TODAY.release);
    packs.shownAs.set(`${corrected.release} 7`, 'another');
    await feed.wake(() => nowMillis);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + HOUR + BUCKET_MILLIS);
  });
});

describe('when a pack cannot be had', () => {
  test("the day before's of the same viewer stands in, at the same time of day", async () => {
    packs.days = [YESTERDAY, TODAY];
    packs.troubles.set(`${TODAY.release} viewer`, new MissingError('404'));
    await join(MIDNIGHT + HOUR);
    expect(airedAt(MIDNIGHT + HOUR)).toBe(`${YESTERDAY.release}/viewer`);
    expect(feed.airingAt(MIDNIGHT + HOUR)?.substitute).toBe('earlier-day');
  });

  test('and there is no day before, the main channel does', async () => {
    packs.troubles.set(`${TODAY.release} viewer`, new MissingError('403'));
    await join(MIDNIGHT + HOUR);
    expect(airedAt(MIDNIGHT + HOUR)).toBe(`${TODAY.release}/main`);
  });

  test('the last day once more is shown when none covers now, until one does', async () => {
    packs.days = [YESTERDAY];
    await join(MIDNIGHT + HOUR);
    expect(feed.airingAt(MIDNIGHT + HOUR)?.substitute).toBe('encore');
    packs.days = [YESTERDAY, TODAY];
    await playUntil(MIDNIGHT + HOUR + 400_000);
    expect(feed.breaksAtMillis).toBeLessThanOrEqual(nowMillis);
  });

  test('trouble of the host is not mistaken for a missing pack', async () => {
    packs.troubles.set(`${TODAY.release} viewer`, new UnreachableError('503'));
    await expect(join(MIDNIGHT + HOUR)).rejects.toThrow(UnreachableError);
  });
});

describe('a damaged bucket', () => {
  const damaged = new DamagedError('a gzip member');

  const seven = MIDNIGHT + HOUR + BUCKET_MILLIS;

  test('within one film costs nothing: its neighbours tell all of it', async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.programmeSegments = 1_800;
    await join(MIDNIGHT + HOUR);
    await playUntil(seven + 300_000);
    expect(airedAt(nowMillis)).toBe(`${TODAY.release}/viewer`);
    await playUntil(seven + BUCKET_MILLIS + 10_000);
    expect(airedAt(nowMillis)).toBe(`${TODAY.release}/viewer`);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(packs.asked.some((asked) => asked.includes('main'))).toBe(false);
  });

  test('is bridged by the programme before it to its end, by the main channel, and by the programme after it', async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.programmeSegments = 33;
    packs.lateMillis.set(`${TODAY.release} main`, 1_000);
    const length = 33 * SEGMENT_MILLIS;
    const endMillis = MIDNIGHT + Math.ceil((HOUR + BUCKET_MILLIS) / length) * length;
    await join(MIDNIGHT + HOUR);
    await playUntil(seven + 30_000);
    expect(airedAt(endMillis - 1)).toBe(`${TODAY.release}/viewer`);
    expect(composer.endMillis).toBe(endMillis);
    expect(feed.breaksAtMillis).toBe(endMillis);

    await join(endMillis);
    expect(airedAt(endMillis)).toBe(`${TODAY.release}/main`);
    expect(feed.airingAt(endMillis)?.substitute).toBe('main-channel');
    await playUntil(endMillis + 300_000);
    const beginsMillis = MIDNIGHT + Math.floor((HOUR + 2 * BUCKET_MILLIS) / length) * length;
    expect(feed.breaksAtMillis).toBe(beginsMillis);

    await join(beginsMillis);
    expect(airedAt(beginsMillis)).toBe(`${TODAY.release}/viewer`);
    await playUntil(seven + BUCKET_MILLIS + 10_000);
    expect(feed.breaksAtMillis).toBeUndefined();
  });

  test('all that it gives is fetched in one step, at the time of any bucket', async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.programmeSegments = 33;
    packs.lateMillis.set(`${TODAY.release} main`, 1_000);
    await join(MIDNIGHT + HOUR);
    while (!packs.asked.includes(`${TODAY.release} viewer 7`)) {
      await playUntil(nowMillis + 1_000);
    }
    expect(nowMillis).toBe(MIDNIGHT + HOUR + 240_000);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + 4_224_000);
    const asked = packs.asked.length;
    await playUntil(seven);
    expect(packs.asked).toHaveLength(asked);
  });

  test('between two programmes that meet in it asks for nothing else', async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.programmeSegments = 125; // one ends at 4,500 s, the next is on air at the end of the bucket
    await join(MIDNIGHT + HOUR);
    await playUntil(seven + BUCKET_MILLIS + 10_000);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(packs.asked.some((each) => each.includes('main'))).toBe(false);
  });

  test('with a gap shorter than what stands in breaks the list there, and asks no more', async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.programmeSegments = 125;
    packs.gap = { fromSegment: 1_125, millis: 2_000 };
    packs.lateMillis.set(`${TODAY.release} main`, 3_000); // none of its segments begins in the gap
    await join(MIDNIGHT + HOUR);
    await playUntil(seven + 290_000);
    expect(feed.breaksAtMillis).toBe(MIDNIGHT + 4_500_000);
    expect(packs.asked.length).toBeLessThan(10);
  });

  test('whose neighbour comes of a host in trouble is looked at again while there is time', async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.troubles.set(`${TODAY.release} viewer 8`, new UnreachableError('503'));
    packs.programmeSegments = 1_800;
    await join(MIDNIGHT + HOUR);
    await playUntil(MIDNIGHT + HOUR + 300_000);
    packs.troubles.delete(`${TODAY.release} viewer 8`);
    await playUntil(seven + 10_000);
    expect(airedAt(nowMillis)).toBe(`${TODAY.release}/viewer`);
    expect(feed.breaksAtMillis).toBeUndefined();
  });

  test('whose neighbours cannot be had at a join is no more than damaged', async () => {
    for (const index of [6, 7, 8]) {
      packs.troubles.set(`${TODAY.release} viewer ${index}`, index === 7 ? damaged : new UnreachableError('503'));
    }
    packs.programmeSegments = 1_800;
    await join(seven + 1_000);
    expect(airedAt(seven + 1_000)).toBe(`${TODAY.release}/main`);
  });

  test("is bridged by the main channel, and the next one is the viewer's own again, in a new list from its start", async () => {
    packs.troubles.set(`${TODAY.release} viewer 7`, damaged);
    packs.lateMillis.set(TODAY.release, 1_000);
    await join(MIDNIGHT + HOUR);
    await playUntil(MIDNIGHT + HOUR + BUCKET_MILLIS + 400_000);
    expect(packs.asked).toContain(`${TODAY.release} main 7`);
    expect(feed.breaksAtMillis).toBeUndefined();
    expect(airedAt(MIDNIGHT + HOUR + BUCKET_MILLIS + 300_000)).toBe(`${TODAY.release}/main`);
  });

  test('without anything to bridge it, is over when what is on air at its end begins', async () => {
    packs.troubles.set(`${TODAY.release} main 6`, damaged);
    await expect(join(MIDNIGHT + HOUR + 1_000, { kind: 'channel', name: 'main' })).rejects.toEqual(
      expect.objectContaining({ untilMillis: seven - SEGMENT_MILLIS }), // the segment on air at its end is in both
    );
    await expect(join(MIDNIGHT + HOUR, { kind: 'channel', name: 'main' })).rejects.toThrow(NothingOnAirError);
  });
});

test('what follows without joining up is not spliced in: the list ends where that begins', async () => {
  packs.days = [TODAY, TOMORROW];
  packs.lateMillis.set(TOMORROW.release, 2_000);
  await join(TODAY.toMillis - 700_000);
  await playUntil(TODAY.toMillis - 10_000);
  expect(feed.breaksAtMillis).toBe(TODAY.toMillis);
  expect(composer.endMillis).toBe(TODAY.toMillis);
});
