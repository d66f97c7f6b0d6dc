import { describe, expect, test } from 'vitest';
import { airingBucketAt, airingsAt } from '../../src/pure/airing.ts';
import { type Audience, MAIN } from '../../src/pure/audience.ts';
import { dayOf, HOUR, liveOf, MIDNIGHT } from './days.ts';

const DAY = 24 * HOUR;
const VIEWER: Audience = { kind: 'viewer', key: 'abcdefghijklmnopqrstuvwx23' };
const yesterday = dayOf({ fromMillis: MIDNIGHT - DAY, toMillis: MIDNIGHT, release: '20261120-7kq2m4xw3c5ab' });
const today = dayOf();

describe('airingsAt', () => {
  test("today's own timeline comes first, then the viewer's earlier day, then the main channel", () => {
    const airings = airingsAt(liveOf(yesterday, today), VIEWER, MIDNIGHT + HOUR);
    expect(airings.map(({ day, audience, substitute }) => [day.release, audience, substitute])).toEqual([
      [today.release, VIEWER, undefined],
      [yesterday.release, VIEWER, 'earlier-day'],
      [today.release, MAIN, 'main-channel'],
    ]);
  });

  test('midnight belongs to the day it starts', () => {
    expect(airingsAt(liveOf(yesterday, today), MAIN, MIDNIGHT)[0]?.day).toBe(today);
    expect(airingsAt(liveOf(yesterday, today), MAIN, MIDNIGHT - 1)[0]?.day).toBe(yesterday);
  });

  test('when no day covers the instant the last one runs again at the same time of day', () => {
    const [encore] = airingsAt(liveOf(yesterday), MAIN, MIDNIGHT + 2 * DAY + HOUR);
    expect(encore?.substitute).toBe('encore');
    expect(encore?.shiftMillis).toBe(3 * DAY);
  });

  test('before the first day nothing is on air', () => {
    expect(airingsAt(liveOf(today), MAIN, MIDNIGHT - 1)).toEqual([]);
  });
});

test("an encore's bucket is the day's own, at the time of the page", () => {
  const [encore] = airingsAt(liveOf(yesterday), MAIN, MIDNIGHT + 605_000);
  expect(encore && airingBucketAt(encore, MIDNIGHT + 605_000)).toEqual({
    index: 1,
    span: { fromMillis: MIDNIGHT + 600_000, toMillis: MIDNIGHT + 1_200_000 },
  });
});
