import { parseInstant } from './instant.ts';
import type { Rung } from './quality.ts';

/** One day of `live.json`: which release holds it and how its packs are cut. */
export interface Day {
  readonly fromMillis: number;
  /** Exclusive. */
  readonly toMillis: number;
  readonly release: string;
  readonly bucketSeconds: number;
  /** Size of a pack's member 0, the directory; known here so that one Range request fetches it. */
  readonly directoryBytes: number;
  /** Of video, from the smallest on. */
  readonly rungs: readonly Rung[];
}

export interface Live {
  readonly publication: string;
  /** In order of time. */
  readonly days: readonly Day[];
}

/** `live.json` was written by a newer StreamSync than this page. */
export class NewerFormatError extends Error {}

const FORMAT = 1;
const RELEASE = /^\d{8}-[a-z2-7]{13}$/;

export function parseLive(text: string): Live {
  const root = record(JSON.parse(text), 'live.json');
  const format = integer(root, 'format');
  if (format > FORMAT) {
    throw new NewerFormatError(`live.json has format ${format}, this page reads ${FORMAT}`);
  }
  return {
    publication: string(root, 'publication'),
    days: list(root, 'days')
      .map(parseDay)
      .sort((a, b) => a.fromMillis - b.fromMillis),
  };
}

function parseDay(value: unknown): Day {
  const fields = record(value, 'a day of live.json');
  const day: Day = {
    fromMillis: parseInstant(string(fields, 'from')),
    toMillis: parseInstant(string(fields, 'to')),
    release: string(fields, 'release'),
    bucketSeconds: integer(fields, 'bucketSeconds'),
    directoryBytes: integer(fields, 'directoryBytes'),
    rungs: list(fields, 'rungs')
      .map(parseRung)
      .sort((a, b) => a.bandwidth - b.bandwidth),
  };
  if (day.toMillis <= day.fromMillis) {
    throw new Error(`a day must end after it begins, was ${fields['from']} to ${fields['to']}`);
  }
  if (!RELEASE.test(day.release)) {
    throw new Error(`a release id must match ${RELEASE.source}, was ${day.release}`);
  }
  if (day.bucketSeconds < 60 || 3600 % day.bucketSeconds !== 0) {
    throw new Error(`bucketSeconds must divide 3600 and be at least 60, was ${day.bucketSeconds}`);
  }
  return day;
}

function parseRung(value: unknown): Rung {
  const fields = record(value, 'a rung');
  return {
    id: string(fields, 'id'),
    bandwidth: integer(fields, 'bandwidth'),
    height: integer(fields, 'height'),
    codecs: string(fields, 'codecs'),
  };
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${what} must be an object, was ${JSON.stringify(value)}`);
  }
  return value as Record<string, unknown>;
}

function list(fields: Record<string, unknown>, name: string): unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) {
    throw new Error(`${name} must be a list, was ${JSON.stringify(value)}`);
  }
  return value;
}

function string(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') {
    throw new Error(`${name} must be a string, was ${JSON.stringify(value)}`);
  }
  return value;
}

function integer(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new Error(`${name} must be a whole number, was ${JSON.stringify(value)}`);
  }
  return value as number;
}
