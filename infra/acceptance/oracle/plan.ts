import type { Clip } from "../clips/clip.ts";
import { flicksPerFrame, flicksPerMillisecond, flicksPerSecond } from "./flicks.ts";
import { type Airing, fixedOf, type Item, loopOf, scheduleOf } from "./schedule.ts";
import { type Segment, segmentsOf, segmentsWithin } from "./segments.ts";
import { ruler, rulerFrames, slate } from "./slate.ts";
import type { AiredSegment, Programme, Timeline } from "./timeline.ts";

/** Segments of one video that follow each other. */
interface Run {
  readonly clip: Clip;
  readonly segments: readonly Segment[];
}

/** A programme that may still change. */
interface Draft {
  readonly of: Airing | "loop" | "slate";
  readonly start: number;
  readonly runs: readonly Run[];
}

/** A hole up to this stays. */
const ignored = flicksPerSecond / 50;
const shortestRuler = flicksPerSecond / 2;
const slateSegment = 4 * flicksPerSecond;

/** The day that a sequence makes; where its fixed items stand in the list does not matter. */
export function expectedTimeline(from: number, to: number, items: readonly Item[]): Timeline {
  const length = (to - from) * flicksPerMillisecond;
  const loop = loopOf(items);
  let fixed = scheduleOf(fixedOf(items), length);
  for (;;) {
    const planned = plan(loop, fixed, length);
    if (Array.isArray(planned)) {
      return { from, to, fixed, ...numbered(planned) };
    }
    fixed = fixed.filter((airing) => airing !== planned);
  }
}

/**
 * The day's programmes; or, alone, a fixed item that has to be left out, as if it were not in the list: of two that
 * are too close the later one, for what is on air stays; before the day's end, which cannot give way, the last one.
 */
function plan(loop: readonly Clip[], fixed: readonly Airing[], length: number): Draft[] | Airing {
  const drafts: Draft[] = [];
  for (const next of [...fixed, undefined]) {
    const boundary = next?.start ?? length;
    playLoop(drafts, loop, boundary);
    const stuck = widen(drafts, boundary);
    if (stuck !== undefined) {
      return next ?? stuck;
    }
    if (boundary - endOf(drafts) > ignored) {
      drafts.push(slateFor(endOf(drafts), boundary));
    }
    if (next !== undefined) {
      const run = { clip: next.item.clip, segments: next.segments };
      drafts.push({ of: next, start: endOf(drafts), runs: [run] });
    }
  }
  return drafts;
}

/** An item that is cut is over; one of which nothing fits waits: the next is told by how many were on air. */
function playLoop(drafts: Draft[], loop: readonly Clip[], boundary: number): void {
  for (let consumed = drafts.filter((draft) => draft.of === "loop").length; ; consumed++) {
    const clip = loop[consumed % loop.length];
    const segments = clip ? segmentsWithin(clip, boundary - endOf(drafts)) : [];
    if (clip === undefined || segments.length === 0) {
      return;
    }
    drafts.push({ of: "loop", start: endOf(drafts), runs: [{ clip, segments }] });
    if (segments.length < segmentsOf(clip).length) {
      return;
    }
  }
}

/** Makes a hole that slate cannot fill longer by the segment before it; tells of a fixed item that has no other. */
function widen(drafts: Draft[], boundary: number): Airing | undefined {
  const hole = boundary - endOf(drafts);
  const last = drafts.at(-1);
  if (last === undefined || hole <= ignored || hole >= shortestRuler) {
    return undefined;
  }
  drafts.pop();
  const runs = last.runs.map(({ clip, segments }) => ({ clip, segments: segments.slice(0, -1) }));
  if (runs.some(({ segments }) => segments.length > 0)) {
    drafts.push({ ...last, runs });
    return undefined;
  }
  return typeof last.of === "object" ? last.of : undefined;
}

/** Whole segments of the minute, again and again, and a ruler's: the nearest, of two as near the longer. */
function slateFor(start: number, boundary: number): Draft {
  const whole = Math.floor((boundary - start - shortestRuler) / slateSegment);
  const minute = segmentsOf(slate);
  const runs: Run[] = [];
  for (let left = whole; left > 0; left -= minute.length) {
    runs.push({ clip: slate, segments: minute.slice(0, left) });
  }
  const rest = boundary - start - whole * slateSegment;
  const step = Math.round((rest - shortestRuler) / flicksPerFrame(ruler.rate));
  const index = Math.min(step, rulerFrames.length - 1);
  return {
    of: "slate",
    start,
    runs: [...runs, { clip: ruler, segments: segmentsOf(ruler).slice(index, index + 1) }],
  };
}

function endOf(drafts: readonly Draft[]): number {
  const last = drafts.at(-1);
  return last === undefined ? 0 : last.runs.reduce((end, run) => end + lengthOf(run), last.start);
}

function lengthOf({ clip, segments }: Run): number {
  return segments.reduce((frames, segment) => frames + segment.frames, 0) * flicksPerFrame(clip.rate);
}

function numbered(drafts: readonly Draft[]): { programmes: Programme[]; segments: AiredSegment[] } {
  const programmes: Programme[] = [];
  const segments: AiredSegment[] = [];
  let run = 0;
  for (const [index, { of, start, runs }] of drafts.entries()) {
    const kind = of === "slate" ? "slate" : "programme";
    const clip = of === "slate" ? slate : (runs[0]?.clip ?? slate);
    const end = runs.reduce((sum, each) => sum + lengthOf(each), start);
    const programme: Programme = { index, kind, clip, start, end };
    programmes.push(programme);
    for (const each of runs) {
      segments.push(...airedIn(programme, each, run++, segments.at(-1)?.end ?? start));
    }
  }
  return { programmes, segments };
}

function airedIn(programme: Programme, { clip, segments }: Run, run: number, start: number): AiredSegment[] {
  let end = start;
  return segments.map(({ index, frames }) => {
    const from = end;
    end += frames * flicksPerFrame(clip.rate);
    return { programme, clip, run, index, frames, start: from, end };
  });
}
