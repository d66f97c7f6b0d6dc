/** A stretch of the media timeline and the wall-clock instant at which its first frame is due. */
export interface MediaSpan {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly startMillis: number;
}

/** Half a frame at 50 fps: a frame's own time may lie this much before the segment that holds it. */
const EDGE_SECONDS = 0.01;

/** The instant at which the frame at a media time is due; spans are in order. */
export function dueMillis(spans: readonly MediaSpan[], mediaSeconds: number): number | undefined {
  const span = spans.findLast((candidate) => candidate.startSeconds - EDGE_SECONDS <= mediaSeconds);
  if (span === undefined || mediaSeconds > span.startSeconds + span.durationSeconds + EDGE_SECONDS) {
    return undefined;
  }
  return span.startMillis + (mediaSeconds - span.startSeconds) * 1000;
}

/** The media time due at an instant; in a hole, and before the first span, the start of what comes next. */
export function mediaSecondsAt(spans: readonly MediaSpan[], millis: number): number | undefined {
  const span = spans.find((candidate) => millis < candidate.startMillis + candidate.durationSeconds * 1000);
  return span && span.startSeconds + Math.max(0, millis - span.startMillis) / 1000;
}
