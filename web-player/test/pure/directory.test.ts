import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, memberRange, parseDirectory } from '../../src/pure/directory.ts';

function textOf(offsets: readonly number[]): string {
  return offsets.map((offset) => `${offset.toString(16).padStart(8, '0')}\n`).join('');
}

test('offsets come back as they were written, and members tile what follows the directory', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 24, max: 3000 }), (members, directoryBytes) => {
      let end = directoryBytes;
      const offsets = [end, ...members.map((size) => (end += size))];
      const directory = parseDirectory(textOf(offsets), members.length, directoryBytes);
      members.forEach((size, bucket) => {
        const { start, end } = memberRange(directory, bucket);
        expect([start, end - start]).toEqual([offsets[bucket], size]);
      });
      expect(() => memberRange(directory, members.length)).toThrow(/no bucket/);
    }),
  );
});

describe('a directory is refused when', () => {
  test.each([
    ['its end line is missing', textOf([50]), 1],
    ['its last newline is missing', textOf([50, 60]).slice(0, -1), 1],
    ['an offset is not eight hex digits', `${textOf([50])}3c\n`, 1],
    ['an offset does not rise', textOf([50, 50]), 1],
    ['bucket 0 does not follow it', textOf([51, 60]), 1],
  ])('%s', (_, text, buckets) => {
    expect(() => parseDirectory(text, buckets, 50)).toThrow();
  });
});

describe('cut', () => {
  const everything = Uint8Array.from({ length: 100 }, (_, i) => i);
  const range = { start: 10, end: 13 };

  test('a host that honours Range sent the bytes themselves', () => {
    expect([...cut(206, everything.subarray(10, 13), range)]).toEqual([10, 11, 12]);
  });

  test('a host that ignores Range sent everything, which is cut by the same offsets', () => {
    expect([...cut(200, everything, range)]).toEqual([10, 11, 12]);
  });

  test('a truncated answer is refused', () => {
    expect(() => cut(206, everything.subarray(10, 12), range)).toThrow(/2 came/);
    expect(() => cut(200, everything.subarray(0, 12), range)).toThrow(/2 came/);
  });
});
