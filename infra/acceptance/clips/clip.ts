/** Frames a second as a fraction, since 29.97 is 30000/1001. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

/** A test clip of which everything is known before it is encoded. */
export interface Clip {
  /** Name of the file without its extension. */
  readonly id: string;
  /** What its frames carry in their code, from 1 to 63. */
  readonly number: number;
  readonly rate: FrameRate;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** Pitch of its tone; absent in a silent clip. */
  readonly toneHz?: number;
  /** Text of its sidecar; without one the title is the id. */
  readonly title?: string;
}

export function titleOf(clip: Clip): string {
  return clip.title ?? clip.id;
}

const perSecond = (numerator: number, denominator = 1): FrameRate => ({ numerator, denominator });

const landscape = { width: 426, height: 240 };

/** 24 fps, 8.5 s: its tail of half a second joins the segment before. */
export const amber: Clip = {
  id: "amber",
  number: 1,
  rate: perSecond(24),
  frames: 204,
  ...landscape,
  toneHz: 262,
  title: "Amber — 100 % “gold”, <b>bold</b> & Ünïcödé 琥珀",
};

/** 25 fps, 12 s: whole segments only. */
export const birch: Clip = {
  id: "birch",
  number: 2,
  rate: perSecond(25),
  frames: 300,
  width: 640,
  height: 360,
  toneHz: 294,
};

/** 29.97 fps with a tail of 71 frames. */
export const cedar: Clip = {
  id: "cedar",
  number: 3,
  rate: perSecond(30_000, 1001),
  frames: 311,
  ...landscape,
  toneHz: 330,
  title: "Cedar, 29.97 frames a second",
};

/** 30 fps, upright. */
export const dune: Clip = {
  id: "dune",
  number: 4,
  rate: perSecond(30),
  frames: 421,
  width: 240,
  height: 426,
  toneHz: 349,
};

/** 50 fps, silent, and the largest picture. */
export const ember: Clip = {
  id: "ember",
  number: 5,
  rate: perSecond(50),
  frames: 465,
  width: 854,
  height: 480,
};

/** 60 fps, 11 s. */
export const fjord: Clip = {
  id: "fjord",
  number: 6,
  rate: perSecond(60),
  frames: 660,
  ...landscape,
  toneHz: 392,
};

/** 23.976 fps: three frames too many for two segments join the second. */
export const grove: Clip = {
  id: "grove",
  number: 7,
  rate: perSecond(24_000, 1001),
  frames: 195,
  ...landscape,
  toneHz: 440,
};

/** Longer than a bucket of a minute, so that some buckets start no programme. */
export const haven: Clip = {
  id: "haven",
  number: 8,
  rate: perSecond(24),
  frames: 1500,
  ...landscape,
  toneHz: 494,
};

export const clips: readonly Clip[] = [amber, birch, cedar, dune, ember, fjord, grove, haven];
