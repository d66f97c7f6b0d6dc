import type { Picture, Playback } from '../src/edge/picture.ts';
import type { FrameCount } from '../src/pure/quality.ts';
import type { FakeDevice } from './devices.ts';

const FRAME_MILLIS = 40;

/** A video element in simulated time: it plays what is buffered, and stands where nothing is. */
export class FakePicture implements Picture {
  readonly element: HTMLVideoElement;
  paused = true;
  boxHeight = 1_080;
  inView = true;
  attended = true;
  frames: FrameCount = { total: 0, dropped: 0 };
  /** On the media timeline; exclusive end. */
  buffered = { from: 0, to: 0 };
  /** What the next attempts to play are said to come to; one that was interrupted may have begun all the same. */
  readonly playbacks: Playback[] = [];
  private readonly device: FakeDevice;
  private rate = 1;
  private at = { seconds: 0, millis: 0 };
  private shown: (mediaSeconds: number, monotonicMillis: number) => void = () => undefined;
  private lost: () => void = () => undefined;

  constructor(device: FakeDevice) {
    this.device = device;
    this.element = { picture: this } as unknown as HTMLVideoElement;
  }

  get positionSeconds(): number {
    const passed = this.paused ? 0 : ((this.device.monotonicMillis() - this.at.millis) / 1000) * this.rate;
    return this.isBuffered(this.at.seconds) ? Math.min(this.at.seconds + passed, this.buffered.to) : this.at.seconds;
  }

  get hasMetadata(): boolean {
    return this.buffered.to > 0;
  }

  get ready(): boolean {
    return this.isBuffered(this.positionSeconds);
  }

  get waiting(): boolean {
    return !this.paused && !this.ready;
  }

  isBuffered(seconds: number): boolean {
    return this.buffered.from <= seconds && seconds < this.buffered.to;
  }

  /** By hls.js. */
  buffer(from: number, to: number): void {
    this.settle();
    this.buffered = { from, to };
  }

  /** The browser takes the source away. */
  lose(): void {
    this.empty();
    this.lost();
  }

  empty(): void {
    this.buffered = { from: 0, to: 0 };
    this.at = { seconds: 0, millis: this.device.monotonicMillis() };
    this.paused = true;
  }

  seek(seconds: number): void {
    this.at = { seconds, millis: this.device.monotonicMillis() };
  }

  async play(): Promise<Playback> {
    const playback = this.playbacks.shift() ?? 'playing';
    if (playback !== 'refused') {
      this.settle();
      this.paused = false;
    }
    return playback;
  }

  pause(): void {
    this.settle();
    this.paused = true;
  }

  setRate(rate: number): void {
    this.settle();
    this.rate = rate;
  }

  onFrames(shown: (mediaSeconds: number, monotonicMillis: number) => void): void {
    this.shown = shown;
    const frame = () => {
      if (!this.paused && this.ready) {
        this.shown(this.positionSeconds, this.device.monotonicMillis());
      }
      setTimeout(frame, FRAME_MILLIS);
    };
    frame();
  }

  onWaiting(): void {}

  onLost(lost: () => void): void {
    this.lost = lost;
  }

  private settle(): void {
    this.at = { seconds: this.positionSeconds, millis: this.device.monotonicMillis() };
  }
}
