import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctionFor, isClockStep, releaseOf, SyncController } from '../../src/pure/sync.ts';

describe('correctionFor', () => {
  test.each([
    ['an error inside the dead band is left alone', 12, { kind: 'none' }],
    ['a picture that is ahead runs slower', 30, { kind: 'pulse', rate: 0.97, lastsMillis: 1000 }],
    ['a picture that is behind runs faster', -30, { kind: 'pulse', rate: 1.03, lastsMillis: 1000 }],
    ['a large error takes a stronger pulse', -240, { kind: 'pulse', rate: 1.06, lastsMillis: 4000 }],
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

describe('isClockStep', () => {
  test.each([
    ['what pulses take back within 3 s is no step', 80, false],
    ['more is, in either direction', -81, true],
  ])('%s', (_, byMillis, expected) => {
    expect(isClockStep(byMillis)).toBe(expected);
  });
});
