import type { ByteRange } from '../pure/directory.ts';
import { deviceClock } from './device-clock.ts';

/** 403 or 404: the object is not there, and asking again will not help. */
export class MissingError extends Error {}
/** It is there, and not what it should be, 416 included: it is shorter. What follows may be. */
export class DamagedError extends Error {}
/** 5xx, offline, time-out: asking again may help. */
export class UnreachableError extends Error {}

/** Said by the host or the network, not by what came. */
export function isOfTheHost(error: unknown): boolean {
  return error instanceof MissingError || error instanceof UnreachableError;
}

const TIMEOUT_MILLIS = 10_000;

/** When a request left, its answer began and was whole, on the monotonic clock. */
export interface Times {
  readonly sentMillis: number;
  readonly firstMillis: number;
  readonly wholeMillis: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly times: Times;
}

/** Reads a whole object, or a range of it. */
export type Get = (url: string, range?: ByteRange, cache?: RequestCache) => Promise<Answer>;

export async function get(url: string, range?: ByteRange, cache: RequestCache = 'default'): Promise<Answer> {
  const headers = range ? { Range: `bytes=${range.start}-${range.end - 1}` } : {};
  const sentMillis = deviceClock.monotonicMillis();
  try {
    const response = await fetch(url, { headers, cache, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    const firstMillis = deviceClock.monotonicMillis();
    const body = new Uint8Array(await response.arrayBuffer());
    const times = { sentMillis, firstMillis, wholeMillis: deviceClock.monotonicMillis() };
    return { status: checked(response), headers: response.headers, body, times };
  } catch (error) {
    if (isOfTheHost(error) || error instanceof DamagedError) {
      throw error;
    }
    throw new UnreachableError(`${url}: ${error}`);
  }
}

function checked(response: Response): number {
  if (response.status === 403 || response.status === 404) {
    throw new MissingError(`${response.url} answered ${response.status}`);
  }
  if (response.status === 416) {
    throw new DamagedError(`${response.url} has no such range`);
  }
  if (!response.ok) {
    throw new UnreachableError(`${response.url} answered ${response.status}`);
  }
  return response.status;
}

export function textOf({ body }: Answer): string {
  return new TextDecoder().decode(body);
}
