import type { ByteRange } from '../pure/directory.ts';

/** 403 or 404: the object is not there, and asking again will not help. */
export class MissingError extends Error {}
/** It is there, and not what it should be; what follows may be. */
export class DamagedError extends Error {}
/** 5xx, offline, time-out: asking again may help. */
export class UnreachableError extends Error {}

/** Said by the host or the network, not by what came. */
export function isOfTheHost(error: unknown): boolean {
  return error instanceof MissingError || error instanceof UnreachableError;
}

const TIMEOUT_MILLIS = 10_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export async function get(url: string, range?: ByteRange, cache: RequestCache = 'default'): Promise<Answer> {
  const headers = range ? { Range: `bytes=${range.start}-${range.end - 1}` } : {};
  try {
    const response = await fetch(url, { headers, cache, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: checked(response), headers: response.headers, body };
  } catch (error) {
    if (isOfTheHost(error)) {
      throw error;
    }
    throw new UnreachableError(`${url}: ${error}`);
  }
}

function checked(response: Response): number {
  if (response.status === 403 || response.status === 404) {
    throw new MissingError(`${response.url} answered ${response.status}`);
  }
  if (!response.ok) {
    throw new UnreachableError(`${response.url} answered ${response.status}`);
  }
  return response.status;
}

export async function getText(url: string): Promise<string> {
  return new TextDecoder().decode((await get(url)).body);
}
