import { crc32, inflateRawSync } from "node:zlib";

const headerBytes = 10;
const trailerBytes = 8;
const lineBytes = 9;
const storedBlockBytes = 5;

/** Size of member 0 for a number of buckets: hex lines in one stored block. */
export function directoryBytes(buckets: number): number {
  return headerBytes + storedBlockBytes + lineBytes * (buckets + 1) + trailerBytes;
}

/** Cuts a pack at the offsets of its directory and inflates each member alone; throws on any other form. */
export function readPack(pack: Uint8Array, buckets: number): string[] {
  const size = directoryBytes(buckets);
  requireStored(pack);
  const offsets = readDirectory(inflateMember(pack.subarray(0, size), "directory"), buckets);
  if (offsets[0] !== size || offsets.at(-1) !== pack.length) {
    throw new Error(
      `offsets must run from ${size} to ${pack.length}, were ${offsets[0]} to ${offsets.at(-1)}`,
    );
  }
  return offsets
    .slice(0, -1)
    .map((offset, k) => inflateMember(pack.subarray(offset, offsets[k + 1]), `bucket ${k}`));
}

function readDirectory(text: string, buckets: number): number[] {
  if (!/^([0-9a-f]{8}\n)+$/.test(text) || text.length !== lineBytes * (buckets + 1)) {
    throw new Error(
      `the directory must be ${buckets + 1} lines of eight hex digits, was ${text.length} bytes`,
    );
  }
  return text
    .trimEnd()
    .split("\n")
    .map((line) => Number.parseInt(line, 16));
}

/** RFC 1951: the lowest bit ends the stream, the two above it are the block's type, 0 being stored. */
function requireStored(pack: Uint8Array): void {
  if (((pack[headerBytes] ?? 0xff) & 0b111) !== 1) {
    throw new Error("the directory must be one stored block");
  }
}

/** One gzip member (RFC 1952) and nothing after it. */
function inflateMember(member: Uint8Array, name: string): string {
  const [id1, id2, method, flags, ...rest] = member.subarray(0, headerBytes);
  const plain = id1 === 0x1f && id2 === 0x8b && method === 8 && flags === 0;
  if (!plain || rest.slice(0, 4).some((byte) => byte !== 0) || rest[5] !== 255) {
    throw new Error(`${name}: a header must be 10 bytes without a name, time 0, OS 255`);
  }
  const deflated = member.subarray(headerBytes, -trailerBytes);
  const { buffer, engine } = inflateRawSync(deflated, { info: true }) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  const trailer = new DataView(member.buffer, member.byteOffset + member.length - trailerBytes, trailerBytes);
  if (engine.bytesWritten !== deflated.length) {
    throw new Error(`${name}: ${deflated.length - engine.bytesWritten} bytes after the end of the member`);
  }
  if (trailer.getUint32(0, true) !== crc32(buffer) || trailer.getUint32(4, true) !== buffer.length) {
    throw new Error(`${name}: check sum or length is wrong`);
  }
  return buffer.toString("utf8");
}
