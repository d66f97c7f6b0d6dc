import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CaptionTracks } from '../src/edge/captions.ts';
import { HlsEngine } from '../src/edge/hls-engine.ts';
import { FakeDevice } from './devices.ts';
import { type FakeHls, fakeHls } from './fake-hls.ts';
import { FakePicture } from './fake-picture.ts';

const EVENTS = {
  onFatal: vi.fn(),
  onStall: vi.fn(),
  onLoaded: vi.fn(),
  onRungs: vi.fn(),
  onCaptionLanguages: vi.fn(),
};
const AUTOMATIC = -1;

/** Where what is due now lies. */
let dueSeconds: number | undefined;
let picture: FakePicture;
let engine: HlsEngine;
let hls: FakeHls;

beforeEach(() => {
  vi.clearAllMocks();
  dueSeconds = 0;
  const device = new FakeDevice();
  picture = new FakePicture(device);
  const fake = fakeHls({ isUp: true, hangs: false, isSlow: false });
  const stage = { picture, captions: new CaptionTracks(picture.element) };
  const source = {
    master: () => ({ url: '', text: '' }),
    media: () => ({ url: '', text: '' }),
    preloaded: () => undefined,
  };
  const start = { seconds: 0, dueSeconds: () => dueSeconds, rung: 'v480', bandwidth: undefined };
  engine = new HlsEngine(fake.module, stage, source, start, EVENTS, device);
  const [instance] = fake.instances;
  if (instance === undefined) {
    throw new Error('the engine made no instance of hls.js');
  }
  hls = instance;
  hls.emit('MANIFEST_PARSED', {});
  hls.hasEnoughToStart = true;
});

function failing(level: number, code: number, type = 'main', sn = 7): void {
  const frag = { type, sn, level };
  for (const each of hls.levels.filter((_, i) => i === level)) {
    each.fragmentError++; // hls.js itself takes no level that has any
  }
  hls.emit('ERROR', { fatal: false, details: 'fragLoadError', frag, response: { code } });
}

const buffered = (sn: number, type = 'main') => hls.emit('FRAG_BUFFERED', { frag: { sn, type } });

describe('a segment that fails', () => {
  test('is asked for in the smaller rungs, then in the larger, then once more where it failed', () => {
    const levels = [1, 0, 2, 1].map((level) => {
      failing(level, 404);
      return hls.loadLevel;
    });
    expect(levels).toEqual([0, 2, 1, 0]);
  });

  test.each([408, 429, 499, 500, 502, 503])(
    'of a host in trouble that says %i is never asked for in a larger one',
    (code) => {
      for (const level of [1, 1, 0, 1]) {
        failing(level, code);
        expect(hls.manualLevel).toBeLessThanOrEqual(1);
      }
    },
  );

  test.each([
    ['a network that is away', () => failing(1, 0)],
    ['sound', () => failing(1, 404, 'audio')],
  ])('by %s changes no rung', (_, fail) => {
    fail();
    fail();
    fail();
    expect(hls.manualLevel).toBe(AUTOMATIC);
  });

  test('gives the rung free again once it came, or one after it, and not when its sound did', () => {
    failing(1, 404);
    buffered(7, 'audio');
    buffered(6);
    expect(hls.manualLevel).toBe(0);
    buffered(7);
    expect(hls.manualLevel).toBe(AUTOMATIC);
    expect(hls.levels.map(({ fragmentError }) => fragmentError)).toEqual([0, 0, 0]);
  });

  test('that cannot be read costs the choice no more than itself', () => {
    engine.setQuality('saver');
    hls.manualLevel = AUTOMATIC; // as hls.js does
    buffered(8);
    expect(hls.manualLevel).toBe(0);
  });

  test('whose missing initialization section is told of twice, as hls.js does, is taken from the next rung, not the one after', () => {
    failing(1, 404, 'main', 8);
    expect(hls.manualLevel).toBe(0);
    failing(1, 404, 'main', 8);
    expect(hls.manualLevel).toBe(0);
  });

  test('is gone once each rung has said so, and only where it lies', () => {
    hls.fragments = [7, 8].map((sn) => ({ sn, start: (sn - 7) * 4, duration: 4, dueMillis: 0 }));
    for (const level of [1, 0]) {
      failing(level, 404);
      expect(engine.isGone(2)).toBe(false);
    }
    failing(2, 404);
    expect([2, 3.9, 4].map((seconds) => engine.isGone(seconds))).toEqual([true, true, false]);
  });

  test('of a host in trouble may come yet', () => {
    hls.fragments = [{ sn: 7, start: 0, duration: 4, dueMillis: 0 }];
    for (const code of [404, 404, 503, 404, 404]) {
      failing(1, code);
    }
    expect(engine.isGone(2)).toBe(false);
  });

  test('gives back what the viewer chose', () => {
    engine.setQuality('saver');
    failing(0, 404);
    expect(hls.manualLevel).toBe(1);
    buffered(8);
    expect(hls.manualLevel).toBe(0);
  });
});

