/** Boxes of ISO/IEC 14496-12, as far as decode times need them. */
const containers = new Set(["moov", "trak", "mdia", "mvex", "moof", "traf"]);

interface Box {
  readonly type: string;
  readonly body: DataView;
}

/** What an init segment tells of its one track. */
export interface Track {
  /** Units of decode time a second. */
  readonly timescale: number;
  /** Length of a sample whose fragment gives none. */
  readonly sampleUnits: number;
}

/** The samples of a media segment, in units of its track. */
export interface Samples {
  readonly count: number;
  readonly startUnits: number;
  readonly endUnits: number;
}

export function readInit(init: Uint8Array): Track {
  const boxes = flatten(init);
  const mdhd = find(boxes, "mdhd");
  const timescale = mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12);
  return { timescale, sampleUnits: find(boxes, "trex").getUint32(12) };
}

/** Sums all fragments of a segment; throws where one does not follow the one before. */
export function readSamples(segment: Uint8Array, track: Track): Samples {
  const [first, ...rest] = fragmentsOf(flatten(segment)).map((boxes) => readFragment(boxes, track));
  if (first === undefined || first.count === 0) {
    throw new Error("a segment must have samples");
  }
  return rest.reduce((sum, fragment) => {
    if (fragment.startUnits !== sum.endUnits) {
      throw new Error(`a fragment starts at ${fragment.startUnits}, the one before ends at ${sum.endUnits}`);
    }
    return { count: sum.count + fragment.count, startUnits: sum.startUnits, endUnits: fragment.endUnits };
  }, first);
}

function fragmentsOf(boxes: readonly Box[]): Box[][] {
  const starts = boxes.flatMap(({ type }, i) => (type === "moof" ? [i] : []));
  return starts.map((start, k) => boxes.slice(start, starts[k + 1]));
}

function readFragment(boxes: readonly Box[], track: Track): Samples {
  const tfdt = find(boxes, "tfdt");
  const startUnits = tfdt.getUint8(0) === 1 ? Number(tfdt.getBigUint64(4)) : tfdt.getUint32(4);
  const sampleUnits = defaultUnits(find(boxes, "tfhd")) ?? track.sampleUnits;
  const runs = boxes.filter(({ type }) => type === "trun").map(({ body }) => body);
  return {
    count: runs.reduce((sum, run) => sum + run.getUint32(4), 0),
    startUnits,
    endUnits: runs.reduce((end, run) => end + runUnits(run, sampleUnits), startUnits),
  };
}

function defaultUnits(tfhd: DataView): number | undefined {
  const flags = tfhd.getUint32(0);
  const offset = 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  return flags & 0x8 ? tfhd.getUint32(offset) : undefined;
}

function runUnits(trun: DataView, sampleUnits: number): number {
  const flags = trun.getUint32(0);
  const count = trun.getUint32(4);
  if (!(flags & 0x100)) {
    return count * sampleUnits;
  }
  const first = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const stride = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
  let units = 0;
  for (let i = 0; i < count; i++) {
    units += trun.getUint32(first + i * stride);
  }
  return units;
}

function find(boxes: readonly Box[], type: string): DataView {
  const box = boxes.find((candidate) => candidate.type === type);
  if (box === undefined) {
    throw new Error(`no ${type} in ${boxes.map((candidate) => candidate.type).join(" ")}`);
  }
  return box.body;
}

function flatten(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
    const size = view.getUint32(0);
    if (size < 8 || offset + size > bytes.length) {
      throw new Error(`a box of ${size} bytes does not fit at ${offset} of ${bytes.length}`);
    }
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const body = bytes.subarray(offset + 8, offset + size);
    boxes.push({ type, body: new DataView(body.buffer, body.byteOffset, body.length) });
    if (containers.has(type)) {
      boxes.push(...flatten(body));
    }
    offset += size;
  }
  return boxes;
}
