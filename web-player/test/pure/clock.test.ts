import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  afterStep,
  bestOffset,
  CHECKS_BESIDE_EDGE_MILLIS,
  type ClockKnowledge,
  carriedOn,
  checked,
  isKnown,
  isOutrun,
  learn,
  MAX_JOIN_PROBES,
  NOTHING_KNOWN,
  nextEdge,
  nextProbeAt,
  type Probe,
  set,
} from '../../src/pure/clock.ts';

/** A server whose clock is `offset` ahead of the page's monotonic one, asked over a network. */
interface Network {
  readonly offset: number;
  readonly rttMillis: number;
  readonly jitterMillis: number;
  readonly random: () => number;
  /** How much of the round trip the way there takes; half of it unless told. */
  readonly there?: number;
  /** How many of ten answers come from a cache that stored one a while ago, and says so. */
  readonly cachedOfTen?: number;
  /** How many of ten ways, there or back, are held up, by this much on average. */
  readonly heldUpOfTen?: number;
  readonly heldUpMillis?: number;
}

function heldUp({ random, heldUpOfTen = 0, heldUpMillis = 0 }: Network): number {
  return random() * 10 < heldUpOfTen ? -Math.log(1 - random()) * heldUpMillis : 0;
}

function probeAt(network: Network, sentMillis: number): Probe {
  const { rttMillis, jitterMillis, random, there: share = 0.5 } = network;
  const there = rttMillis * share + random() * jitterMillis + heldUp(network);
  const back = rttMillis * (1 - share) + random() * jitterMillis + heldUp(network);
  const aged = random() * 10 < (network.cachedOfTen ?? 0);
  const served = sentMillis + there + network.offset - (aged ? 7_300 : 0);
  const receivedMillis = sentMillis + there + back;
  return { sentMillis, receivedMillis, dateMillis: Math.floor(served / 1000) * 1000, aged };
}

interface Join {
  readonly known: ClockKnowledge;
  readonly knownAfterMillis: number;
}

