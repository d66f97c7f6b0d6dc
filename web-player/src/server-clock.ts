import type { DeviceClock } from './edge/device-clock.ts';
import type { Site } from './edge/site.ts';
import {
  type Answer,
  afterStep,
  anew,
  bestOffset,
  CHECKS_BESIDE_EDGE_MILLIS,
  type ClockKnowledge,
  carriedOn,
  checked,
  isCredible,
  isKnown,
  isOutrun,
  isSet,
  learn,
  MAX_JOIN_PROBES,
  NOTHING_KNOWN,
  nextEdge,
  nextProbeAt,
  type Probe,
  set,
} from './pure/clock.ts';
import { deafWaitMillis, recheckMoment, retryDelayMillis } from './pure/schedule.ts';
import { after } from './wait.ts';

export type ClockSource = 'settling' | 'server' | 'device';

const FIRST_ANSWER_MILLIS = 1_500;
const STEP_MILLIS = 200;
/** A device tells the time in whole milliseconds, or in coarser steps. */
const FOLLOWED_ABOVE_MILLIS = 5;
/** A train of requests is broken off after so many in a row that were not answered. */
const MOST_UNHEARD = 2;

/**
 * The server's time, carried by the device's monotonic clock: setting the device's clock changes nothing here. While the
 * server has not been heard, or is not believed, the device's clock stands in for it.
 */
export class ServerClock {
  private readonly site: Pick<Site, 'probe'>;
  private readonly device: DeviceClock;
  private readonly random: () => number;
  private known: ClockKnowledge = NOTHING_KNOWN;
  private offset: number;
  private settled = false;
  /** Device's clock minus monotonic clock, before it stepped. */
  private deviceOffset: number;
  private unheard = 0;
  private readonly joinMillis: number;
  private recheckAtMillis: number;
  private deafTimes = 0;
  /** What the device's clock stepped ahead since then, as long as nobody but the device tells what the time is. */
  private assumedMillis = 0;
  private unansweredSteps = 0;
  private askOfStepAtMillis = Number.NEGATIVE_INFINITY;
  private asking = false;
  private moved: (byMillis: number) => void = () => undefined;

  constructor(site: Pick<Site, 'probe'>, device: DeviceClock, random: () => number) {
    this.site = site;
    this.device = device;
    this.random = random;
    this.deviceOffset = device.epochMillis() - device.monotonicMillis();
    this.offset = this.deviceOffset;
    this.joinMillis = device.monotonicMillis();
    this.recheckAtMillis = recheckMoment(this.joinMillis, undefined, random());
  }

  nowMillis(): number {
    return this.atMonotonic(this.device.monotonicMillis());
  }

  /** The wall-clock instant of a moment on the monotonic clock, which is also the time base of frames. */
  atMonotonic(monotonicMillis: number): number {
    return monotonicMillis + this.offset;
  }

  get source(): ClockSource {
    const heard = this.livesByServer && this.assumedMillis === 0;
    if (heard && this.settled) {
      return 'server';
    }
    return this.settled || this.unheard > 0 ? 'device' : 'settling';
  }

  /** Hears each time that another idea of the server's time is adopted, by how much it is later than the one before. */
  onMoved(listener: (byMillis: number) => void): void {
    this.moved = listener;
  }

  /** How far the server's clock is ahead of the device's. */
  get deviceErrorMillis(): number {
    return this.offset - (this.device.epochMillis() - this.device.monotonicMillis());
  }

  /** Resolves with the first answer, or when none comes in time; settles further in the background. */
  async start(): Promise<void> {
    const first = this.ask();
    await Promise.race([first, after(FIRST_ANSWER_MILLIS, undefined)]);
    this.adopt();
    void first.then(() => this.alone(() => this.settle()));
  }

  /** Called once a second: after a sleep or a change of the device's clock, and each half hour, the server is asked again. */
  async tick(): Promise<void> {
    const nowMillis = this.device.monotonicMillis();
    this.carryOn(nowMillis);
    const deviceOffset = this.device.epochMillis() - nowMillis;
    if (Math.abs(deviceOffset - this.deviceOffset) > STEP_MILLIS) {
      await this.stepTo(deviceOffset, nowMillis);
    } else if (this.assumedMillis !== 0) {
      this.assume(0); // it was no sleep: the device's clock was set, and set back
    } else {
      this.followDevice(deviceOffset);
      if (nowMillis >= this.recheckAtMillis) {
        await this.alone(() => this.recheck(nowMillis));
      }
    }
  }

  /** It may be slewed, or its crystal be another one than the monotonic clock's. */
  private followDevice(deviceOffset: number): void {
    this.deviceOffset = deviceOffset;
    const movedMillis = Math.abs(deviceOffset - this.offset);
    if (!this.livesByServer && !this.asking && movedMillis > FOLLOWED_ABOVE_MILLIS) {
      this.adopt();
    }
  }

  private carryOn(nowMillis: number): void {
    this.known = carriedOn(this.known, nowMillis);
    if (isSet(this.known) && !this.asking) {
      this.adopt();
    }
  }

