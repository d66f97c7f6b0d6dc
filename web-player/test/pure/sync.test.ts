import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockCorrection, correctionFor, releaseOf, SyncController } from '../../src/pure/sync.ts';

describe('correctionFor', () => {
  test.each([
    ['an error inside the dead band is left alone', 12, { kind: 'none' }],
    ['a picture that is ahead runs slower', 30, { kind: 'pulse', rate: 0.97, lastsMillis: 1000 }],
    ['a picture that is behind runs faster', -30, { kind: 'pulse', rate: 1.03, lastsMillis: 1000 }],
    ['a larger error takes a stronger pulse', -45, { kind: 'pulse', rate: 1.06, lastsMillis: 750 }],
    ['a large one the same', -240, { kind: 'pulse', rate: 1.06, lastsMillis: 4000 }],
    ['up to 250 ms is slewed', 250, expect.objectContaining({ kind: 'pulse' })],
    ['more than that is one seek', 251, { kind: 'seek' }],
  ])('%s', (_, error, correction) => {
    expect(correctionFor(error)).toEqual(correction);
  });

  test('a pulse takes away exactly the error that called for it', () => {
    fc.assert(
      fc.property(fc.double({ min: -250, max: 250, noNaN: true }), (error) => {
        const correction = correctionFor(error);
        const gained = correction.kind === 'pulse' ? (correction.rate - 1) * correction.lastsMillis : 0;
        expect(Math.abs(error + gained)).toBeLessThanOrEqual(12);
      }),
    );
  });
});

function feed(controller: SyncController, error: number, fromMillis: number, frames: number): string[] {
  return Array.from({ length: frames }, (_, i) => controller.frame(error, fromMillis + i * 40).kind);
}

describe('SyncController', () => {
  test('one late frame among twelve does nothing', () => {
    const controller = new SyncController();
    feed(controller, 0, 0, 11);
    expect(controller.frame(200, 440).kind).toBe('none');
    expect(controller.errorMillis).toBe(0);
  });

  test('frames shown during a pulse call for no second one', () => {
    const controller = new SyncController();
    expect(feed(controller, -60, 0, 12).at(-1)).toBe('pulse');
    expect(feed(controller, -60, 500, 25)).not.toContain('pulse');
    expect(feed(controller, -60, 3000, 12).at(-1)).toBe('pulse');
  });

  test('a picture that falls far behind during a pulse is fetched by a seek', () => {
    const controller = new SyncController();
    feed(controller, -60, 0, 12);
    expect(feed(controller, -900, 500, 12).at(-1)).toBe('seek');
  });

  test('a clock that settles in small steps does not keep the picture from being corrected', () => {
    const controller = new SyncController();
    feed(controller, -90, 0, 6);
    controller.shift(20);
    expect(controller.frame(-110, 240).kind).toBe('none');
    expect(feed(controller, -110, 280, 5).at(-1)).toBe('pulse');
    expect(controller.errorMillis).toBe(-110);
  });

  test('after a restart what was measured before counts no more', () => {
    const controller = new SyncController();
    feed(controller, 100, 0, 11);
    controller.restart(440);
    expect(feed(controller, 100, 800, 11)).not.toContain('pulse');
  });
});

describe('releaseOf', () => {
  test.each([
    ['a frame due in a second is let go 30 ms before', 1000, { kind: 'play', inMillis: 970 }],
    ['a frame due now is let go at once', 0, { kind: 'play', inMillis: 0 }],
    ['a frame long due is given up for a later one', -100, { kind: 'aim-again' }],
  ])('%s', (_, due, release) => {
    expect(releaseOf(5000 + due, 5000)).toEqual(release);
  });
});

describe('clockCorrection', () => {
  test.each([
    ['a small change is left to what frames show', 60, { kind: 'none' }],
    ['a clock set forward makes the picture run faster', 100, { kind: 'pulse', rate: 1.05, lastsMillis: 2000 }],
    ['a clock set back makes it run slower', -100, { kind: 'pulse', rate: 0.95, lastsMillis: 2000 }],
    ['a quarter of a second is slewed within two seconds', 250, { kind: 'pulse', rate: 1.125, lastsMillis: 2000 }],
    ['more is one seek', -251, { kind: 'seek' }],
  ])('%s', (_, byMillis, expected) => {
    expect(clockCorrection(byMillis)).toEqual(expected);
  });

  test('a slew takes away exactly the change that called for it, within two seconds', () => {
    fc.assert(
      fc.property(fc.double({ min: -250, max: 250, noNaN: true }), (byMillis) => {
        const correction = clockCorrection(byMillis);
        if (correction.kind === 'pulse') {
          expect((correction.rate - 1) * correction.lastsMillis).toBeCloseTo(byMillis, 6);
          expect(correction.lastsMillis).toBeLessThanOrEqual(2000);
        }
      }),
    );
  });
});

test('one frame of another time is one too many', () => {
  const sync = new SyncController();
  expect(sync.frame(-4_900, 0)).toEqual({ kind: 'none' });
  expect(sync.frame(165_000, 40)).toEqual({ kind: 'seek' });
});
