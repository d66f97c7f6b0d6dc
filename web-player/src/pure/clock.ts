/** One request of `time`: when it left and came back on the page's monotonic clock, and the second the server named. */
export interface Probe {
  readonly sentMillis: number;
  readonly receivedMillis: number;
  readonly dateMillis: number | undefined;
  /** The answer came from a cache, so its Date says nothing about now. */
  readonly aged: boolean;
}

/** A probe that brought a Date. */
export type Answer = Probe & { readonly dateMillis: number };

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
  /** What the page lives by once the clock is set; undefined before, and after an answer that contradicts it. */
  readonly estimate: number | undefined;
  readonly estimatedAtMillis: number;
  /** What the last good train of requests found. */
  readonly setting: Setting | undefined;
  /** How far the two crystals have parted since then, per millisecond. */
  readonly drift: number;
  /** So many checks one after the other found the server's clock ahead of the estimate, or, below zero, behind it. */
  readonly asides: number;
}

export interface Setting {
  readonly estimate: number;
  readonly atMillis: number;
}

export const NOTHING_KNOWN: ClockKnowledge = {
  offset: undefined,
  probes: 0,
  fastestMillis: Number.POSITIVE_INFINITY,
  believed: true,
  latest: undefined,
  sinceMillis: 0,
  estimate: undefined,
  estimatedAtMillis: 0,
  setting: undefined,
  drift: 0,
  asides: 0,
};

export const MAX_JOIN_PROBES = 15;
const KNOWN_WIDTH_MILLIS = 100;
const STANDSTILL_MILLIS = 1_200;
const DRIFT_PER_MILLI = 100e-6;

/** A Date is cut to the second: the server's clock read [date, date + 1 s) at some moment between sending and receiving. */
function offsetOf(probe: Answer): Offset {
  return { low: probe.dateMillis - probe.receivedMillis, high: probe.dateMillis + 1000 - probe.sentMillis };
}

export function learn(known: ClockKnowledge, probe: Probe): ClockKnowledge {
  const { dateMillis } = probe;
  const probes = known.probes + 1;
  if (dateMillis === undefined) {
    return { ...known, probes };
  }
  if (!isCredible(known, probe)) {
    // A clock that was set goes on without it; one that is being set cannot tell the true answers from the stored ones.
    return { ...known, probes, believed: known.believed && known.estimate !== undefined };
  }
  const moved = known.latest?.dateMillis !== dateMillis;
  const heard = offsetOf({ ...probe, dateMillis });
  const before = known.offset && drifted(known.offset, known.latest, probe);
  const agree = before !== undefined && overlap(before, heard);
  const offset = agree ? intersection(before, heard) : heard;
  return {
    ...known,
    offset,
    estimate: known.estimate !== undefined && agree ? nearest(offset, known.estimate) : undefined,
    setting: agree ? known.setting : undefined,
    probes,
    fastestMillis: Math.min(known.fastestMillis, probe.receivedMillis - probe.sentMillis),
    latest: probe,
    sinceMillis: moved ? probe.receivedMillis : known.sinceMillis,
  };
}

/** An answer that a cache stored, and says so by its age or by a Date that stands still, tells nothing about now. */
export function isCredible(known: ClockKnowledge, { dateMillis, sentMillis, aged }: Probe): boolean {
  const standsStill = known.latest?.dateMillis === dateMillis && sentMillis - known.sinceMillis > STANDSTILL_MILLIS;
  return !aged && !standsStill;
}

/** Two crystals part by up to 100 ppm: what was known long ago is known less well now. */
function drifted(offset: Offset, latest: Probe | undefined, now: Probe): Offset {
  const drift = latest ? Math.max(0, now.receivedMillis - latest.receivedMillis) * DRIFT_PER_MILLI : 0;
  return { low: offset.low - drift, high: offset.high + drift };
}

/** Intervals that exclude each other mean that a clock was set, or a server's Date lagged: the newer one stands. */
function overlap(a: Offset, b: Offset): boolean {
  return a.low <= b.high && b.low <= a.high;
}

function intersection(a: Offset, b: Offset): Offset {
  return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
}

