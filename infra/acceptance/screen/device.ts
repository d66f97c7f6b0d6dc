import type { CDPSession, Page } from "playwright-core";

declare global {
  interface Window {
    /** How far the device's clock is ahead of the machine's. */
    deviceAheadMs: number;
  }
}

/** A device whose clock is wrong. May be called again while the page is open, as when somebody sets the clock. */
export async function setDeviceClock(page: Page, aheadMs: number): Promise<void> {
  await page.evaluate((ms) => {
    window.deviceAheadMs = ms;
  }, aheadMs);
}

/** For a device with a wrong clock from the start. */
export async function withDeviceClock(page: Page, aheadMs: number): Promise<void> {
  await page.addInitScript((ms) => {
    const machine = Date.now.bind(Date);
    window.deviceAheadMs = ms;
    Date.now = () => machine() + window.deviceAheadMs;
  }, aheadMs);
}

export interface Network {
  readonly bitsPerSecond: number;
  readonly latencyMs: number;
  /** Whether the browser may answer from its own cache, as it does unless told. */
  readonly cache?: boolean;
}

/** Of several sessions the strictest would count. */
const sessions = new WeakMap<Page, CDPSession>();

/** What lies between the page and its server from now on. */
export async function setNetwork(page: Page, network: Network | "offline"): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const offline = network === "offline";
  const { bitsPerSecond, latencyMs } = offline ? { bitsPerSecond: 0, latencyMs: 0 } : network;
  const throughput = bitsPerSecond / 8;
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: !offline && network.cache === false });
  await session.send("Network.emulateNetworkConditions", {
    offline,
    latency: latencyMs,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}
