/** The device's two clocks; nothing else in the page reads one. */
export interface DeviceClock {
  /** Never steps; its zero means nothing. */
  monotonicMillis(): number;
  /** What the device believes the time to be; may step at any moment. */
  epochMillis(): number;
  /**
   * When the request of a URL that was sent after a moment left, and when its answer began to come, as the browser's network
   * saw it: however busy the page is, these are not blurred by it. Undefined where the browser does not tell.
   */
  requestSpan(url: string, afterMillis: number): RequestSpan | undefined;
}

/** On the monotonic clock. */
export interface RequestSpan {
  readonly sentMillis: number;
  readonly receivedMillis: number;
}

export const deviceClock: DeviceClock = {
  monotonicMillis: () => performance.now(),
  epochMillis: () => Date.now(),
  requestSpan: (url, afterMillis) => {
    const entries = performance.getEntriesByName(url, 'resource') as PerformanceResourceTiming[];
    const entry = entries.findLast(({ startTime }) => startTime >= afterMillis);
    performance.clearResourceTimings(); // once its buffer is full nothing more is told
    return entry?.requestStart && entry.responseStart
      ? { sentMillis: entry.requestStart, receivedMillis: entry.responseStart }
      : undefined;
  },
};
