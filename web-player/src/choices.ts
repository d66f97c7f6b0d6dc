import type { HlsEngine } from './edge/hls-engine.ts';
import type { Memory } from './edge/memory.ts';
import type { Screen } from './edge/screen.ts';
import { parseQuality, type Quality, qualityText } from './pure/quality.ts';

const CAPTIONS = 'captions';
const QUALITY = 'quality';
const BANDWIDTH = 'bandwidth';

/** As the device remembers it. */
export function qualityOf(memory: Memory, saveData: boolean): Quality {
  return parseQuality(memory.read(QUALITY), saveData);
}

/** What the network gave on the last visit, in bits a second; undefined on the first. */
export function bandwidthOf(memory: Memory): number | undefined {
  const bits = Number(memory.read(BANDWIDTH));
  return bits > 0 && Number.isFinite(bits) ? bits : undefined;
}

/** What the viewer chose, and what the network gave: it outlives an instance of hls.js, and a visit. */
export class Choices {
  private readonly memory: Memory;
  private readonly screen: Screen;
  private captions: string | null;
  private chosenQuality: Quality;

  constructor(memory: Memory, screen: Screen) {
    this.memory = memory;
    this.screen = screen;
    this.captions = memory.read(CAPTIONS) ?? null;
    this.chosenQuality = qualityOf(memory, screen.saveData);
  }

  get quality(): Quality {
    return this.chosenQuality;
  }

  /** Bits a second, of the last visit; undefined on the first. */
  get bandwidth(): number | undefined {
    return bandwidthOf(this.memory);
  }

  rememberBandwidth(bits: number | undefined): void {
    if (bits !== undefined && bits !== this.bandwidth) {
      this.memory.write(BANDWIDTH, `${bits}`);
    }
  }

  /** What was remembered led to a beginning that never came: the next one begins small. */
  doubtBandwidth(): void {
    this.memory.forget(BANDWIDTH);
  }

  applyTo(engine: HlsEngine): void {
    engine.setCaptions(this.captions);
    engine.setQuality(this.chosenQuality);
  }

  /** The choice stays, even where there are no captions in that language. */
  offerCaptions(languages: readonly string[], engine: () => HlsEngine | undefined): void {
    this.screen.offerCaptions(languages, this.captions, (language) => {
      this.captions = language;
      if (language === null) {
        this.memory.forget(CAPTIONS);
      } else {
        this.memory.write(CAPTIONS, language);
      }
      engine()?.setCaptions(language);
    });
  }

  offerQualities(rungs: readonly string[], engine: () => HlsEngine | undefined): void {
    this.screen.offerQualities(rungs, qualityText(this.chosenQuality), (text) => {
      this.chosenQuality = parseQuality(text, false);
      this.memory.write(QUALITY, text);
      engine()?.setQuality(this.chosenQuality);
    });
  }
}
