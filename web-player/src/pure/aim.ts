/** A browser shows no frame so close to the end of what it has: it would wait for the next segment too. */
const TAIL_MILLIS = 300;
const INTO_SEGMENT_MILLIS = 20;

/** Where to begin to be shown an instant soon: not in the tail of the segment that ends then. */
export function clearOfTail(millis: number, segmentEndMillis: number): number {
  const isInTail = millis < segmentEndMillis && millis > segmentEndMillis - TAIL_MILLIS;
  return isInTail ? segmentEndMillis + INTO_SEGMENT_MILLIS : millis;
}