function join(network: Network): Join {
  let known = NOTHING_KNOWN;
  let nowMillis = 0;
  let knownAfterMillis = Number.POSITIVE_INFINITY;
  for (;;) {
    const at = nextProbeAt(known, nowMillis);
    if (at === undefined) {
      return { known, knownAfterMillis };
    }
    const probe = probeAt(network, at);
    nowMillis = probe.receivedMillis;
    known = learn(known, probe);
    if (isKnown(known)) {
      knownAfterMillis = Math.min(knownAfterMillis, nowMillis);
    }
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

type Conditions = Omit<Network, 'offset' | 'random'>;

function joins(conditions: Conditions): { errors: number[]; afters: number[]; probes: number[] } {
  const runs = Array.from({ length: 400 }, (_, i) => {
    const network = { ...conditions, offset: 1.7e12 + i * 37.7, random: seeded(i + 1) };
    const { known, knownAfterMillis } = join(network);
    return { error: Math.abs(bestOffset(known, 0) - network.offset), after: knownAfterMillis, probes: known.probes };
  });
  return { errors: runs.map((r) => r.error), afters: runs.map((r) => r.after), probes: runs.map((r) => r.probes) };
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

describe('against a simulated network', () => {
  test.each<[string, Conditions, number, number]>([
    ['on loopback', { rttMillis: 1, jitterMillis: 1 }, 20, 3_000],
    ['at a round trip of 5 ms', { rttMillis: 5, jitterMillis: 2 }, 20, 3_000],
    ['at 40 to 80 ms', { rttMillis: 40, jitterMillis: 20 }, 20, 3_000],
    ['at 60 to 100 ms', { rttMillis: 60, jitterMillis: 20 }, 20, 3_000],
    ['at 150 ms and much jitter', { rttMillis: 150, jitterMillis: 50 }, 35, 5_000],
    ['at 300 ms and much jitter', { rttMillis: 300, jitterMillis: 100 }, 60, Number.POSITIVE_INFINITY],
    [
      'at 5 ms from a busy host, with half of the answers held up',
      { rttMillis: 5, jitterMillis: 2, heldUpOfTen: 3, heldUpMillis: 150 },
      20,
      8_000,
    ],
    [
      'at 60 ms on a bad mobile network',
      { rttMillis: 60, jitterMillis: 20, heldUpOfTen: 3, heldUpMillis: 200 },
      20,
      10_000,
    ],
    [
      'at 60 ms, of which the way there takes 20: nobody can see that, and half of it is the floor',
      { rttMillis: 60, jitterMillis: 4, there: 1 / 3 },
      25,
      3_000,
    ],
  ])(
    '%s the clock is as right as can be (p95), known to ±50 ms in time, in at most 15 requests',
    (_, conditions, ms, within) => {
      const { errors, afters, probes } = joins(conditions);
      expect(p95(errors)).toBeLessThanOrEqual(ms);
      expect(p95(afters)).toBeLessThanOrEqual(within);
      expect(Math.max(...probes)).toBeLessThanOrEqual(MAX_JOIN_PROBES);
    },
  );

  test('an answer from a cache is worse than none: once there is one, the device is believed', () => {
    for (let i = 0; i < 100; i++) {
      const network = { offset: 5e5, rttMillis: 60, jitterMillis: 20, cachedOfTen: 5, random: seeded(i + 1) };
      const { known } = join(network);
      expect(known.believed ? Math.abs(bestOffset(known, 77) - 5e5) < 60 : bestOffset(known, 77) === 77).toBe(true);
    }
  });

  test('what is known always holds the true offset', () => {
    const rtt = fc.integer({ min: 5, max: 300 });
    fc.assert(
      fc.property(rtt, fc.nat(100), fc.integer({ min: 1, max: 1e9 }), (rttMillis, jitterMillis, seed) => {
        const network = { offset: seed * 1000.5, rttMillis, jitterMillis, random: seeded(seed) };
        const { offset } = join(network).known;
        expect(offset && offset.low <= network.offset && network.offset < offset.high).toBe(true);
      }),
    );
  });
});

function probe(sentMillis: number, dateMillis: number | undefined, aged = false): Probe {
  return { sentMillis, receivedMillis: sentMillis + 10, dateMillis, aged };
}

describe('an answer is not believed', () => {
  test('when it has an Age', () => {
    const known = learn(NOTHING_KNOWN, probe(0, 5_000, true));
    expect(bestOffset(known, 77)).toBe(77);
    expect(nextProbeAt(known, 20)).toBeUndefined();
  });

  test('when its Date stands still for more than 1.2 s', () => {
    const known = [0, 600, 1_215].reduce((k, at) => learn(k, probe(at, 5_000)), NOTHING_KNOWN);
    expect(known.believed).toBe(false);
    expect(bestOffset(known, 77)).toBe(77);
  });

  test('but a Date that stands still for a second is an ordinary one', () => {
    expect([0, 500, 1_000].reduce((k, at) => learn(k, probe(at, 5_000)), NOTHING_KNOWN).believed).toBe(true);
  });
});

describe('bestOffset', () => {
  const first = learn(NOTHING_KNOWN, probe(0, 1_000_000));

  test('a device clock that agrees with the server is the better guess at first', () => {
    expect(bestOffset(first, 1_000_400)).toBe(1_000_400);
  });

  test('a device clock that is hours off is not', () => {
    expect(bestOffset(first, 1_000_400 + 7_200_000)).toBeCloseTo(1_000_495, 0);
  });

  test('a server clock that was set is followed', () => {
    const later = learn(first, probe(5_000, 9_005_000));
    expect(bestOffset(later, 0)).toBeCloseTo(9_000_495, 0);
  });

  test('answers without a Date leave the device clock standing', () => {
    expect(bestOffset(learn(NOTHING_KNOWN, probe(0, undefined)), 77)).toBe(77);
  });
});

describe('a clock that was set once', () => {
  const network: Network = { offset: 1.7e12, rttMillis: 60, jitterMillis: 10, random: seeded(3) };
  const settled = set(join(network).known);

  /** Half an hour later, the two requests of a check, from a page that may send them late. */
  const checkedLater = (
    known: ClockKnowledge,
    offsetAt: (nowMillis: number) => number,
    lateMillis = 0,
  ): ClockKnowledge => {
    let nowMillis = (known.latest?.receivedMillis ?? 0) + 1_800_000;
    const set = carriedOn(known, nowMillis);
    let learnt = set;
    const answers = CHECKS_BESIDE_EDGE_MILLIS.map((beside) => {
      const sendMillis = nextEdge(set, nowMillis, beside) + network.random() * lateMillis;
      const probe = probeAt({ ...network, offset: offsetAt(sendMillis) }, sendMillis);
      learnt = learn(learnt, probe);
      nowMillis = probe.receivedMillis;
      return probe as Answer;
    });
    return checked(learnt, set.estimate ?? 0, answers);
  };

  test('stays where it is while its requests are sent late', () => {
    let known = settled;
    for (let halfHour = 1; halfHour <= 200; halfHour++) {
      known = checkedLater(known, () => network.offset, 40);
      expect(Math.abs(bestOffset(known, 0) - network.offset)).toBeLessThanOrEqual(20);
      expect(known.asides).toBe(0);
    }
  });

  test.each([
    ['none', 0, 20],
    ['5 ppm', 5, 40],
    ['20 ppm', 20, 50],
    ['20 ppm the other way', -20, 50],
  ])('follows crystals that part, by %s, for a day, by its checks alone', (_, ppm, most) => {
    const offsetAt = (nowMillis: number) => network.offset + nowMillis * ppm * 1e-6;
    let known = settled;
    const errors: number[] = [];
    for (let halfHour = 1; halfHour <= 48; halfHour++) {
      known = checkedLater(known, offsetAt);
      errors.push(Math.abs(bestOffset(known, 0) - offsetAt(known.estimatedAtMillis)));
      expect(isOutrun(known)).toBe(false);
    }
    expect(Math.max(...errors)).toBeLessThanOrEqual(most);
    expect(Math.max(...errors.slice(4))).toBeLessThanOrEqual(25);
  });

  test('says that crystals outrun its checks', () => {
    const offsetAt = (nowMillis: number) => network.offset + nowMillis * 100e-6;
    const known = [1, 2, 3, 4].reduce((before) => checkedLater(before, offsetAt), settled);
    expect(isOutrun(known)).toBe(true);
  });

  test('is learnt anew when an answer contradicts it', () => {
    const moved = checkedLater(settled, () => network.offset + 90_000);
    expect(moved.estimate).toBeUndefined();
    expect(Math.abs(bestOffset(moved, 0) - network.offset - 90_000)).toBeLessThan(1_000);
  });
});

describe('afterStep', () => {
  const settled = set(join({ offset: 1.7e12, rttMillis: 20, jitterMillis: 5, random: seeded(9) }).known);
  const estimate = settled.estimate ?? Number.NaN;
  const answer = (offset: number) => probeAt({ offset, rttMillis: 20, jitterMillis: 5, random: seeded(4) }, 60_000);

  test.each([
    ["a device's clock that was set moves nothing", 3_600_000, 1.7e12, 0],
    ['nor does one that was set back', -3_600_000, 1.7e12, 0],
    ['after a sleep the server is as far ahead as the device is', 5 * 3_600_000, 1.7e12 + 5 * 3_600_000, 5 * 3_600_000],
    ['also after a short one', 5_000, 1.7e12 + 5_000, 5_000],
  ])('%s', (_, steppedMillis, offset, moved) => {
    expect((afterStep(settled, steppedMillis, answer(offset)).estimate ?? 0) - estimate).toBeCloseTo(moved, 0);
  });

  test('a step of less than a second that fits both leaves both open, and the estimate where it was', () => {
    const known = afterStep(settled, 300, answer(1.7e12));
    expect(isKnown(known)).toBe(false);
    expect(known.offset?.low).toBeLessThanOrEqual(1.7e12);
    expect(known.offset?.high).toBeGreaterThanOrEqual(1.7e12 + 280);
    expect(known.estimate).toBeCloseTo(estimate, 0);
  });

  test('what a sleep adds is not taken for a parting of crystals', () => {
    const known = afterStep(settled, 5_000, answer(1.7e12 + 5_000));
    expect((known.setting?.estimate ?? 0) - (settled.setting?.estimate ?? 0)).toBe(5_000);
  });

  test('what fits neither is learnt anew', () => {
    const known = afterStep(settled, 3_600_000, answer(1.7e12 + 100_000));
    expect(known.estimate).toBeUndefined();
    expect(Math.abs(bestOffset(known, 0) - 1.7e12 - 100_000)).toBeLessThan(600);
  });
});