function nearest({ low, high }: Offset, value: number): number {
  return Math.min(high, Math.max(low, value));
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
  const { offset, believed, estimate } = known;
  if (offset === undefined || !believed) {
    return deviceOffset;
  }
  if (estimate !== undefined) {
    return estimate;
  }
  const deviceAgrees = offset.low <= deviceOffset && deviceOffset <= offset.high;
  return deviceAgrees && !isKnown(known) ? deviceOffset : (offset.low + offset.high) / 2;
}

/** What was heard is not believed, so nothing of it is kept: what comes now is. */
export function anew({ fastestMillis, drift }: ClockKnowledge): ClockKnowledge {
  return { ...NOTHING_KNOWN, fastestMillis, drift };
}

const SETTABLE_WIDTH_MILLIS = 300;

/**
 * The train of requests is over. The middle of what is known is the best guess there is, unless next to nothing is known, or an
 * earlier estimate stands that the train did not better.
 */
export function set(known: ClockKnowledge): ClockKnowledge {
  const { offset, believed, fastestMillis, latest } = known;
  const most = known.estimate === undefined ? SETTABLE_WIDTH_MILLIS : KNOWN_WIDTH_MILLIS;
  if (!believed || offset === undefined || latest === undefined || uncertainty(offset, fastestMillis) > most) {
    return known;
  }
  const found = { estimate: (offset.low + offset.high) / 2, atMillis: latest.receivedMillis };
  return {
    ...known,
    estimate: found.estimate,
    estimatedAtMillis: found.atMillis,
    setting: isKnown(known) ? found : undefined,
    drift: driftSince(known.setting, found) ?? known.drift,
    asides: 0,
  };
}

/** A train that followed too soon would tell of the networks' jitter rather than of crystals. */
const DRIFT_SHOWS_AFTER_MILLIS = 15 * 60_000;

function driftSince(earlier: Setting | undefined, later: Setting): number | undefined {
  const elapsed = earlier === undefined ? 0 : later.atMillis - earlier.atMillis;
  if (earlier === undefined || elapsed < DRIFT_SHOWS_AFTER_MILLIS) {
    return undefined;
  }
  const drift = (later.estimate - earlier.estimate) / elapsed;
  return Math.max(-DRIFT_PER_MILLI, Math.min(DRIFT_PER_MILLI, drift));
}

/** The clock was set by a train of requests that pinned it down, and nothing has contradicted it since. */
export function isSet({ estimate, setting }: ClockKnowledge): boolean {
  return estimate !== undefined && setting !== undefined;
}

/**
 * What is known after the device's clock and its monotonic clock parted by `steppedMillis`, in the light of a new answer: a
 * monotonic clock that slept stood still while the server's went on as the device's did; a device's clock that was set moved
 * alone. A step of less than a second may fit both, and more answers have to tell. If this one fits neither, all is to be learnt
 * anew.
 */
export function afterStep(known: ClockKnowledge, steppedMillis: number, answer: Probe): ClockKnowledge {
  const { dateMillis } = answer;
  if (dateMillis === undefined) {
    return known;
  }
  const heard = offsetOf({ ...answer, dateMillis });
  const [fitting, other] = [known, movedBy(known, steppedMillis)].filter(
    ({ offset }) => offset && overlap(offset, heard),
  );
  return learn(fitting && other ? eitherOf(fitting, other) : (fitting ?? anew(known)), answer);
}

function eitherOf(a: ClockKnowledge, b: ClockKnowledge): ClockKnowledge {
  const offset = a.offset && b.offset;
  return offset && a.offset
    ? { ...a, offset: { low: Math.min(a.offset.low, offset.low), high: Math.max(a.offset.high, offset.high) } }
    : a;
}

function movedBy(known: ClockKnowledge, millis: number): ClockKnowledge {
  const { offset, estimate, setting } = known;
  return {
    ...known,
    offset: offset && { low: offset.low + millis, high: offset.high + millis },
    estimate: estimate === undefined ? undefined : estimate + millis,
    setting: setting && { ...setting, estimate: setting.estimate + millis },
  };
}

/** An edge found within one step is then known to ±50 ms. */
const SEARCH_STEP_MILLIS = 95;
const FOUND_WITHIN_MILLIS = 160;
const GOOD_MILLIS = 12;

