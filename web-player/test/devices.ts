import { vi } from 'vitest';
import type { DeviceClock } from '../src/edge/device-clock.ts';
import type { Probe } from '../src/pure/clock.ts';

/** A device whose clocks run with the simulated time, which `vi.useFakeTimers` drives. */
export class FakeDevice implements DeviceClock {
  /** How far its clock is ahead of the server's. */
  aheadMillis = 0;
  /** For so long its monotonic clock stood still. */
  private sleptMillis = 0;
  /** By how much its crystal is slower than the server's, in parts of a million. */
  slowPpm = 0;

  /** Time passes in the world, and nothing happens here. */
  sleep(millis: number): void {
    vi.setSystemTime(Date.now() + millis);
    this.sleptMillis += millis;
  }

  monotonicMillis(): number {
    return (Date.now() - START - this.sleptMillis) * (1 - this.slowPpm / 1e6);
  }

  epochMillis(): number {
    return Date.now() + this.aheadMillis;
  }

  requestSpan(): undefined {
    return undefined;
  }
}

export const START = Date.UTC(2026, 10, 21, 12);

/** `time` of a host whose clock is that of the simulated world, some way off. */
export class FakeTime {
  readonly device: FakeDevice;
  state: 'answers' | 'fails' | 'hangs' | 'is late' | 'from a cache' = 'answers';
  /** When it was asked, by the simulated time since the start. */
  readonly asked: number[] = [];

  constructor(device: FakeDevice) {
    this.device = device;
  }

  jitterMillis = 0;

  /** From 0 to 1 in steps of the golden ratio: any few of them are spread out. */
  private jitter(): number {
    this.turn = (this.turn + 0.618034) % 1;
    return Math.round(this.turn * this.jitterMillis);
  }

  private turn = 0;

  async probe(): Promise<Probe> {
    this.asked.push(Date.now() - START);
    const sentMillis = this.device.monotonicMillis();
    await pass(this.state === 'is late' ? 3_000 : 20 + this.jitter());
    const dateMillis = Math.floor(Date.now() / 1000) * 1000;
    await pass(20 + this.jitter());
    if (this.state === 'hangs') {
      await pass(10_000);
    }
    if (this.state === 'fails' || this.state === 'hangs') {
      throw new Error('no answer');
    }
    const aged = this.state === 'from a cache';
    return {
      sentMillis,
      receivedMillis: this.device.monotonicMillis(),
      dateMillis: aged ? dateMillis - 7_000 : dateMillis,
      aged,
    };
  }
}

export function pass(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
