import type { Day, Live } from '../../src/pure/live.ts';

export const MIDNIGHT = Date.UTC(2026, 10, 21);
export const HOUR = 3_600_000;

export function dayOf(fields: Partial<Day> = {}): Day {
  return {
    fromMillis: MIDNIGHT,
    toMillis: MIDNIGHT + 24 * HOUR,
    release: '20261121-7kq2m4xw3c5ab',
    bucketSeconds: 600,
    directoryBytes: 1328,
    ...fields,
  };
}

export function liveOf(...days: Day[]): Live {
  return { publication: '01J', days };
}
