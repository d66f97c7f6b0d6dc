import type { DeviceClock } from './edge/device-clock.ts';
import type { Site } from './edge/site.ts';
import {
  bestOffset,
  type ClockKnowledge,
  isKnown,
  learn,
  MAX_JOIN_PROBES,
  NOTHING_KNOWN,
  nextEdge,
  nextProbeAt,
} from './pure/clock.ts';

export type ClockSource = 'settling' | 'server' | 'device';

const RECHECK_MILLIS = 30 * 60_000;
const FIRST_ANSWER_MILLIS = 1_500;
const STEP_MILLIS = 200;

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
  private recheckAtMillis: number;
  private rechecking = false;
  private moved: (byMillis: number) => void = () => undefined;

  constructor(site: Site, device: DeviceClock, random: () => number) {
    this.site = site;
    this.device = device;
    this.random = random;
    this.deviceOffset = device.epochMillis() - device.monotonicMillis();
    this.offset = this.deviceOffset;
    this.recheckAtMillis = device.monotonicMillis() + RECHECK_MILLIS * (0.5 + random() / 2);
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
    const first = this.probe();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, FIRST_ANSWER_MILLIS));
    await Promise.race([first, patience]);
    this.adopt();
    void first.then(() => this.settle());
  }

  /** Called once a second: after a sleep or a change of the device's clock, and each half hour, the server is asked again. */
  async tick(): Promise<void> {
    const nowMillis = this.device.monotonicMillis();
    const deviceOffset = this.device.epochMillis() - nowMillis;
    const stepped = Math.abs(deviceOffset - this.deviceOffset) > STEP_MILLIS;
    if (this.rechecking || !this.settled || (!stepped && nowMillis < this.recheckAtMillis)) {
      return;
    }
    this.rechecking = true;
    this.deviceOffset = deviceOffset;
    this.recheckAtMillis = nowMillis + RECHECK_MILLIS * (0.5 + this.random() / 2);
    await this.probe();
    await this.probeOnEdge();
    this.adopt();
    this.rechecking = false;
  }

  private async settle(): Promise<void> {
    for (let asked = 1; asked < MAX_JOIN_PROBES; asked++) {
      const nowMillis = this.device.monotonicMillis();
      const at = nextProbeAt(this.known, nowMillis);
      if (at === undefined) {
        break;
      }
      await delay(at - nowMillis);
      await this.probe();
      if (isKnown(this.known)) {
        this.adopt();
      }
    }
    this.settled = true;
    this.adopt();
  }

  private async probeOnEdge(): Promise<void> {
    const nowMillis = this.device.monotonicMillis();
    await delay(nextEdge(this.known, nowMillis) - nowMillis);
    await this.probe();
  }

  private async probe(): Promise<void> {
    try {
      this.known = learn(this.known, await this.site.probe());
      this.unreachable = false;
    } catch {
      this.known = { ...this.known, probes: this.known.probes + 1 };
      this.unreachable = true;
    }
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
