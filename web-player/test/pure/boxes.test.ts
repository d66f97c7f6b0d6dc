import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWhole } from '../../src/pure/boxes.ts';

function boxes(sizes: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const size of sizes) {
    new DataView(bytes.buffer).setUint32(at, size);
    at += size;
  }
  return bytes;
}

const sizes = fc.array(fc.integer({ min: 8, max: 400 }), { minLength: 1, maxLength: 6 });

test('boxes one after the other are whole, and cut anywhere else they are not', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (all, where) => {
      const bytes = boxes(all);
      expect(isWhole(bytes.buffer)).toBe(true);
      const length = where % bytes.length;
      const ends = all.map((_, i) => all.slice(0, i + 1).reduce((sum, size) => sum + size, 0));
      expect(isWhole(bytes.slice(0, length).buffer)).toBe(ends.includes(length));
    }),
  );
});

test('what is no box at all is not whole', () => {
  expect(isWhole(new TextEncoder().encode('<!doctype html><p>Not found').buffer as ArrayBuffer)).toBe(false);
  expect(isWhole(new ArrayBuffer(16))).toBe(false);
});