  /** The network may be back: what it cut short is tried again. */
  wake(): void {
    const nowMillis = this.device.monotonicMillis();
    this.askOfStepAtMillis = nowMillis;
    if (!isSet(this.known)) {
      this.recheckAtMillis = nowMillis;
    }
  }

  /** The server's clock was heard and is believed. */
  private get livesByServer(): boolean {
    return this.known.offset !== undefined && this.known.believed;
  }

  /** One train of requests at a time: what each of them tells depends on those before it. */
  private async alone(train: () => Promise<void>): Promise<void> {
    if (!this.asking) {
      this.asking = true;
      await train().finally(() => {
        this.asking = false;
      });
    }
  }

  private async settle(): Promise<void> {
    for (let asked = this.known.probes; asked < MAX_JOIN_PROBES && this.unheard < MOST_UNHEARD; asked++) {
      const nowMillis = this.device.monotonicMillis();
      const at = nextProbeAt(this.known, nowMillis);
      if (at === undefined) {
        break;
      }
      await after(at - nowMillis, undefined);
      await this.ask();
      if (isKnown(this.known)) {
        this.adopt();
      }
    }
    this.known = set(this.known);
    this.settled = true;
    this.adopt();
    if (this.unheard > 0 && !isSet(this.known)) {
      this.waitDeaf();
    }
  }

  private waitDeaf(): void {
    this.deafTimes++;
    this.recheckAtMillis = this.device.monotonicMillis() + deafWaitMillis(this.deafTimes, this.random());
  }

  /** A device's clock that is all there is, is followed wherever it goes; else the server tells what the step was. */
  private async stepTo(deviceOffset: number, nowMillis: number): Promise<void> {
    if (!this.livesByServer) {
      this.deviceOffset = deviceOffset;
      this.adopt();
    } else if (nowMillis >= this.askOfStepAtMillis) {
      await this.alone(() => this.relearn(deviceOffset));
    }
  }

  private async relearn(deviceOffset: number): Promise<void> {
    const steppedMillis = deviceOffset - this.deviceOffset;
    const asked = this.probe();
    let answer = await Promise.race([asked, after(FIRST_ANSWER_MILLIS, undefined)]);
    if (answer === undefined) {
      this.assume(steppedMillis);
      answer = await asked;
    }
    if (answer === undefined || !isCredible(this.known, answer)) {
      this.assume(steppedMillis);
      this.unansweredSteps++;
      const waitMillis = retryDelayMillis(this.unansweredSteps, this.random());
      this.askOfStepAtMillis = this.device.monotonicMillis() + waitMillis;
      return;
    }
    this.deviceOffset = deviceOffset;
    this.assumedMillis = 0;
    this.unansweredSteps = 0;
    this.unheard = 0;
    this.known = { ...afterStep(this.known, steppedMillis, answer), probes: 1 };
    this.adopt();
    if (this.known.estimate === undefined || !isKnown(this.known)) {
      await this.settle();
    }
  }

  /**
   * Nobody says what stepped. Ahead of the monotonic clock goes a device's clock after a sleep, more often than it is set: then
   * the world went on. A clock that goes back was set.
   */
  private assume(steppedMillis: number): void {
    this.assumedMillis = Math.max(0, steppedMillis);
    this.adopt();
  }

  private async recheck(nowMillis: number): Promise<void> {
    this.recheckAtMillis = recheckMoment(this.joinMillis, nowMillis, this.random());
    this.known = { ...(this.known.believed ? this.known : anew(this.known)), probes: 0 };
    if (isSet(this.known)) {
      await this.check();
      this.adopt();
      if (this.known.estimate !== undefined && !isOutrun(this.known)) {
        return;
      }
    } else {
      await this.ask();
      if (this.unheard > 0) {
        this.waitDeaf();
        return;
      }
      this.deafTimes = 0;
    }
    await this.settle();
  }

  /** A check of which an answer is missing says nothing. What counts is when a request was sent, not when it should have been. */
  private async check(): Promise<void> {
    const answers: Answer[] = [];
    const set = this.known;
    for (const beside of CHECKS_BESIDE_EDGE_MILLIS) {
      const fromMillis = this.device.monotonicMillis();
      await after(nextEdge(set, fromMillis, beside) - fromMillis, undefined);
      const answer = await this.ask();
      if (answer === undefined) {
        return;
      }
      answers.push(answer);
    }
    this.known = checked(this.known, set.estimate ?? 0, answers);
  }

  /** Returns an answer that tells something. */
  private async ask(): Promise<Answer | undefined> {
    const probe = await this.probe();
    const credible = probe !== undefined && isCredible(this.known, probe);
    this.unheard = probe === undefined ? this.unheard + 1 : 0;
    this.known = probe ? learn(this.known, probe) : { ...this.known, probes: this.known.probes + 1 };
    const dateMillis = probe?.dateMillis;
    return credible && dateMillis !== undefined ? { ...probe, dateMillis } : undefined;
  }

  private probe(): Promise<Probe | undefined> {
    return this.site.probe().catch(() => undefined);
  }

  private adopt(): void {
    const before = this.offset;
    this.offset = bestOffset(this.known, this.deviceOffset) + this.assumedMillis;
    if (this.offset !== before) {
      this.moved(this.offset - before);
    }
  }
}
