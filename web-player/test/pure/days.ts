import type { Day, Live } from '../../src/pure/live.ts';
import type { Rung } from '../../src/pure/quality.ts';

export const MIDNIGHT = Date.UTC(2026, 10, 21);
export const HOUR = 3_600_000;

export const RUNGS: readonly Rung[] = [
  { id: 'v240', bandwidth: 660_000, height: 240, codecs: 'avc1.64001e,mp4a.40.2' },
  { id: 'v480', bandwidth: 1_500_000, height: 480, codecs: 'avc1.64001f,mp4a.40.2' },
  { id: 'v720', bandwidth: 3_400_000, height: 720, codecs: 'avc1.640020,mp4a.40.2' },
];

export function dayOf(fields: Partial<Day> = {}): Day {
  return {
    fromMillis: MIDNIGHT,
    toMillis: MIDNIGHT + 24 * HOUR,
    release: '20261121-7kq2m4xw3c5ab',
    bucketSeconds: 600,
    directoryBytes: 1328,
    rungs: RUNGS,
    ...fields,
  };
}

export function liveOf(...days: Day[]): Live {
  return { publication: '01J', days };
}
