import type { Memory } from './edge/memory.ts';
import { DIRECTORY } from './edge/pack.ts';
import { type Audience, audienceOf, isKey } from './pure/audience.ts';

/** Where the device remembers whose page this is. */
export const KEY = 'key';

/** All that tells whose page this was: a directory is kept under the URL of its pack. */
export function forgetVisitor(memory: Memory): void {
  memory.forget(KEY);
  memory.forget(DIRECTORY);
}

/** Whose timeline a visit is for; undefined where the link names nobody. */
export function askedFor(query: string, fragment: string, memory: Memory): Audience | undefined {
  const remembered = memory.read(KEY);
  return audienceOf(query, fragment, remembered && isKey(remembered) ? remembered : undefined);
}
