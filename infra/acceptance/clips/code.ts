/*
 * The code in the picture: 32 cells, black or white, 8 across and 4 down, over the middle third of the
 * height and the whole width, so that it survives 240 lines, low bit rates and captions at the edges.
 * Cell i holds bit i: 0 is white and 31 black for reference, 1 to 6 the clip's number, 7 to 19 the frame's,
 * 20 to 30 a check of both. The check's modulus is prime, so one wrong cell never goes unseen.
 */

export const columns = 8;
export const rows = 4;

/** Where the code lies, as parts of the picture's height. */
export const band = { top: 1 / 3, height: 1 / 3 } as const;

/** Which frame of which clip a picture shows. */
export interface FrameCode {
  readonly video: number;
  readonly frame: number;
}

const check = { video: 1123, frame: 37, offset: 77, modulus: 2039 } as const;
const minimumContrast = 60;

/** The code as a number in ffmpeg's expression language, where {@code N} counts frames. */
export function codeExpression(video: number): string {
  const sum = `mod(N*${check.frame}+${video * check.video + check.offset},${check.modulus})`;
  return `(${1 + video * 2}+N*${2 ** 7}+${sum}*${2 ** 20})`;
}

/** The cells of a frame, true for white. */
export function encode({ video, frame }: FrameCode): boolean[] {
  const code = 1 + video * 2 + frame * 2 ** 7 + checkOf(video, frame) * 2 ** 20;
  return Array.from({ length: columns * rows }, (_, i) => Math.floor(code / 2 ** i) % 2 === 1);
}

/** Reads the brightness of 32 cells, 0 to 255; null when it is not a code, as in a blend of two frames. */
export function decode(brightness: readonly number[]): FrameCode | null {
  const white = brightness[0] ?? 0;
  const black = brightness[columns * rows - 1] ?? 255;
  if (white - black < minimumContrast) {
    return null;
  }
  const bits = brightness.map((value) => (value > (white + black) / 2 ? 1 : 0));
  const video = number(bits.slice(1, 7));
  const frame = number(bits.slice(7, 20));
  return number(bits.slice(20, 31)) === checkOf(video, frame) ? { video, frame } : null;
}

function checkOf(video: number, frame: number): number {
  return (frame * check.frame + video * check.video + check.offset) % check.modulus;
}

function number(bits: readonly number[]): number {
  return bits.reduceRight((value, bit) => value * 2 + bit, 0);
}
