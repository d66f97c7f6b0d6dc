import { describe, expect, test } from 'vitest';
import {
  DropWatch,
  detour,
  fixedRung,
  highestUseful,
  parseQuality,
  type Quality,
  qualityText,
  startRung,
} from '../../src/pure/quality.ts';
import { RUNGS } from './days.ts';

describe('the quality that was chosen', () => {
  test.each<[string, string | undefined, boolean, Quality]>([
    ['nothing was: the network decides', undefined, false, 'auto'],
    ['nothing was, and the device saves data', undefined, true, 'saver'],
    ['a choice wins over what the device asks for', 'auto', true, 'auto'],
    ['a rung', 'v480', false, { rung: 'v480' }],
    ['what is no rung is no choice', '../v480', false, 'auto'],
  ])('%s', (_, text, saveData, quality) => {
    expect(parseQuality(text, saveData)).toEqual(quality);
  });

  test('is read back as it was written', () => {
    for (const text of ['auto', 'saver', 'v720']) {
      expect(qualityText(parseQuality(text, false))).toBe(text);
    }
  });
});

describe('startRung', () => {
  test.each<[string, number | undefined, Quality, string]>([
    ['the first visit begins with the smallest', undefined, 'auto', 'v240'],
    ['20 Mbit/s does too: a larger one would cost the join more than a quarter of a second', 20e6, 'auto', 'v240'],
    ['30 Mbit/s affords the next', 30e6, 'auto', 'v480'],
    ['100 Mbit/s affords them all', 100e6, 'auto', 'v720'],
    ['who saves data begins and stays small', 100e6, 'saver', 'v240'],
    ['a fixed rung is begun with', undefined, { rung: 'v720' }, 'v720'],
    ['one that this day has not is no choice', undefined, { rung: 'v1080' }, 'v240'],
  ])('%s', (_, bandwidth, quality, expected) => {
    expect(startRung(RUNGS, bandwidth, quality)).toBe(expected);
  });

  test('where there are no rungs there is none', () => {
    expect(startRung([], 1e6, 'auto')).toBeUndefined();
    expect(fixedRung([], 'saver')).toBeUndefined();
  });
});

describe('highestUseful', () => {
  const heights = [240, 480, 720, 1080];

  test.each<[string, number, number | undefined, number]>([
    ['a box that nothing fills takes all', 2_160, undefined, 3],
    ['a box takes the smallest rung that fills it', 500, undefined, 2],
    ['also where it fits exactly', 480, undefined, 1],
    ['a tiny box takes the smallest', 90, undefined, 0],
    ['before anything is laid out nothing is known', 0, undefined, 3],
    ['what was too much for the device is not tried again', 2_160, 2, 1],
    ['nor by a smaller box', 500, 3, 2],
    ['something is always loaded', 2_160, 0, 0],
  ])('%s', (_, boxHeight, tooMuch, expected) => {
    expect(highestUseful(heights, boxHeight, tooMuch)).toBe(expected);
  });
});

describe('DropWatch', () => {
  /** What a watch says after so many seconds of 25 frames each, of which some are dropped. */
  const says = (seconds: number, droppedOf25: number, watch = new DropWatch()) =>
    Array.from({ length: seconds + 1 }, (_, i) => watch.isTooMuch({ total: i * 25, dropped: i * droppedOf25 })).at(-1);

  test('a quarter of the frames for five seconds is too much', () => {
    expect(says(5, 7)).toBe(true);
  });

  test('for four seconds it may be a hiccup', () => {
    expect(says(4, 25)).toBe(false);
  });

  test('a fifth of them is not', () => {
    expect(says(60, 5)).toBe(false);
  });

  test('a picture that stands tells nothing', () => {
    const watch = new DropWatch();
    const all = Array.from({ length: 20 }, () => watch.isTooMuch({ total: 10, dropped: 10 }));
    expect(all).not.toContain(true);
  });

  test('a new source, and what was told to be forgotten, begin anew', () => {
    const watch = new DropWatch();
    expect(says(5, 25, watch)).toBe(true);
    expect(says(4, 25, watch)).toBe(false);
    watch.forget();
    expect(watch.isTooMuch({ total: 125, dropped: 125 })).toBe(false);
  });
});

describe('detour', () => {
  test.each([
    ['a segment that is gone: the smaller rungs first, then the larger', 4, 2, true, [1, 0, 3, 2, 1, 0, 3, 2]],
    ['a host in trouble: never more than was asked for', 4, 2, false, [2, 1, 0, 2, 1, 0]],
    ['the smallest of a host in trouble stays', 3, 0, false, [0, 0, 0]],
    ['the largest', 3, 2, true, [1, 0, 2, 1]],
    ['the only one', 1, 0, true, [0, 0]],
  ])('%s', (_, rungs, failed, gone, expected) => {
    expect(expected.map((_, i) => detour(rungs, failed, i + 1, gone))).toEqual(expected);
  });
});
