import type { DeviceClock } from './edge/device-clock.ts';
import type { Site } from './edge/site.ts';
import { retryDelayMillis } from './pure/schedule.ts';
import { after } from './wait.ts';

const ASKED_AT_ONCE = 3;
const HEARD_LATELY_MILLIS = 3_000;
/** Nobody waits longer for an answer; it counts when it comes. */
const PATIENCE_MILLIS = 1_500;

/**
 * Whether the host answers. What came of it lately tells; else it is asked, a few times as often as somebody wants to know,
 * then ever more seldom: a million pages that wait for the same segment must not ask once a second each.
 */
export class Reach {
  private readonly site: Pick<Site, 'isReachable'>;
  private readonly device: DeviceClock;
  private readonly random: () => number;
  private asked = 0;
  private againAtMillis = Number.NEGATIVE_INFINITY;
  private heardAtMillis = Number.NEGATIVE_INFINITY;
  private answer: Promise<boolean> | undefined;

  constructor(site: Pick<Site, 'isReachable'>, device: DeviceClock, random: () => number) {
    this.site = site;
    this.device = device;
    this.random = random;
  }

  /** False also while it is not asked, and while it does not answer. */
  async isGiven(): Promise<boolean> {
    const nowMillis = this.device.monotonicMillis();
    if (nowMillis < this.heardAtMillis + HEARD_LATELY_MILLIS) {
      return true;
    }
    if (nowMillis < this.againAtMillis) {
      return false;
    }
    this.answer ??= this.ask();
    return await Promise.race([this.answer, after(PATIENCE_MILLIS, false)]);
  }

  private async ask(): Promise<boolean> {
    this.asked++;
    const fromMillis = this.device.monotonicMillis();
    const isReachable = await this.site.isReachable();
    const nowMillis = this.device.monotonicMillis();
    this.answer = undefined;
    if (this.asked >= ASKED_AT_ONCE) {
      this.againAtMillis = nowMillis + retryDelayMillis(this.asked - ASKED_AT_ONCE + 1, this.random());
    }
    if (isReachable && nowMillis > fromMillis + PATIENCE_MILLIS) {
      this.heardAtMillis = nowMillis; // whoever wanted to know has gone on without it
    }
    return isReachable;
  }

  /** Something came. */
  hear(): void {
    this.heardAtMillis = this.device.monotonicMillis();
    this.forget();
  }

  /** The host may be there by now: it is asked at once. */
  forget(): void {
    this.asked = 0;
    this.answer = undefined;
    this.againAtMillis = Number.NEGATIVE_INFINITY;
  }
}
