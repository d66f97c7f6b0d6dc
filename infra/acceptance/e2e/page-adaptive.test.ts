import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { Site } from "../published/site.ts";
import { linkOf, timelinesOf } from "../screen/audience.ts";
import { type Network, setNetwork } from "../screen/device.ts";
import type { FaultyServer } from "../screen/faulty-server.ts";
import { settled, withPage } from "../screen/opening.ts";
import { expectRight, said } from "../screen/recovery.ts";
import { launch, type Viewing } from "../screen/viewing.ts";
import { quick } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const mine = timelinesOf(quick, days);
/** Past the cache: the few segments of these programmes would come from it, and count as a very fast network. */
const fast: Network = { bitsPerSecond: 8e6, latencyMs: 20, cache: false };
const slow: Network = { bitsPerSecond: 1e6, latencyMs: 40, cache: false };
const rungs = days[0]?.rungs.map(({ id }) => id) ?? [];
const [smallest = "none", next = "none"] = rungs;
/** A segment is loaded every four seconds once enough is buffered. */
const fewSegmentsMs = 60_000;

vi.setConfig({ maxConcurrency: 2, testTimeout: 120_000 });

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

function watching(
  prepare: (page: Page) => Promise<void>,
  use: (viewing: Viewing, server: FaultyServer) => Promise<void>,
): Promise<void> {
  const opening = { origin: stage.origin, path: linkOf(quick, stage), shows: mine, spanMs: 100_000, prepare };
  return withPage(browser, opening, use);
}

/** The rungs of video that were asked for, one a segment, since an earlier look. */
function loaded(server: FaultyServer, since: number): string[] {
  const segments = server.asked.slice(since).filter((path) => /\/v\d+\/\d+\.m4s$/.test(path));
  return segments.map((path) => path.split("/").at(-2) ?? "");
}

async function untilLoaded(server: FaultyServer, rung: (each: string) => boolean): Promise<void> {
  const since = server.asked.length;
  await vi.waitUntil(() => loaded(server, since).some(rung), { timeout: fewSegmentsMs, interval: 200 });
}

describe.concurrent("the picture", () => {
  it("begins small, climbs at once, and falls and climbs with the network", async () => {
    await watching(
      (page) => setNetwork(page, fast),
      async (viewing, server) => {
        await settled(viewing);
        expect(loaded(server, 0)[0]).toBe(smallest);
        expect(loaded(server, 0)).toContain(next);
        await setNetwork(viewing.page, slow);
        await untilLoaded(server, (rung) => rung === smallest);
        await setNetwork(viewing.page, fast);
        await untilLoaded(server, (rung) => rung !== smallest);
        await expectRight(viewing, mine, Date.now(), 500);
        const { restarts, stalls } = await said(viewing);
        expect({ restarts, stalls }).toEqual({ restarts: 0, stalls: 0 });
      },
    );
  });

  it("is what the viewer chose, now and on the next visit", async () => {
    await watching(
      (page) => setNetwork(page, fast),
      async (viewing, server) => {
        await settled(viewing);
        const choose = (quality: string) => viewing.page.getByLabel("Picture quality").selectOption(quality);
        await choose("saver");
        await untilLoaded(server, (rung) => rung === smallest);
        const since = server.asked.length;
        await viewing.page.reload({ waitUntil: "commit" });
        const right = await settled(viewing);
        expect(new Set(loaded(server, since))).toEqual(new Set([smallest]));
        await choose(rungs.at(-1) ?? "none");
        await untilLoaded(server, (rung) => rung === rungs.at(-1));
        await expectRight(viewing, mine, Math.max(right, Date.now()));
      },
    );
  });
});
