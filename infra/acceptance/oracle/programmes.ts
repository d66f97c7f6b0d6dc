import { nameOf, type PlacedSegment } from "../published/day.ts";
import type { DateRange } from "../published/playlist.ts";
import { type Fault, faultIf } from "./faults.ts";
import { slate } from "./slate.ts";

/** A start, a duration and a date-time are each printed to the millisecond. */
const roundingMs = 2.05;

/** A DATERANGE that a segment carries, and what stood before it. */
interface Told {
  readonly segment: PlacedSegment;
  readonly range: DateRange;
  readonly before?: { readonly segment: PlacedSegment; readonly range: DateRange };
}

/** What DATERANGEs say of a day, whatever is on air; {@code flat} holds its buckets one after the other. */
export function dateRangeFaults(flat: readonly PlacedSegment[]): Fault[] {
  const faults: Fault[] = [];
  let range: DateRange | undefined;
  for (const [i, segment] of flat.entries()) {
    const previous = flat[i - 1];
    if (segment.dateRange !== undefined) {
      const before = previous && range && { segment: previous, range };
      const told = { segment, range: segment.dateRange, ...(before && { before }) };
      faults.push(...kindFaults(told), ...(repeats(told) ? repetitionFaults(told) : successionFaults(told)));
      range = segment.dateRange;
    }
  }
  const last = flat.at(-1);
  return last && range ? [...faults, ...endFaults({ segment: last, range })] : faults;
}

function repeats({ range, before }: Told): boolean {
  return range.id === before?.range.id;
}

/** Slate is told from programmes by its CLASS, and by nothing else that a viewer would read. */
function kindFaults({ segment, range }: Told): Fault[] {
  const { kind, video, title, captions } = range;
  const right =
    video === slate.id
      ? kind === "slate" && title === slate.title && captions.length === 0
      : kind === "programme";
  return faultIf(!right, "programme", nameOf(segment), `${range.text} is neither programme nor slate`);
}

/** A repeated DATERANGE is the same text, and goes on over a break only in slate. */
function repetitionFaults({ segment, range, before }: Told): Fault[] {
  const where = nameOf(segment);
  const rise = segment.discontinuitySequence - (before?.segment.discontinuitySequence ?? 0);
  const broken = rise !== 0 && range.kind !== "slate";
  return [
    ...faultIf(range.text !== before?.range.text, "programme", where, `${range.text}, repeated otherwise`),
    ...faultIf(broken, "programme", where, `${range.id} goes on over a break of decode time`),
  ];
}

/** Programmes are counted from 0; each starts where the one before ends, and no slate follows slate. */
function successionFaults({ segment, range, before }: Told): Fault[] {
  const where = nameOf(segment);
  const expected = before === undefined ? 0 : numberOf(before.range) + 1;
  const off = range.start - segment.start;
  const twice = range.kind === "slate" && before?.range.kind === "slate";
  return [
    ...faultIf(numberOf(range) !== expected, "programme", where, `${range.id} is not number ${expected}`),
    ...faultIf(!(Math.abs(off) <= roundingMs), "programme", where, `${range.id} starts ${off} ms off`),
    ...faultIf(twice, "programme", where, `${range.id} is a second DATERANGE of one run of slate`),
    ...(before ? endFaults(before) : []),
  ];
}

function endFaults({ segment, range }: Told): Fault[] {
  const off = range.start + Number(range.seconds) * 1000 - segment.end;
  const right = Math.abs(off) <= roundingMs;
  return faultIf(
    !right,
    "programme",
    nameOf(segment),
    `${range.id} ends ${off.toFixed(3)} ms off by its DURATION`,
  );
}

function numberOf({ id }: DateRange): number {
  return Number(/-(\d+)$/.exec(id)?.[1] ?? Number.NaN);
}
