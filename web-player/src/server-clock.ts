import type { DeviceClock } from './edge/device-clock.ts';
import type { Site } from './edge/site.ts';
import {
  afterStep,
  bestOffset,
  CHECKS_BESIDE_EDGE_MILLIS,
  type ClockKnowledge,
  checked,
  expected,
  isKnown,
  learn,
  MAX_JOIN_PROBES,
  NOTHING_KNOWN,
  nextEdge,
  nextProbeAt,
  set,
} from './pure/clock.ts';
import { recheckMoment } from './pure/schedule.ts';

export type ClockSource = 'settling' | 'server' | 'device';

const FIRST_ANSWER_MILLIS = 1_500;
const STEP_MILLIS = 200;
const DEAF_RETRY_MILLIS = 20_000;

/**
 * The server's time, carried by the device's monotonic clock: setting the device's clock changes nothing here. While the
 * server has not been heard, or is not believed, the device's clock stands in for it.
 */
export class ServerClock {
  private readonly site: Site;
  private readonly device: DeviceClock;
  private readonly random: () => number;
  private known: ClockKnowledge = NOTHING_KNOWN;
  private offset: number;
  private settled = false;
  private deviceOffset: number;
  private unreachable = false;
  private readonly joinMillis: number;
  private recheckAtMillis: number;
  private asking = false;
  private moved: (byMillis: number) => void = () => undefined;

  constructor(site: Site, device: DeviceClock, random: () => number) {
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
    const heard = this.known.offset !== undefined && this.known.believed;
    if (heard && this.settled) {
      return 'server';
    }
    return this.settled || this.unreachable ? 'device' : 'settling';
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
    const patience = new Promise<void>((resolve) => setTimeout(resolve, FIRST_ANSWER_MILLIS));
    await Promise.race([first, patience]);
    this.adopt();
    void first.then(() => this.alone(() => this.settle()));
  }

  /** Called once a second: after a sleep or a change of the device's clock, and each half hour, the server is asked again. */
  async tick(): Promise<void> {
    const nowMillis = this.device.monotonicMillis();
    const deviceOffset = this.device.epochMillis() - nowMillis;
    const steppedMillis = deviceOffset - this.deviceOffset;
    if (Math.abs(steppedMillis) > STEP_MILLIS) {
      await this.alone(() => this.relearn(steppedMillis, deviceOffset));
    } else if (nowMillis >= this.recheckAtMillis) {
      await this.alone(() => this.recheck(nowMillis));
    }
  }

  /** The network may be back: a train of requests that it cut short is run again. */
  wake(): void {
    if (!isKnown(this.known)) {
      this.recheckAtMillis = this.device.monotonicMillis();
    }
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
    for (let asked = this.known.probes; asked < MAX_JOIN_PROBES; asked++) {
      const nowMillis = this.device.monotonicMillis();
      const at = nextProbeAt(this.known, nowMillis);
      if (at === undefined) {
        break;
      }
      await delay(at - nowMillis);
      await this.ask();
      if (isKnown(this.known)) {
        this.adopt();
      }
    }
    this.known = set(this.known);
    this.settled = true;
    this.adopt();
    if (this.unreachable && !isKnown(this.known)) {
      this.recheckAtMillis = this.device.monotonicMillis() + DEAF_RETRY_MILLIS * (1 + this.random());
    }
  }

  /** What stepped is not known until the server has answered; until then the picture goes on as it was. */
  private async relearn(steppedMillis: number, deviceOffset: number): Promise<void> {
    const answer = await this.site.probe().catch(() => undefined);
    if (answer === undefined) {
      return;
    }
    this.deviceOffset = deviceOffset;
    this.known = { ...afterStep(this.known, steppedMillis, answer), probes: 1 };
    this.adopt();
    await this.settleUnlessSet();
  }

  private async recheck(nowMillis: number): Promise<void> {
    this.recheckAtMillis = recheckMoment(this.joinMillis, nowMillis, this.random());
    this.known = { ...this.known, probes: 0 };
    if (this.known.estimate !== undefined && isKnown(this.known)) {
      await this.check();
      this.adopt();
    } else {
      this.known = { ...this.known, estimate: undefined };
    }
    await this.settleUnlessSet();
  }

  private async check(): Promise<void> {
    const late: boolean[] = [];
    this.known = expected(this.known);
    for (const beside of CHECKS_BESIDE_EDGE_MILLIS) {
      const fromMillis = this.device.monotonicMillis();
      const { sendMillis, edgeMillis } = nextEdge(this.known, fromMillis, beside);
      await delay(sendMillis - fromMillis);
      await this.ask();
      late.push((this.known.latest?.dateMillis ?? 0) >= edgeMillis);
    }
    if (!this.unreachable) {
      this.known = checked(this.known, late);
    }
  }

  private async settleUnlessSet(): Promise<void> {
    if (this.known.estimate === undefined) {
      await this.settle();
    }
  }

  private async ask(): Promise<void> {
    const probe = await this.site.probe().catch(() => undefined);
    this.known = probe ? learn(this.known, probe) : { ...this.known, probes: this.known.probes + 1 };
    this.unreachable = probe === undefined;
  }

  private adopt(): void {
    const before = this.offset;
    this.offset = bestOffset(this.known, this.deviceOffset);
    if (this.offset !== before) {
      this.moved(this.offset - before);
    }
  }
}

function delay(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, millis)));
}
