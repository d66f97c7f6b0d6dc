import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestOffset,
  type ClockKnowledge,
  isKnown,
  learn,
  MAX_JOIN_PROBES,
  NOTHING_KNOWN,
  nextProbeAt,
  type Probe,
} from '../../src/pure/clock.ts';

/** A server whose clock is `offset` ahead of the page's monotonic one, asked over a network. */
interface Network {
  readonly offset: number;
  readonly rttMillis: number;
  readonly jitterMillis: number;
  readonly random: () => number;
}

function probeAt(network: Network, sentMillis: number): Probe {
  const there = network.rttMillis / 2 + network.random() * network.jitterMillis;
  const back = network.rttMillis / 2 + network.random() * network.jitterMillis;
  const served = sentMillis + there + network.offset;
  const receivedMillis = sentMillis + there + back;
  return { sentMillis, receivedMillis, dateMillis: Math.floor(served / 1000) * 1000, aged: false };
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

function joins(rttMillis: number, jitterMillis: number): { errors: number[]; afters: number[]; probes: number[] } {
  const runs = Array.from({ length: 400 }, (_, i) => {
    const network = { offset: 1.7e12 + i * 37.7, rttMillis, jitterMillis, random: seeded(i + 1) };
    const { known, knownAfterMillis } = join(network);
    return { error: Math.abs(bestOffset(known, 0) - network.offset), after: knownAfterMillis, probes: known.probes };
  });
  return { errors: runs.map((r) => r.error), afters: runs.map((r) => r.after), probes: runs.map((r) => r.probes) };
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

describe('against a simulated network', () => {
  test.each([
    ['on loopback', 1, 1, 20],
    ['at 60 ms round trip and 20 ms jitter each way', 60, 20, 20],
  ])(
    '%s the clock is right to 20 ms (p95), known to ±50 ms within 3 s, in at most 15 requests',
    (_, rtt, jitter, ms) => {
      const { errors, afters, probes } = joins(rtt, jitter);
      expect(p95(errors)).toBeLessThanOrEqual(ms);
      expect(p95(afters)).toBeLessThanOrEqual(3_000);
      expect(Math.max(...probes)).toBeLessThanOrEqual(MAX_JOIN_PROBES);
    },
  );

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
