import { gzipSync } from 'node:zlib';

/** Packs as a release holds them: each member's header is 10 bytes, the directory a stored block of known size. */
export interface PackBytes {
  readonly bytes: Buffer;
  readonly directoryBytes: number;
}

export function packOf(buckets: readonly string[]): PackBytes {
  const members = buckets.map((text) => gzipSync(text));
  const directoryBytes = gzipSync(directoryText(members, 0), { level: 0 }).length;
  const directory = gzipSync(directoryText(members, directoryBytes), { level: 0 });
  return { bytes: Buffer.concat([directory, ...members]), directoryBytes };
}

function directoryText(members: readonly Buffer[], first: number): string {
  const offsets = [first];
  for (const member of members) {
    offsets.push((offsets.at(-1) ?? 0) + member.length);
  }
  return offsets.map((offset) => `${offset.toString(16).padStart(8, '0')}\n`).join('');
}
