/** What the viewer chose: as the network allows, the least data, or always one rung, by its id. */
export type Quality = 'auto' | 'saver' | { readonly rung: string };

export interface Rung {
  readonly id: string;
  /** Bits a second. */
  readonly bandwidth: number;
  readonly height: number;
  /** As a media type names them. */
  readonly codecs: string;
}

const NAMED = /^v\d{1,5}$/;

export function parseQuality(text: string | undefined, saveData: boolean): Quality {
  if (text === 'auto' || text === 'saver') {
    return text;
  }
  return text !== undefined && NAMED.test(text) ? { rung: text } : saveData ? 'saver' : 'auto';
}

export function qualityText(quality: Quality): string {
  return typeof quality === 'string' ? quality : quality.rung;
}

/** A first segment of four seconds then takes a quarter of a second to come. */
const FIRST_SEGMENT_SHARE = 1 / 16;

/** Where to begin, by what the network gave last time: the highest rung that costs the join next to nothing. Rungs rise. */
export function startRung(rungs: readonly Rung[], bandwidth: number | undefined, quality: Quality): string | undefined {
  const ids = rungs.map(({ id }) => id);
  const affordable = (bandwidth ?? 0) * FIRST_SEGMENT_SHARE;
  return fixedRung(ids, quality) ?? rungs.findLast((rung) => rung.bandwidth <= affordable)?.id ?? ids[0];
}

/** The rung that is always loaded, or undefined where the network decides: a rung that this day has not is no choice. */
export function fixedRung(ids: readonly string[], quality: Quality): string | undefined {
  if (typeof quality === 'string') {
    return quality === 'saver' ? ids[0] : undefined;
  }
  return ids.includes(quality.rung) ? quality.rung : undefined;
}

/**
 * The highest rung worth loading, as an index: the smallest that fills the picture's box, and below one that was too much for
 * the device. Heights rise; `boxHeight` is in the device's pixels, zero while nothing is laid out.
 */
export function highestUseful(heights: readonly number[], boxHeight: number, tooMuch: number | undefined): number {
  const filling = heights.findIndex((height) => height >= boxHeight);
  const top = filling < 0 || boxHeight === 0 ? heights.length - 1 : filling;
  return Math.max(0, Math.min(top, (tooMuch ?? heights.length) - 1));
}

/** Of the video element, since it has its source. */
export interface FrameCount {
  readonly total: number;
  readonly dropped: number;
}

const DROPPED_SHARE = 0.2;
const WINDOW_LOOKS = 5;
const FEWEST_FRAMES = 50;

/** Tells a rung that is too much for the device, by looks a second apart: in the last five a fifth of all frames was dropped. */
export class DropWatch {
  private looks: FrameCount[] = [];

  isTooMuch(now: FrameCount): boolean {
    const before = this.looks.at(-1);
    if (before && now.total < before.total) {
      this.looks = []; // another source
    }
    this.looks = [...this.looks.slice(-WINDOW_LOOKS), now];
    const [first] = this.looks;
    if (first === undefined || this.looks.length <= WINDOW_LOOKS) {
      return false;
    }
    const total = now.total - first.total;
    return total >= FEWEST_FRAMES && now.dropped - first.dropped > DROPPED_SHARE * total;
  }

  /** After a change of rung, and while the picture is hidden, what was counted means nothing. */
  forget(): void {
    this.looks = [];
  }
}

/**
 * From which rung to take a segment that failed `times` times, as an index. One that is `gone` is taken from the smaller ones,
 * then from the larger, and last from the same again; of a host in trouble never more is asked for than before.
 */
export function detour(rungs: number, failed: number, times: number, gone: boolean): number {
  const smaller = Array.from({ length: failed }, (_, i) => failed - 1 - i);
  const larger = Array.from({ length: rungs - failed - 1 }, (_, i) => failed + 1 + i);
  const order = gone ? [...smaller, ...larger, failed] : [failed, ...smaller];
  return order[(times - 1) % order.length] ?? failed;
}