describe('before there is enough to begin', () => {
  const began: (number | undefined)[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    hls.hasEnoughToStart = false;
    hls.fragments = [7, 8].map((sn) => ({ sn, start: (sn - 7) * 4, duration: 4, dueMillis: 0 }));
    began.length = 0;
    hls.startLoad = (seconds) => {
      began.push(seconds);
      hls.isLoading = true;
    };
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test('another rung is asked at once, at what is due by then', () => {
    failing(1, 404);
    dueSeconds = 2;
    expect(hls.isLoading).toBe(false);
    vi.advanceTimersByTime(0);
    expect([hls.startLevel, hls.loadLevel, began]).toEqual([0, 0, [2]]);
  });

  test.each([
    ['a host in trouble', () => failing(1, 503)],
    ['a host that is asked too much', () => failing(1, 429)],
    ['a segment that was cut short', () => failing(1, 499)],
    ['a network that is away', () => failing(1, 0)],
    ['a segment that takes too long', () => hls.emit('ERROR', late)],
  ])('%s is asked again after half a second, then after a whole one', (_, fail) => {
    for (const millis of [500, 1_000, 1_000]) {
      fail();
      hls.loadLevel = 1;
      began.length = 0;
      vi.advanceTimersByTime(millis - 1);
      expect(began).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(began).toEqual([0]);
    }
  });
  const late = { fatal: false, details: 'fragLoadTimeOut', frag: { type: 'main', sn: 7, level: 1 } };

  test('what all rungs lack is not asked for without a pause', () => {
    for (const level of [1, 0]) {
      failing(level, 404);
      vi.advanceTimersByTime(0);
    }
    failing(2, 404);
    vi.advanceTimersByTime(499);
    expect(began).toEqual([0, 0]);
    vi.advanceTimersByTime(1_000);
    expect(began).toEqual([0, 0, 0]);
  });

  test('a network that goes away behind a rung that lacks a segment is not asked without a pause', () => {
    failing(1, 404);
    vi.advanceTimersByTime(0);
    failing(0, 0);
    vi.advanceTimersByTime(499);
    expect(began).toEqual([0]);
    vi.advanceTimersByTime(1);
    expect(began).toEqual([0, 0]);
  });

  test.each([
    ['is waited for while much of it remains', 3, 3],
    ['is passed over when it is nearly over', 3.5, 4.02],
  ])('what all rungs lack %s', (_, due, expected) => {
    for (const level of [1, 0, 2]) {
      failing(level, 404);
      dueSeconds = due;
      vi.advanceTimersByTime(1_000);
    }
    expect(began.at(-1)).toBe(expected);
  });

  test.each([
    [404, 0],
    [503, 1],
  ])('a failure that is told of twice, as %i, counts once', (code, level) => {
    failing(1, code);
    failing(1, code);
    vi.advanceTimersByTime(1_000);
    expect([hls.loadLevel, began.length]).toEqual([level, 1]);
  });

  test('sound that fails begins again together with the picture', () => {
    failing(1, 404, 'audio');
    dueSeconds = 3;
    vi.advanceTimersByTime(500);
    expect([hls.loadLevel, began]).toEqual([1, [3]]);
  });

  test('a picture that fails behind the sound counts, and both begin again in its next rung', () => {
    failing(1, 503, 'audio');
    failing(1, 404);
    vi.advanceTimersByTime(0);
    expect([hls.loadLevel, began]).toEqual([0, [0]]);
    vi.advanceTimersByTime(2_000);
    expect(began).toHaveLength(1);
  });

  test('sound that fails behind the picture puts nothing off', () => {
    failing(1, 404);
    failing(0, 503, 'audio');
    vi.advanceTimersByTime(0);
    expect(began).toEqual([0]);
  });

  test('what has come in the pause is kept: nothing begins again, it goes on', () => {
    const goesOn: (boolean | undefined)[] = [];
    hls.startLoad = (_, isGoingOn) => goesOn.push(isGoingOn);
    failing(1, 503);
    hls.hasEnoughToStart = true;
    vi.advanceTimersByTime(500);
    expect(goesOn).toEqual([true]);
  });

  test('an end that hls.js finds in the pause is the end', () => {
    failing(1, 503);
    hls.emit('ERROR', { fatal: true, details: 'bufferAppendError' });
    vi.advanceTimersByTime(2_000);
    expect(began).toEqual([]);
  });

  test('an instance that has ended does not begin again', () => {
    failing(1, 404);
    engine.destroy();
    vi.advanceTimersByTime(2_000);
    expect(began).toEqual([]);
  });
});

describe('automatic quality', () => {
  test('is kept to what the box shows', () => {
    picture.boxHeight = 300;
    engine.limit();
    expect(hls.autoLevelCapping).toBe(1);
    picture.boxHeight = 2_000;
    engine.limit();
    expect(hls.autoLevelCapping).toBe(2);
  });

  test('is kept below a rung of which the device drops a third, for good', () => {
    hls.currentLevel = 2;
    for (let i = 0; i < 7; i++) {
      picture.frames = { total: i * 30, dropped: i * 10 };
      engine.limit();
    }
    expect(hls.autoLevelCapping).toBe(1);
    picture.frames = { total: 500, dropped: 70 };
    engine.limit();
    expect(hls.autoLevelCapping).toBe(1);
  });

  test('does not count what is dropped while nobody looks', () => {
    hls.currentLevel = 2;
    for (let i = 0; i < 20; i++) {
      picture.inView = i % 3 === 0;
      picture.frames = { total: i * 30, dropped: i * 20 };
      engine.limit();
    }
    expect(hls.autoLevelCapping).toBe(2);
  });
});

test('what hls.js says of stalls, of its end and of what came is passed on', () => {
  hls.emit('ERROR', { fatal: false, details: 'bufferNudgeOnStall' });
  hls.emit('ERROR', { fatal: true, details: 'bufferAppendError' });
  hls.emit('FRAG_LOADED', {});
  expect(EVENTS.onStall).toHaveBeenCalledTimes(1);
  expect(EVENTS.onFatal).toHaveBeenCalledWith('bufferAppendError');
  expect(EVENTS.onLoaded).toHaveBeenCalledTimes(1);
});
