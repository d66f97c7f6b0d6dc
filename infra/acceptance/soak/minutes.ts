import { percentile, type Reading } from "../screen/measure.ts";

/** What one minute of watching came to. */
export interface Minute {
  /** From the start of the watch, 0 first. */
  readonly number: number;
  readonly frames: number;
  /** Of the error on screen without its sign, milliseconds; null where nothing was seen. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
  /** 95th percentile by the browser's media time, see told.ts. */
  readonly told: number | null;
  /** The longest that the picture stood still, milliseconds. */
  readonly freeze: number;
  /** Times that the video waited for data. */
  readonly waits: number;
  /** What the page counted itself. */
  readonly stalls: number;
  readonly seeks: number;
  /** Frames that the browser gave up, of all that it should have shown. */
  readonly dropped: number;
  readonly shown: number;
  /** Bytes of the page's heap after a collection; null where the browser does not tell. */
  readonly heap: number | null;
  /** The share of processor time that others on the same hardware took; null where the system does not tell. */
  readonly stolen: number | null;
}

/** The whole watch. */
export interface Summary extends Percentiles {
  readonly minutes: number;
  readonly frames: number;
  /** By the browser's media time, see told.ts. */
  readonly told: Percentiles;
  readonly freeze: number;
  readonly waits: number;
  readonly stalls: number;
  readonly seeks: number;
  readonly dropped: number;
  readonly shown: number;
  /** Null where the browser does not tell. */
  readonly heapBytesPerHour: number | null;
}

/** Of an error without its sign, milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

function percentilesOf(errors: readonly number[]): Percentiles {
  return {
    p50: percentile(errors, 0.5),
    p95: percentile(errors, 0.95),
    p99: percentile(errors, 0.99),
    max: percentile(errors, 1),
  };
}

/** Percentiles of the error without its sign; null where nothing was seen. */
export function errorOf(read: readonly Reading[]): Pick<Minute, "frames" | "p50" | "p95" | "max"> {
  const errors = read.map(({ late }) => Math.abs(late));
  const at = (share: number) => (errors.length === 0 ? null : percentile(errors, share));
  return { frames: errors.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/**
 * @param errors of all frames, without their sign
 * @param told the same by the browser's media time
 * @param settled minutes at the start that the heap's slope leaves out: caches fill
 */
export function summary(
  minutes: readonly Minute[],
  errors: readonly number[],
  told: readonly number[],
  settled: number,
): Summary {
  const sum = (count: (minute: Minute) => number) => minutes.reduce((total, each) => total + count(each), 0);
  const heaps = minutes.flatMap(({ number, heap }): [number, number][] =>
    heap === null || number < settled ? [] : [[number, heap]],
  );
  return {
    minutes: minutes.length,
    frames: errors.length,
    ...percentilesOf(errors),
    told: percentilesOf(told),
    freeze: Math.max(0, ...minutes.map(({ freeze }) => freeze)),
    waits: sum(({ waits }) => waits),
    stalls: sum(({ stalls }) => stalls),
    seeks: sum(({ seeks }) => seeks),
    dropped: sum(({ dropped }) => dropped),
    shown: sum(({ shown }) => shown),
    heapBytesPerHour: heaps.length === 0 ? null : 60 * slope(heaps),
  };
}

/** Of the straight line with the least squared distances; 0 for fewer than two points. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((total, point) => total + of(point), 0) / points.length;
  const x0 = mean(([x]) => x);
  const y0 = mean(([, y]) => y);
  const spread = points.reduce((total, [x]) => total + (x - x0) ** 2, 0);
  return spread > 0 ? points.reduce((total, [x, y]) => total + (x - x0) * (y - y0), 0) / spread : 0;
}
