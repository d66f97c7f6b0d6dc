import { expect, vi } from 'vitest';
import { UnreachableError } from '../src/edge/http.ts';
import type { Screen } from '../src/edge/screen.ts';
import { MAIN } from '../src/pure/audience.ts';
import { ServerClock } from '../src/server-clock.ts';
import { Session, TICK_MILLIS } from '../src/session.ts';
import { FakeDevice, FakeTime, pass, START } from './devices.ts';
import { type FakeHls, type FakeNetwork, fakeHls } from './fake-hls.ts';
import { FakePacks } from './fake-packs.ts';
import { FakePicture } from './fake-picture.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const LOOK_MILLIS = 40;
/** A frame, and what a clock of twenty milliseconds' accuracy adds. */
const RIGHT_MILLIS = 70;

/** One viewer's page in simulated time, which begins with it, and what can go wrong around it. */
export class Visit {
  readonly device: FakeDevice;
  readonly time: FakeTime;
  readonly picture: FakePicture;
  readonly network: FakeNetwork = { isUp: true, hangs: false, isSlow: false };
  readonly packs: FakePacks;
  readonly host = { asked: 0, answersAfterMillis: 20 };
  readonly remembered = new Map<string, string>();
  readonly seen = { visible: false, says: '', start: null as (() => void) | null };
  readonly instances: FakeHls[];
  /** Looks at which something of another time was on screen. */
  elsewhere = 0;
  /** The site has heard of a pointer that came late. */
  pointerCame: () => void = () => undefined;
  private readonly hls: ReturnType<typeof fakeHls>;
  private readonly timers: ReturnType<typeof setInterval>[] = [];
  private joined: Session | undefined;

  constructor() {
    vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    this.device = new FakeDevice();
    this.time = new FakeTime(this.device);
    this.picture = new FakePicture(this.device);
    this.packs = new FakePacks();
    this.hls = fakeHls(this.network);
    this.instances = this.hls.instances;
    this.every(LOOK_MILLIS, () => {
      this.elsewhere += Math.abs(this.shownError ?? 0) > 5_000 ? 1 : 0;
    });
  }

  end(): void {
    this.timers.forEach(clearInterval);
    vi.restoreAllMocks();
    vi.useRealTimers();
  }

  get session(): Session {
    if (this.joined === undefined) {
      throw new Error('the page is not open');
    }
    return this.joined;
  }

  /** Opens the page; resolves when its first join is over, one way or the other. */
  async open(): Promise<void> {
    const { device, picture, site, screen, memory, hls } = this;
    const clock = new ServerClock(this.time, device, () => 0.5);
    const started = clock.start();
    await vi.advanceTimersByTimeAsync(1_500);
    await started;
    const parts = { site, clock, device, screen, picture, memory, hls: async () => hls.module, random: () => 0.5 };
    this.joined = new Session(parts, MAIN, '');
    this.every(TICK_MILLIS, () => void this.session.tick());
    const joined = this.joined.join();
    await vi.advanceTimersByTimeAsync(200);
    await joined;
  }

  async openSettled(): Promise<void> {
    await this.open();
    await this.untilRight();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(this.isRight).toBe(true);
  }

  get isRight(): boolean {
    return Math.abs(this.shownError ?? Number.POSITIVE_INFINITY) <= RIGHT_MILLIS;
  }

  /** Lets time pass until the right frame is on screen; returns how long that took. */
  async untilRight(mostMillis = MINUTE): Promise<number> {
    for (let millis = 0; millis <= mostMillis; millis += LOOK_MILLIS) {
      if (this.isRight) {
        return millis;
      }
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
    }
    const { seen, shownError: error } = this;
    throw new Error(`never right: ${JSON.stringify({ ...this.session.status, ...seen, error })}`);
  }

  /** Lets time pass, in which the right frame is always on screen. */
  async staysRight(millis: number): Promise<void> {
    for (let passed = 0; passed < millis; passed += LOOK_MILLIS) {
      await vi.advanceTimersByTimeAsync(LOOK_MILLIS);
      expect(this.isRight).toBe(true);
    }
  }

  /** How far what is on screen is from what should be; undefined where nothing is, or it does not move. */
  private get shownError(): number | undefined {
    const shown = this.instances.at(-1)?.shownMillis;
    const isMoving = this.seen.visible && !this.picture.paused && this.picture.ready;
    return isMoving && shown !== undefined ? shown - Date.now() : undefined;
  }

  private get site() {
    const { packs, host, time } = this;
    return {
      live: () => this.fromHost(() => packs.live()),
      bucket: (...asked: Parameters<FakePacks['bucket']>) => this.fromHost(() => packs.bucket(...asked)),
      master: () => this.fromHost(async () => ''),
      isReachable: async () => {
        host.asked++;
        return await this.fromHost(async () => time.state === 'answers').catch(() => false);
      },
      onLatePointer: (came: () => void) => {
        this.pointerCame = came;
      },
      unprepare: () => undefined,
      preload: () => undefined,
      takePreloaded: () => undefined,
      packUrl: () => 'http://page/main.pack',
    };
  }

  private get screen(): Screen {
    const { seen } = this;
    return {
      saveData: false,
      show: () => undefined,
      notice: () => undefined,
      message: (text: string) => {
        seen.says = text;
      },
      revealPicture: () => {
        seen.visible = true;
      },
      holdLastFrame: () => {
        seen.visible = false;
      },
      showPoster: () => undefined,
      offerCaptions: () => undefined,
      offerQualities: () => undefined,
      offerStart: (start: (() => void) | null) => {
        seen.start = start;
      },
    } as unknown as Screen;
  }

  private get memory() {
    const { remembered } = this;
    return {
      read: (name: string) => remembered.get(name),
      write: (name: string, value: string) => void remembered.set(name, value),
      forget: (name: string) => void remembered.delete(name),
    };
  }

  private async fromHost<T>(answer: () => Promise<T>): Promise<T> {
    await pass(this.host.answersAfterMillis);
    if (!this.network.isUp) {
      throw new UnreachableError('the network is away');
    }
    return await answer();
  }

  private every(millis: number, act: () => void): void {
    this.timers.push(setInterval(act, millis));
  }
}
