/** Mulberry32: small, and the same numbers from the same seed everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** STREAMSYNC_SEED, or another one each time. */
export function seed(): number {
  return Number(process.env.STREAMSYNC_SEED ?? Date.now() % 1_000_000);
}
