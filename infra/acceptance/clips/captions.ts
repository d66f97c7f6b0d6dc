import { segmentFrames } from "../oracle/segments.ts";
import { amber, type Clip, ember, fjord } from "./clip.ts";

/** Which clips have captions, in which languages; all others have none. */
export const languages: ReadonlyMap<string, readonly string[]> = new Map([
  [amber.id, ["en"]],
  [ember.id, ["de", "en"]],
  [fjord.id, ["en"]],
]);

/** Times in milliseconds from the clip's first frame. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One cue a second, one over each boundary of segments, and one that outlives the clip. */
export function cuesOf(clip: Clip, language: string): Cue[] {
  const frameMs = (1000 * clip.rate.denominator) / clip.rate.numerator;
  const lengthMs = clip.frames * frameMs;
  const name = (what: string) => `${clip.id} ${language} ${what}`;
  const seconds = Array.from({ length: Math.floor(lengthMs / 1000) }, (_, second) => ({
    start: second * 1000,
    end: second * 1000 + 800,
    text: name(`second ${second}`),
  }));
  const boundaries = segmentStarts(clip)
    .slice(1)
    .map((boundaryMs, i) => ({
      start: Math.round(boundaryMs) - 300,
      end: Math.round(boundaryMs) + 300,
      text: name(`boundary ${i}`),
    }));
  const end = Math.floor(lengthMs);
  return [...seconds, ...boundaries, { start: end - 500, end: end + 3000, text: name("overhang") }];
}

/** Milliseconds of each segment's start, and of the end. */
function segmentStarts(clip: Clip): number[] {
  const frameMs = (1000 * clip.rate.denominator) / clip.rate.numerator;
  let frames = 0;
  return segmentFrames(clip.frames, clip.rate).map((count) => {
    frames += count;
    return (frames - count) * frameMs;
  });
}

/** A file beside the clip, as people write it: SubRip in German, WebVTT in all else. */
export function captionFile(clip: Clip, language: string): { ending: string; text: string } {
  const cues = cuesOf(clip, language);
  if (language === "de") {
    const blocks = cues.map(
      ({ start, end, text }, i) => `${i + 1}\r\n${span(start, end, ",")}\r\n${text}\r\n`,
    );
    return { ending: "srt", text: blocks.join("\r\n") };
  }
  const blocks = cues.map(({ start, end, text }) => `${span(start, end, ".")}\n${text}\n`);
  return { ending: "vtt", text: `WEBVTT\n\n${blocks.join("\n")}` };
}

function span(start: number, end: number, point: string): string {
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 23).replace(".", point);
  return `${time(start)} --> ${time(end)}`;
}
