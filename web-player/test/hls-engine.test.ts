import { beforeEach, describe, expect, test, vi } from 'vitest';
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

let picture: FakePicture;
let engine: HlsEngine;
let hls: FakeHls;

beforeEach(() => {
  vi.clearAllMocks();
  const device = new FakeDevice();
  picture = new FakePicture(device);
  const fake = fakeHls({ isUp: true, hangs: false, isSlow: false });
  const stage = { picture, captions: new CaptionTracks(picture.element) };
  const source = {
    master: () => ({ url: '', text: '' }),
    media: () => ({ url: '', text: '' }),
    preloaded: () => undefined,
  };
  const start = { seconds: 0, rung: 'v480', bandwidth: undefined };
  engine = new HlsEngine(fake.module, stage, source, start, EVENTS, device);
  const [instance] = fake.instances;
  if (instance === undefined) {
    throw new Error('the engine made no instance of hls.js');
  }
  hls = instance;
  hls.emit('MANIFEST_PARSED', {});
});

function failing(level: number, code: number, type = 'main', sn: number | 'initSegment' = 7): void {
  const frag = { type, sn, level };
  for (const each of hls.levels.filter((_, i) => i === level)) {
    each.fragmentError++; // hls.js itself takes no level that has any
  }
  hls.emit('ERROR', { fatal: false, details: 'fragLoadError', frag, response: { code } });
}

const buffered = (sn: number, type = 'main') => hls.emit('FRAG_BUFFERED', { frag: { sn, type } });

describe('a segment that fails', () => {
  test('is asked for once more, then in the smaller rungs, then in the larger', () => {
    failing(1, 404);
    expect(hls.manualLevel).toBe(AUTOMATIC);
    failing(1, 404);
    expect(hls.manualLevel).toBe(0);
    failing(0, 404);
    expect(hls.manualLevel).toBe(2);
  });

  test.each([500, 502, 503])('of a host in trouble that says %i is never asked for in a larger one', (code) => {
    for (const level of [1, 1, 0, 1]) {
      failing(level, code);
      expect(hls.manualLevel).toBeLessThanOrEqual(1);
    }
  });

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

  test('may be the initialization section, which hls.js does not number', () => {
    failing(1, 404, 'main', 'initSegment');
    failing(1, 404, 'main', 'initSegment');
    expect(hls.manualLevel).toBe(0);
    buffered(7);
    expect(hls.manualLevel).toBe(AUTOMATIC);
  });

  test('whose missing initialization section is told of twice, as hls.js does, is taken from the next rung, not the one after', () => {
    failing(1, 404, 'main', 8);
    failing(1, 404, 'main', 8);
    expect(hls.manualLevel).toBe(0);
    failing(1, 404, 'main', 8);
    expect(hls.manualLevel).toBe(0);
  });

  test('is gone once each rung has said so, and only where it lies', () => {
    hls.fragments = [7, 8].map((sn) => ({ sn, start: (sn - 7) * 4, duration: 4, dueMillis: 0 }));
    for (const level of [1, 1, 0]) {
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
    failing(0, 404);
    expect(hls.manualLevel).toBe(1);
    buffered(8);
    expect(hls.manualLevel).toBe(0);
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