/**
 * When to send the next probe, or undefined when more would tell nothing. First a quick train finds a second's edge to a
 * fraction of a second, then each following edge halves what is left. While the server's second is certain nothing is asked:
 * after a late answer the train would be over before the next edge.
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
  const soonest = Math.max(nowMillis, latest.sentMillis + SEARCH_STEP_MILLIS);
  const isSearch = left > FOUND_WITHIN_MILLIS && mayBeAnEdge(offset, soonest + fastestMillis / 2);
  return isSearch ? soonest : nextEdge({ ...known, estimate: undefined }, nowMillis);
}

/** Whether the server's second that an arrival falls into is not known. */
function mayBeAnEdge({ low, high }: Offset, arrivalMillis: number): boolean {
  return Math.floor((arrivalMillis + high) / 1000) > Math.floor((arrivalMillis + low) / 1000);
}

/** When to send a request that should reach the server as its clock shows a whole second, or a little before (negative) or after. */
export function nextEdge(known: ClockKnowledge, nowMillis: number, besideMillis = 0): number {
  const { offset, estimate, fastestMillis } = known;
  const guess = estimate ?? (offset ? (offset.low + offset.high) / 2 : 0);
  const arrival = nowMillis + fastestMillis / 2 + guess - besideMillis;
  return nowMillis + Math.ceil(arrival / 1000) * 1000 - arrival;
}

/**
 * A set clock is checked by two requests, one that should arrive just before a second's edge, though the page be a little late
 * with it, and one just after.
 */
export const CHECKS_BESIDE_EDGE_MILLIS: readonly number[] = [-16, 12];
const CHECK_STEP_MILLIS = 24;
/** What arrived closer to the edge, as when a busy page sent it late, or what took so much longer than need be, says nothing. */
const BESIDE_EDGE_MILLIS = 10;
const HELD_UP_MILLIS = 30;
const MOST_ASIDES = 4;

/** The estimate at a later moment, if the crystals go on parting as they did. */
export function carriedOn(known: ClockKnowledge, nowMillis: number): ClockKnowledge {
  const { estimate, estimatedAtMillis, drift } = known;
  return estimate === undefined
    ? known
    : { ...known, estimate: estimate + (nowMillis - estimatedAtMillis) * drift, estimatedAtMillis: nowMillis };
}

/**
 * What the two answers of a check tell. If both find the estimate that was checked on the same side of the server's clock it moves
 * by the check's width, and what it has moved since the clock was set is the crystals' parting.
 */
export function checked(known: ClockKnowledge, estimate: number, answers: readonly Answer[]): ClockKnowledge {
  const { offset, estimatedAtMillis, setting, fastestMillis } = known;
  const [before, after] = answers.map((answer) => arrivalOf(answer, estimate, fastestMillis));
  if (known.estimate === undefined || offset === undefined || before?.isBefore !== true || after?.isAfter !== true) {
    return known;
  }
  if (before.isPast !== after.isPast) {
    return { ...known, asides: 0 };
  }
  const side = after.isPast ? 1 : -1;
  const moved = nearest(offset, estimate + side * CHECK_STEP_MILLIS);
  const drift = driftSince(setting, { estimate: moved, atMillis: estimatedAtMillis }) ?? known.drift;
  return { ...known, estimate: moved, drift, asides: side + (known.asides * side > 0 ? known.asides : 0) };
}

/** On which side of a second's edge a request should have reached the server, and whether that was past it by its own clock. */
interface Arrival {
  readonly isBefore: boolean;
  readonly isAfter: boolean;
  readonly isPast: boolean;
}

function arrivalOf(
  { sentMillis, receivedMillis, dateMillis }: Answer,
  estimate: number,
  fastestMillis: number,
): Arrival {
  const expected = sentMillis + fastestMillis / 2 + estimate;
  const edge = Math.round(expected / 1000) * 1000;
  const isInTime = receivedMillis - sentMillis - fastestMillis <= HELD_UP_MILLIS;
  return {
    isBefore: isInTime && expected <= edge - BESIDE_EDGE_MILLIS,
    isAfter: isInTime && expected >= edge + BESIDE_EDGE_MILLIS,
    isPast: dateMillis >= edge,
  };
}

/** The crystals part by more than the checks can follow: a new train tells by how much. */
export function isOutrun({ asides }: ClockKnowledge): boolean {
  return Math.abs(asides) >= MOST_ASIDES;
}
