/** The device's two clocks; nothing else in the page reads one. */
export interface DeviceClock {
  /** Never steps; its zero means nothing. */
  monotonicMillis(): number;
  /** What the device believes the time to be; may step at any moment. */
  epochMillis(): number;
}

export const deviceClock: DeviceClock = {
  monotonicMillis: () => performance.now(),
  epochMillis: () => Date.now(),
};
