import type { Clip } from "../clips/clip.ts";
import { lateness, type Timeline } from "../oracle/timeline.ts";
import type { Reading } from "../screen/measure.ts";

/** A canvas lags by a frame or two; whatever is more is the picture's own. */
const mostLagFrames = 2;

/**
 * The readings, each with the frame that the browser says it shows in the place of the one that a canvas got. Firefox draws
 * an older frame on a canvas than it has just told of, in two cases of five, and fewer the later it is asked. Which frame a media
 * time means is told by the codes themselves: for the whole of a programme, by the newest ones, if
 * they are a quarter of all. What this cannot see is a browser that tells of a frame before it shows it.
 */
export function byMediaTime(
  read: readonly Reading[],
  timelines: readonly Timeline[],
  clips: readonly Clip[],
): Reading[] {
  return programmes(read).flatMap((programme) => {
    const clip = clips.find(({ number }) => number === programme[0]?.code.video);
    if (clip === undefined || programme.length < fewest) {
      return programme;
    }
    const rate = clip.rate.numerator / clip.rate.denominator;
    const zero = least(programme.map(({ code, mediaSeconds }) => mediaSeconds - code.frame / rate));
    return programme.map((reading) => {
      const frame = Math.round((reading.mediaSeconds - zero) * rate);
      const timeline = timelines.find(({ from, to }) => from <= reading.wall && reading.wall < to);
      if (timeline === undefined || frame - reading.code.frame > mostLagFrames) {
        return reading;
      }
      const code = { ...reading.code, frame };
      const late = lateness(timeline, reading.wall, code.video, frame);
      return Number.isFinite(late) ? { ...reading, code, late } : reading; // the canvas is still in the programme before
    });
  });
}

const fewestShare = 0.25;
/** Of fewer readings none is taken for the rule. */
const fewest = 10;

/** The smallest that is not a stray: a quarter of all are no greater. */
function least(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * fewestShare)] ?? Number.NaN;
}

/** Readings that follow one another on one stretch of the media timeline. */
function programmes(read: readonly Reading[]): Reading[][] {
  const runs: Reading[][] = [];
  let before: Reading | undefined;
  for (const reading of read) {
    const goesOn =
      before?.code.video === reading.code.video &&
      before.code.frame <= reading.code.frame + mostLagFrames &&
      before.mediaSeconds <= reading.mediaSeconds;
    if (goesOn) {
      runs.at(-1)?.push(reading);
    } else {
      runs.push([reading]);
    }
    before = reading;
  }
  return runs;
}
