import type { Clip } from "../clips/clip.ts";
import type { PublishedVideo } from "../published/site.ts";

/** The built-in still; its frames carry no code. */
const still = { id: "slate", number: 0, title: "Slate", width: 1280, height: 720 } as const;

/** A minute of it, played over as often as a hole needs. */
export const slate: Clip = { ...still, rate: { numerator: 25, denominator: 1 }, frames: 60 * 25 };

/** Frames of the ruler's segments: 0.5 s to 4.5 s at 50 fps. */
export const rulerFrames: readonly number[] = Array.from({ length: 201 }, (_, i) => 25 + i);

/** Of which one segment ends each run of slate. Its files say that they are slate; the oracle tells the two apart. */
export const ruler: Clip = {
  ...still,
  id: "ruler",
  rate: { numerator: 50, denominator: 1 },
  frames: rulerFrames.reduce((sum, frames) => sum + frames),
};

/** What the oracle calls a published video. */
export function nameOfVideo({ id, segmentFrames }: PublishedVideo): string {
  return id === slate.id && segmentFrames.length === rulerFrames.length ? ruler.id : id;
}
