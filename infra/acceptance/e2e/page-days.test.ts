import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { viewerKeys } from "../published/ledger.ts";
import { Site } from "../published/site.ts";
import { linkOf, timelinesOf } from "../screen/audience.ts";
import type { FaultyServer } from "../screen/faulty-server.ts";
import { longestFreeze, rightMs, shareRight } from "../screen/measure.ts";
import { settled, withPage } from "../screen/opening.ts";
import { expectRight, framesSince, rightAfterMs, said, withinMs } from "../screen/recovery.ts";
import { launch, type Viewing } from "../screen/viewing.ts";
import { quick, tabular } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const mine = timelinesOf(quick, days);
const keys = viewerKeys(stage.ledger);
const quickKey = keys.get(quick.name) ?? "none";
const otherKey = keys.get(tabular.name) ?? "none";

vi.setConfig({ maxConcurrency: 3, testTimeout: 60_000 });

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

describe.concurrent("over midnight", () => {
  it("the next day follows without a pause, on its first frame", async () => {
    const midnight = days[1]?.from ?? 0;
    const shiftMs = Math.round((midnight - 16_000 - Date.now()) / 1000) * 1000;
    const opening = { origin: stage.origin, path: linkOf(quick, stage), shows: mine, shiftMs };
    await withPage(browser, opening, async (viewing) => {
      await settled(viewing);
      const before = await said(viewing);
      const begins = midnight - viewing.shiftMs;
      const ends = begins + 4_800;
      const read = await framesSince(viewing, mine, begins - 200, 5_000);
      const first = read.find(({ wall }) => wall >= begins - 50);
      expect(first?.wall).toBeLessThan(begins + 500);
      expect(shareRight(read, begins, ends, rightMs)).toBeGreaterThan(0.9);
      expect(longestFreeze(read, ends).ms).toBeLessThan(500);
      const { stalls, restarts, text } = await said(viewing);
      expect({ stalls, restarts }).toEqual({ stalls: before.stalls, restarts: before.restarts });
      expect(text).not.toMatch(/cannot be/);
    });
  });
});

/** A release of today under another name, in which this viewer sees what `key` does. */
const corrected = (key: string): FaultyServer["fault"] => {
  const [today] = days.filter(({ from, to }) => from <= Date.now() && Date.now() < to);
  const real = today?.release ?? "none";
  const name = `${real.slice(0, 9)}${"c".repeat(13)}`;
  return (path) => {
    if (path === "live.json") {
      return { body: (live) => Buffer.from(live.toString().replaceAll(real, name)) };
    }
    if (!path.includes(name)) {
      return undefined;
    }
    return {
      path: path
        .replace(name, real)
        .replace(`${quickKey.slice(0, 2)}/${quickKey}`, `${key.slice(0, 2)}/${key}`),
    };
  };
};

/** Tells the page to look, as a network that comes back does; else it looks with the next bucket. */
async function look(viewing: Viewing): Promise<void> {
  await viewing.page.evaluate(() => window.dispatchEvent(new Event("online")));
}

describe.concurrent("a corrected release", () => {
  it("that shows something else takes over while the page plays", async () => {
    const opening = {
      origin: stage.origin,
      path: linkOf(quick, stage),
      shows: [...mine, ...timelinesOf(tabular, days)],
    };
    await withPage(browser, opening, async (viewing, server) => {
      await expectRight(viewing, mine, await settled(viewing));
      const { restarts } = await said(viewing);
      server.fault = corrected(otherKey);
      await look(viewing);
      expect(await rightAfterMs(viewing, timelinesOf(tabular, days), Date.now())).toBeLessThan(withinMs);
      expect((await said(viewing)).restarts, await viewing.describe()).toBe(restarts + 1);
    });
  });

  it("that shows the same is not seen, and asked for from then on", async () => {
    const opening = { origin: stage.origin, path: linkOf(quick, stage), shows: mine, spanMs: 100_000 };
    await withPage(browser, opening, async (viewing, server) => {
      const since = await settled(viewing);
      const before = await said(viewing);
      server.fault = corrected(quickKey);
      await look(viewing);
      const read = await framesSince(viewing, mine, since, 5_000);
      expect(shareRight(read, since, since + 5_000, rightMs)).toBeGreaterThan(0.9);
      const { stalls, seeks, restarts } = await said(viewing);
      expect({ stalls, seeks, restarts }).toEqual({
        stalls: before.stalls,
        seeks: before.seeks,
        restarts: before.restarts,
      });
      expect(server.asked).toContainEqual(expect.stringMatching(/c{13}.*\.pack$/));
    });
  });
});
