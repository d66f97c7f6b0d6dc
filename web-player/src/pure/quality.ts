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
