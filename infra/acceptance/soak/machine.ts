import { readFileSync } from "node:fs";

/** Processor time since the machine started, in ticks. */
export interface ProcessorTime {
  /** Taken by whoever else shares the hardware of a virtual machine. */
  readonly stolen: number;
  readonly total: number;
}

const STOLEN = 7;
/** The guests' time that follows is part of the user's. */
const COUNTED = 8;

/** Null where the system does not tell. */
export function processorTime(): ProcessorTime | null {
  try {
    return parseProcessorTime(readFileSync("/proc/stat", "utf8"));
  } catch {
    return null;
  }
}

/** The first line of /proc/stat; see proc(5). */
export function parseProcessorTime(stat: string): ProcessorTime | null {
  const ticks = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(" ").map(Number) ?? [];
  const stolen = ticks[STOLEN];
  const total = ticks.slice(0, COUNTED).reduce((sum, each) => sum + each, 0);
  return stolen === undefined || Number.isNaN(total) ? null : { stolen, total };
}

/** The share of a span that was stolen; null where it is not known. */
export function stolenShare(from: ProcessorTime | null, to: ProcessorTime | null): number | null {
  return from && to && to.total > from.total ? (to.stolen - from.stolen) / (to.total - from.total) : null;
}
