/** One request of `time`: when it left and came back on the page's monotonic clock, and the second the server named. */
export interface Probe {
  readonly sentMillis: number;
  readonly receivedMillis: number;
  readonly dateMillis: number | undefined;
  /** The answer came from a cache, so its Date says nothing about now. */
  readonly aged: boolean;
}

/** Server time minus monotonic time lies in here. */
export interface Offset {
  readonly low: number;
  readonly high: number;
}

/** What the page knows of the server's clock; `offset` is undefined while nothing, or nothing credible, was heard. */
export interface ClockKnowledge {
  readonly offset: Offset | undefined;
  readonly probes: number;
  readonly fastestMillis: number;
  readonly believed: boolean;
  readonly latest: Probe | undefined;
  /** The first probe with the latest Date: a Date that stands still is a replay. */
  readonly sinceMillis: number;
}

export const NOTHING_KNOWN: ClockKnowledge = {
  offset: undefined,
  probes: 0,
  fastestMillis: Number.POSITIVE_INFINITY,
  believed: true,
  latest: undefined,
  sinceMillis: 0,
};

export const MAX_JOIN_PROBES = 15;
const KNOWN_WIDTH_MILLIS = 100;
const STANDSTILL_MILLIS = 1_200;
const DRIFT_PER_MILLI = 100e-6;

/** A Date is cut to the second: the server's clock read [date, date + 1 s) at some moment between sending and receiving. */
function offsetOf(probe: Probe & { dateMillis: number }): Offset {
  return { low: probe.dateMillis - probe.receivedMillis, high: probe.dateMillis + 1000 - probe.sentMillis };
}

export function learn(known: ClockKnowledge, probe: Probe): ClockKnowledge {
  const { dateMillis, aged } = probe;
  const probes = known.probes + 1;
  if (dateMillis === undefined) {
    return { ...known, probes };
  }
  const moved = known.latest?.dateMillis !== dateMillis;
  const sinceMillis = moved ? probe.receivedMillis : known.sinceMillis;
  const standsStill = probe.sentMillis - sinceMillis > STANDSTILL_MILLIS;
  const heard = offsetOf({ ...probe, dateMillis });
  return {
    offset: known.offset ? intersection(drifted(known.offset, known.latest, probe), heard) : heard,
    probes,
    fastestMillis: Math.min(known.fastestMillis, probe.receivedMillis - probe.sentMillis),
    believed: known.believed && !aged && !standsStill,
    latest: probe,
    sinceMillis,
  };
}

/** Two crystals part by up to 100 ppm: what was known long ago is known less well now. */
function drifted(offset: Offset, latest: Probe | undefined, now: Probe): Offset {
  const drift = latest ? Math.max(0, now.receivedMillis - latest.receivedMillis) * DRIFT_PER_MILLI : 0;
  return { low: offset.low - drift, high: offset.high + drift };
}

/** Intervals that exclude each other mean that a clock was set, or a server's Date lagged: the newer one stands. */
function intersection(a: Offset, b: Offset): Offset {
  const both = { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
  return both.low <= both.high ? both : b;
}

/** What more probes could take away: the round trip itself stays, as nobody can see how it divides into there and back. */
function uncertainty(offset: Offset, fastestMillis: number): number {
  return offset.high - offset.low - fastestMillis;
}

/** The clock may move the picture once it is known to ±50 ms. */
export function isKnown({ offset, fastestMillis, believed }: ClockKnowledge): boolean {
  return believed && offset !== undefined && uncertainty(offset, fastestMillis) <= KNOWN_WIDTH_MILLIS;
}

/**
 * The offset to live by. While the server's second is not yet pinned down, a device clock that agrees with it is the better
 * guess; once it is, the middle of what is known.
 */
export function bestOffset(known: ClockKnowledge, deviceOffset: number): number {
  const { offset, believed } = known;
  if (offset === undefined || !believed) {
    return deviceOffset;
  }
  const deviceAgrees = offset.low <= deviceOffset && deviceOffset <= offset.high;
  return deviceAgrees && !isKnown(known) ? deviceOffset : (offset.low + offset.high) / 2;
}

const SEARCH_STEP_MILLIS = 130;
const GOOD_MILLIS = 12;

/**
 * When to send the next probe, or undefined when more would tell nothing. First a quick train finds a second's edge to a
 * fraction of a second, then each following edge halves what is left.
 */
export function nextProbeAt(known: ClockKnowledge, nowMillis: number): number | undefined {
  const { offset, fastestMillis, latest } = known;
  if (known.probes >= MAX_JOIN_PROBES || (known.probes > 0 && !known.believed)) {
    return undefined;
  }
  if (offset === undefined || latest === undefined) {
    return nowMillis + (known.probes === 0 ? 0 : SEARCH_STEP_MILLIS);
  }
  const left = uncertainty(offset, fastestMillis);
  if (left < GOOD_MILLIS) {
    return undefined;
  }
  if (left > 2 * SEARCH_STEP_MILLIS) {
    return Math.max(nowMillis, latest.sentMillis + SEARCH_STEP_MILLIS);
  }
  return nextEdge(known, nowMillis);
}

/** The moment to send so that the request reaches the server on the edge of a second, if the middle of what is known is right. */
export function nextEdge(known: ClockKnowledge, nowMillis: number): number {
  if (known.offset === undefined) {
    return nowMillis;
  }
  const middle = (known.offset.low + known.offset.high) / 2;
  const arrival = nowMillis + known.fastestMillis / 2 + middle;
  return nowMillis + (Math.ceil(arrival / 1000) * 1000 - arrival);
}
