/** A frame as it reached the screen. */
export interface Sample {
  /** When, by the machine's clock: milliseconds since 1970. */
  readonly wall: number;
  /** Its place on the media timeline. */
  readonly mediaSeconds: number;
  /** Brightness of the code's cells. */
  readonly cells: readonly number[];
  /** Whether the page shows the video, rather than preparing it. */
  readonly visible: boolean;
}

export interface Recording {
  readonly samples: Sample[];
  /** Events of the video element. */
  readonly events: { readonly type: string; readonly wall: number }[];
  /** What the page says, in words and in `window.streamsync`, twice a second. */
  readonly says: { readonly wall: number; readonly text: string; readonly status: string }[];
}

declare global {
  interface Window {
    recording: Recording;
    /** What the page's bootstrap asked for and the page has yet to take. */
    streamsyncEarly?: { readonly size: number };
    streamsync?: unknown;
  }
}

/** Where the cells lie; see code.ts. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Runs in the page before its own scripts, and so may use nothing outside itself. The instant of a frame is the
 * compositor's, not the page's estimate.
 */
export function record(grid: Grid): void {
  const recording: Recording = { samples: [], events: [], says: [] };
  window.recording = recording;
  const cell = 4;
  const canvas = new OffscreenCanvas(grid.columns * cell, grid.rows * cell);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const now = () => performance.timeOrigin + performance.now();

  const brightness = (video: HTMLVideoElement): number[] => {
    const { videoWidth, videoHeight } = video;
    const top = videoHeight * grid.top;
    const height = videoHeight * grid.height;
    context?.drawImage(video, 0, top, videoWidth, height, 0, 0, canvas.width, canvas.height);
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return Array.from({ length: grid.columns * grid.rows }, (_, i) => {
      const x = (i % grid.columns) * cell + cell / 2;
      const y = Math.floor(i / grid.columns) * cell + cell / 2;
      return pixels[(y * canvas.width + x) * 4 + 1] ?? 0;
    });
  };

  const watch = (video: HTMLVideoElement): void => {
    for (const type of ["playing", "waiting", "seeking", "pause", "ended", "error"]) {
      video.addEventListener(type, () => recording.events.push({ type, wall: now() }));
    }
    const onFrame: VideoFrameRequestCallback = (_, { expectedDisplayTime, mediaTime }) => {
      const visible = video.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      recording.samples.push({
        wall: performance.timeOrigin + expectedDisplayTime,
        mediaSeconds: mediaTime,
        cells: brightness(video),
        visible,
      });
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };

  const find = (): boolean => {
    const video = document.querySelector<HTMLVideoElement>("video#video");
    if (video !== null) {
      watch(video);
    }
    return video !== null;
  };
  if (!find()) {
    const observer = new MutationObserver(() => find() && observer.disconnect());
    observer.observe(document, { childList: true, subtree: true });
  }
  setInterval(() => {
    const status = JSON.stringify(window.streamsync) ?? "none";
    // biome-ignore lint/performance/useDomNodeTextContent: only what a viewer sees counts, hidden text does not
    recording.says.push({ wall: now(), text: document.body?.innerText ?? "", status });
  }, 500);
}
