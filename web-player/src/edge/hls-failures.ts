import { detour } from '../pure/quality.ts';
import type { ErrorData, Fragment, Hls } from './hls-engine.ts';

const INITIALIZATION = -1;

/** Before a segment is asked for again: after the first failure, and at most. */
export const RETRY_MILLIS = { first: 500, most: 1_000 };

/** What remains of a segment that the host has in no rung is waited for no longer. */
const NEARLY_OVER_SECONDS = 0.7;

interface Failing {
  /** An initialization section comes before all segments. */
  readonly sn: number;
  /** Where it failed first. */
  readonly level: number;
  readonly times: number;
  /** Each time the host said that it has no such file. */
  readonly gone: boolean;
}

/**
 * What a rung could not give comes from another. Until hls.js has enough to begin, the page also says when and where it asks
 * again: its own new beginning moves the picture on without the sound, or the sound without the picture, and one may wait for ever.
 */
export class Failures {
  private readonly hls: Hls;
  private readonly dueSeconds: () => number | undefined;
  /** What a rung could not give. */
  private failing: Failing | undefined;
  private beginnings = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** @param dueSeconds where on the media timeline what is due now lies */
  constructor(hls: Hls, dueSeconds: () => number | undefined) {
    this.hls = hls;
    this.dueSeconds = dueSeconds;
  }

  /** Whether all that was left for another rung has come. */
  get over(): boolean {
    return this.failing === undefined;
  }

  /** When the segment there ends, if the host has it in no rung. */
  goneUntil(seconds: number): number | undefined {
    const { failing, hls } = this;
    const fragment = hls.latestLevelDetails?.fragments.find(({ sn }) => sn === failing?.sn);
    const liesThere = fragment && fragment.start <= seconds && seconds < fragment.start + fragment.duration;
    return liesThere && failing?.gone && this.allFailed ? fragment.start + fragment.duration : undefined;
  }

  hear({ details, frag, response }: ErrorData): void {
    const { hls } = this;
    const isLate = details === 'fragLoadTimeOut';
    if (frag === undefined || this.pause !== undefined || (details !== 'fragLoadError' && !isLate)) {
      return;
    }
    if (frag.type === 'audio' && !hls.hasEnoughToStart) {
      this.beginAgain(hls.loadLevel, false);
    }
    // One that was left does not count: hls.js reports a missing initialization section twice.
    if (frag.type === 'main' && frag.level === hls.loadLevel) {
      this.hearPicture(frag, isLate ? 0 : (response?.code ?? 0));
    }
  }

  /** A segment came. */
  end(sn: number): void {
    if (this.failing && sn >= this.failing.sn) {
      this.failing = undefined;
      for (const level of this.hls.levels) {
        level.fragmentError = 0; // or hls.js would never choose it again by itself
      }
    }
  }

  destroy(): void {
    clearTimeout(this.pause);
  }

  /** A segment, or the initialization section of a video, may be missing in one rung only. A network that is away is no reason to change the rung. */
  private hearPicture(frag: Fragment, code: number): void {
    const { hls } = this;
    const level = code === 0 ? frag.level : this.count(frag, code < 500);
    const isElsewhere = level !== frag.level;
    if (isElsewhere) {
      hls.loadLevel = level;
    }
    if (!hls.hasEnoughToStart) {
      this.beginAgain(level, isElsewhere && code < 500 && !this.allFailed);
    }
  }

  private count({ level, sn: number }: Fragment, gone: boolean): number {
    const sn = typeof number === 'number' ? number : INITIALIZATION;
    const before = this.failing?.sn === sn ? this.failing : { sn, level, times: 0, gone };
    this.failing = { ...before, times: before.times + 1, gone: before.gone && gone };
    return detour(this.hls.levels.length, before.level, this.failing.times, this.failing.gone);
  }

  private get allFailed(): boolean {
    return (this.failing?.times ?? 0) >= this.hls.levels.length;
  }

  private get startSeconds(): number | undefined {
    const due = this.dueSeconds();
    const gone = due === undefined ? undefined : this.goneUntil(due);
    return due !== undefined && gone !== undefined && gone - due < NEARLY_OVER_SECONDS ? gone : due;
  }

  private beginAgain(level: number, isAtOnce: boolean): void {
    const { hls } = this;
    this.beginnings++;
    hls.stopLoad();
    this.pause = setTimeout(
      () => {
        this.pause = undefined;
        hls.startLevel = level;
        hls.startLoad(this.startSeconds);
      },
      isAtOnce ? 0 : Math.min(RETRY_MILLIS.most, RETRY_MILLIS.first * this.beginnings),
    );
  }
}
