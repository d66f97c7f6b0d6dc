import type { FrameCount } from '../pure/quality.ts';

/** How an attempt to play ended: by nobody's will but the browser's, or overtaken by a pause or another source. */
export type Playback = 'playing' | 'refused' | 'interrupted';

/** The video element as the page drives it. Nobody else sets its position, rate or pause. */
export interface Picture {
  readonly element: HTMLVideoElement;
  readonly positionSeconds: number;
  readonly paused: boolean;
  /** Its source is known, and a position in it can be set. */
  readonly hasMetadata: boolean;
  /** A frame of the present position is decoded, and no seek is under way. */
  readonly ready: boolean;
  readonly waiting: boolean;
  /** Of the picture inside the element's box, in the device's pixels; zero while there is no box. */
  readonly boxHeight: number;
  readonly inView: boolean;
  /** Somebody may see or hear it. */
  readonly attended: boolean;
  readonly frames: FrameCount;
  isBuffered(seconds: number): boolean;
  seek(seconds: number): void;
  play(): Promise<Playback>;
  pause(): void;
  setRate(rate: number): void;
  /** Calls back for each frame shown, with the moment it reaches the screen on the monotonic clock. */
  onFrames(shown: (mediaSeconds: number, monotonicMillis: number) => void): void;
  onWaiting(stalled: () => void): void;
  /** The element lost its source, or cannot go on with it. */
  onLost(lost: () => void): void;
}

const NOTHING = 0;
const FUTURE_DATA = 3;
const CURRENT_DATA = 2;

export function pictureOf(video: HTMLVideoElement): Picture {
  // With it each change of rate costs 20 to 40 ms, and pulses of rate oscillate.
  video.preservesPitch = false;
  return {
    element: video,
    get positionSeconds() {
      return video.currentTime;
    },
    get paused() {
      return video.paused;
    },
    get hasMetadata() {
      return video.readyState > NOTHING;
    },
    get ready() {
      return video.readyState >= CURRENT_DATA && !video.seeking;
    },
    get waiting() {
      return !video.paused && video.readyState < FUTURE_DATA;
    },
    get boxHeight() {
      const { clientHeight, clientWidth, videoHeight, videoWidth } = video;
      const height = videoWidth === 0 ? clientHeight : Math.min(clientHeight, (clientWidth * videoHeight) / videoWidth);
      return height * (video.ownerDocument.defaultView?.devicePixelRatio ?? 1);
    },
    get inView() {
      return isInView(video);
    },
    get attended() {
      return isInView(video) || !video.muted;
    },
    get frames() {
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      return { total: totalVideoFrames, dropped: droppedVideoFrames };
    },
    isBuffered: (seconds) => isBuffered(video.buffered, seconds),
    seek: (seconds) => {
      // Without a source's metadata it would be kept for the next source, whose timeline is another.
      if (video.readyState > NOTHING) {
        video.currentTime = seconds;
      }
    },
    play: () =>
      video.play().then(
        () => 'playing',
        (error) => (error?.name === 'NotAllowedError' ? 'refused' : 'interrupted'),
      ),
    pause: () => video.pause(),
    setRate: (rate) => {
      video.playbackRate = rate;
    },
    onFrames: (shown) => {
      const next: VideoFrameRequestCallback = (_, frame) => {
        shown(frame.mediaTime, frame.expectedDisplayTime);
        video.requestVideoFrameCallback(next);
      };
      video.requestVideoFrameCallback?.(next);
    },
    onLost: (lost) => {
      video.addEventListener('emptied', lost);
      video.addEventListener('error', lost);
    },
    onWaiting: (stalled) => {
      video.addEventListener('waiting', () => {
        if (!video.seeking && !video.paused) {
          stalled();
        }
      });
    },
  };
}

function isInView({ ownerDocument }: HTMLVideoElement): boolean {
  return ownerDocument.visibilityState === 'visible';
}

function isBuffered(ranges: TimeRanges, seconds: number): boolean {
  for (let i = 0; i < ranges.length; i++) {
    if (ranges.start(i) <= seconds && seconds < ranges.end(i)) {
      return true;
    }
  }
  return false;
}
