import { detour } from '../pure/quality.ts';
import type { ErrorData, Fragment, Hls } from './hls-engine.ts';

/** Before a segment is asked for again: after the first failure, and at most. */
export const RETRY_MILLIS = { first: 500, most: 1_000 };

/** By these a host says that it has no such file; by any other that it is in trouble. */
const GONE: readonly number[] = [403, 404, 410];
/** What remains of a segment that the host has in no rung is waited for no longer. */
const NEARLY_OVER_SECONDS = 0.7;
/** At its very edge hls.js may find no segment. */
const INTO_SEGMENT_SECONDS = 0.02;

interface Failing {
  /** Of the segment, also if it is the initialization section before it that fails. */
  readonly sn: Fragment['sn'];
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
  private failing: Failing | undefined;
  private pauses = 0;
  private pausing: { readonly timer: ReturnType<typeof setTimeout>; readonly after: Fragment['type'] } | undefined;

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

  /** What failed for a reason that is not the network's is no matter of this. */
  hear({ details, frag, response }: ErrorData): void {
    const isLate = details === 'fragLoadTimeOut';
    if (frag === undefined || (details !== 'fragLoadError' && !isLate)) {
      return;
    }
    if (frag.type === 'audio') {
      this.beginAgain(frag.type, false);
    }
    // One that was left does not count: hls.js reports a missing initialization section twice.
    if (frag.type === 'main' && frag.level === this.hls.loadLevel && this.pausing?.after !== 'main') {
      this.hearPicture(frag, isLate ? 0 : (response?.code ?? 0));
    }
  }

  /** A segment came. */
  end(came: number): void {
    const sn = this.failing?.sn;
    if (sn !== undefined && (typeof sn !== 'number' || came >= sn)) {
      this.failing = undefined;
      for (const level of this.hls.levels) {
        level.fragmentError = 0; // or hls.js would never choose it again by itself
      }
    }
  }

  /** Nothing is begun any more. */
  destroy(): void {
    clearTimeout(this.pausing?.timer);
  }

  /** A segment, or the initialization section of a video, may be missing in one rung only. A network that is away is no reason to change the rung. */
  private hearPicture(frag: Fragment, code: number): void {
    const { hls } = this;
    const gone = GONE.includes(code);
    const level = code === 0 ? frag.level : this.count(frag, gone);
    if (level !== frag.level) {
      hls.loadLevel = level;
    }
    this.beginAgain(frag.type, gone && level !== frag.level && !this.allFailed);
  }

  private count({ level, sn }: Fragment, gone: boolean): number {
    const before = this.failing?.sn === sn ? this.failing : { sn, level, times: 0, gone };
    this.failing = { ...before, times: before.times + 1, gone: before.gone && gone };
    return detour(this.hls.levels.length, before.level, this.failing.times, this.failing.gone);
  }

  private get allFailed(): boolean {
    return (this.failing?.times ?? 0) >= this.hls.levels.length;
  }

  private get startSeconds(): number | undefined {
    const due = this.dueSeconds();
    const end = due === undefined ? undefined : this.goneUntil(due);
    return due !== undefined && end !== undefined && end - due < NEARLY_OVER_SECONDS ? end + INTO_SEGMENT_SECONDS : due;
  }

  /** The picture and the sound together, in the rung that is loaded from by then. */
  private beginAgain(after: Fragment['type'], isAtOnce: boolean): void {
    const { hls } = this;
    if (hls.hasEnoughToStart || (this.pausing && after === 'audio')) {
      return;
    }
    clearTimeout(this.pausing?.timer);
    hls.stopLoad();
    this.pauses += isAtOnce ? 0 : 1;
    const millis = isAtOnce ? 0 : Math.min(RETRY_MILLIS.most, RETRY_MILLIS.first * this.pauses);
    const timer = setTimeout(() => {
      this.pausing = undefined;
      hls.startLevel = hls.loadLevel;
      hls.startLoad(this.startSeconds, hls.hasEnoughToStart); // what was being buffered may have come
    }, millis);
    this.pausing = { timer, after };
  }
}
