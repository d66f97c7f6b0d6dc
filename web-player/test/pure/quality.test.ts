import { describe, expect, test } from 'vitest';
import { fixedRung, parseQuality, type Quality, qualityText, startRung } from '../../src/pure/quality.ts';
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
