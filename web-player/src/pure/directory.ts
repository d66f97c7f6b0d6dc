/** Where each member of a pack begins, and after the last of them where the pack ends. */
export type Directory = readonly number[];

export interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const LINE = /^[0-9a-f]{8}$/;

export function parseDirectory(text: string, bucketCount: number, directoryBytes: number): Directory {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length !== bucketCount + 1) {
    throw new Error(`a directory of ${bucketCount} buckets must have ${bucketCount + 1} lines, had ${lines.length}`);
  }
  const offsets = lines.map((line) => {
    if (!LINE.test(line)) {
      throw new Error(`an offset must be eight hex digits, was ${JSON.stringify(line)}`);
    }
    return Number.parseInt(line, 16);
  });
  if (offsets[0] !== directoryBytes) {
    throw new Error(`bucket 0 must follow the directory at ${directoryBytes}, was at ${offsets[0]}`);
  }
  if (offsets.some((offset, i) => i > 0 && offset <= (offsets[i - 1] ?? 0))) {
    throw new Error('the offsets of a directory must rise');
  }
  return offsets;
}

export function memberRange(directory: Directory, bucket: number): ByteRange {
  const start = directory[bucket];
  const end = directory[bucket + 1];
  if (start === undefined || end === undefined) {
    throw new Error(`the directory has no bucket ${bucket}`);
  }
  return { start, end };
}

/** What a host sent for a range: the range itself (206), or everything (200), which is cut by the same offsets. */
export function cut(status: number, body: Uint8Array, range: ByteRange): Uint8Array {
  const bytes = status === 206 ? body : body.subarray(range.start, range.end);
  if (bytes.length !== range.end - range.start) {
    throw new Error(`bytes ${range.start} to ${range.end} were asked for, ${bytes.length} came`);
  }
  return bytes;
}
