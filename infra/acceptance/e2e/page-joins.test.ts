import type { IncomingHttpHeaders } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { wall } from "../oracle/timeline.ts";
import { Site } from "../published/site.ts";
import { isClearOfSlate, linkOf, shiftClearOfSlateMs, timelinesOf } from "../screen/audience.ts";
import { type Network, setNetwork, withDeviceClock } from "../screen/device.ts";
import { faultyServer } from "../screen/faulty-server.ts";
import { describeErrors, longestFreeze, percentile, readings, rightMs } from "../screen/measure.ts";
import { shown, withPage } from "../screen/opening.ts";
import { errorsFrom, expectRight, framesSince, said, withinMs } from "../screen/recovery.ts";
import { launch, Viewing } from "../screen/viewing.ts";
import { quick } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const timelines = timelinesOf(quick, days);
const path = linkOf(quick, stage);
const home: Network = { bitsPerSecond: 20e6, latencyMs: 40 };
/** The clock is set and the picture on it. */
const judgedFromMs = 5_000;
/** The slowest clip has 24 frames a second; a screen that is refreshed 60 times a second shows each of them late or early. */
const apartMs = 42 + 17;
/** On a machine that runs other tests too a start takes longer. */
const isQuiet = process.env.STREAMSYNC_QUIET !== undefined;
const mostFirstFrameMs = isQuiet ? 2_500 : 6_000;
const mostFirstRightMs = isQuiet ? 3_500 : 6_000;

vi.setConfig({ maxConcurrency: isQuiet ? 1 : 3, testTimeout: 60_000 });

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

async function judge(viewing: Viewing, what: string): Promise<void> {
  const joined = await viewing.joined();
  const errors = await errorsFrom(viewing, timelines, joined + judgedFromMs);
  const { samples } = await viewing.recording();
  const all = readings(samples, timelines, viewing.shiftMs);
  const first = (all[0]?.wall ?? Number.NaN) - joined;
  const right = (all.find(({ late }) => Math.abs(late) <= rightMs)?.wall ?? Number.NaN) - joined;
  const { errorMillis, clockSource, seeks } = await said(viewing);
  console.log(
    `${what}: ${describeErrors(errors)}; first ${first.toFixed(0)}, first right ${right.toFixed(0)} ms; ` +
      `by its own word ${errorMillis?.toFixed(0)} ms off, ${clockSource} clock, ${seeks} seeks`,
  );
  expect(first).toBeLessThan(mostFirstFrameMs);
  expect(right).toBeLessThan(mostFirstRightMs);
  expect(errors.frames).toBeGreaterThan(20);
  expect(errors.p95).toBeLessThan(rightMs);
}

describe("over 20 Mbit/s and 40 ms", () => {
  it("a join is right, cold and warm, and the second asks for less", async () => {
    const opening = {
      origin: stage.origin,
      path,
      shows: timelines,
      prepare: (page: Page) => setNetwork(page, home),
    };
    await withPage(browser, opening, async (viewing, server) => {
      await judge(viewing, "cold");
      const cold = server.asked.splice(0);
      await viewing.page.reload({ waitUntil: "commit" });
      await judge(viewing, "warm");
      const isAsset = (asked: string) => asked.startsWith("assets/");
      expect(cold.some(isAsset)).toBe(true);
      expect(server.asked.some(isAsset)).toBe(false);
      expect(server.asked.filter((asked) => asked.endsWith(".pack")).length).toBeLessThan(
        cold.filter((asked) => asked.endsWith(".pack")).length,
      );
    });
  });
});

describe("the script in the document", () => {
  const inRange = (path: string, { range }: IncomingHttpHeaders) => `${path} ${range ?? "whole"}`;

  it("asks for what the page takes, so that nothing is asked for twice, past all caches", async () => {
    const asked: string[] = [];
    const fault = (path: string, headers: IncomingHttpHeaders) => {
      asked.push(inRange(path, headers));
      return { headers: { "cache-control": "no-store" } };
    };
    await withPage(browser, { origin: stage.origin, path, shows: timelines, fault }, async (viewing) => {
      await shown(viewing);
      // Some of the videos come again before long.
      const once = asked.filter((each) => /^(releases|segments)\//.test(each)).slice(0, 12);
      expect(once).toEqual([...new Set(once)]);
      expect(asked.findIndex((each) => each.startsWith("live.json"))).toBeLessThan(
        asked.findIndex((each) => each.startsWith("releases/")),
      );
      expect(await viewing.page.evaluate(() => window.streamsyncEarly?.size)).toBe(0);
    });
  });
});

describe.concurrent("first files", () => {
  it.each([
    ["segments", /\/v240\/00\d+\.m4s/],
    ["initialization sections", /\/v240\/init\.mp4/],
  ])("that the smallest rung lacks, %s, come from the next one", async (_, lacking) => {
    let refused = 0;
    const fault = (asked: string) => {
      if (!lacking.test(asked)) {
        return undefined;
      }
      refused++;
      return { status: 404 } as const;
    };
    const opening = { origin: stage.origin, path, shows: timelines, fault };
    await withPage(browser, opening, async (viewing) => {
      const firstMs = (await shown(viewing)) - (await viewing.joined());
      console.log(`first frame after ${firstMs.toFixed(0)} ms`);
      expect(firstMs).toBeLessThan(withinMs);
      expect(refused).toBeGreaterThan(0);
      expect((await said(viewing)).restarts).toBe(0);
    });
  });

  it("of a programme that no rung has give way to the next programme", async () => {
    const leadMs = 4_000;
    const next =
      timelines
        .flatMap((each) => each.programmes.slice(5).map(({ start }) => wall(each, start)))
        .find((start) => isClearOfSlate(timelines, start - leadMs, 25_000)) ?? Number.NaN;
    const shiftMs = Math.round((next - leadMs - Date.now()) / 1000) * 1000;
    /** Else what it asks for ahead is of another programme. */
    const prepare = (page: Page) => withDeviceClock(page, shiftMs);
    let lacking: string | undefined;
    const fault = (asked: string) => {
      const [video] = /^segments\/\w+\/v/.exec(asked) ?? [];
      lacking ??= video;
      return video !== undefined && video === lacking ? ({ status: 404 } as const) : undefined;
    };
    const opening = { origin: stage.origin, path, shows: timelines, fault, shiftMs, prepare };
    await withPage(browser, opening, async (viewing) => {
      const shownAt = await shown(viewing);
      const late = shownAt + viewing.shiftMs - next;
      console.log(`shown ${late.toFixed(0)} ms after the next programme began`);
      expect(late).toBeGreaterThan(-rightMs);
      expect(late).toBeLessThan(withinMs);
      await expectRight(viewing, timelines, shownAt);
      expect((await said(viewing)).restarts).toBe(0);
    });
  });
});

describe("with a device clock that is wrong", () => {
  it.each([
    ["0.2 s ahead", 200],
    ["1.4 s behind", -1_400],
    ["an hour ahead", 3_600_000],
  ])("by %s a join is right in the end", async (what, aheadMs) => {
    const prepare = (page: Page) => withDeviceClock(page, aheadMs);
    await withPage(browser, { origin: stage.origin, path, shows: timelines, prepare }, async (viewing) => {
      await judge(viewing, what);
      expect((await said(viewing)).restarts).toBe(0);
    });
  });
});

describe("shortly before the end of a bucket", () => {
  /** The list that hls.js reads first would be over before it reads it anew. */
  it("a join plays on without a stall", async () => {
    const buckets = 60_000;
    const at = Math.floor(Date.now() / buckets) * buckets - 5_000;
    await withPage(browser, { origin: stage.origin, path, shows: timelines, at }, async (viewing) => {
      const joined = await viewing.joined();
      const read = await framesSince(viewing, timelines, joined, 11_000);
      expect(longestFreeze(read, joined + 11_000).ms).toBeLessThan(500);
      expect((await said(viewing)).stalls).toBe(0);
    });
  });
});

/** Over two seconds: on a machine that runs other tests too, a page may be a while at catching up. */
async function areWithinAFrame(pages: readonly Viewing[]): Promise<boolean> {
  const now = Date.now();
  const [left = [], right = []] = await Promise.all(
    pages.map((page) => framesSince(page, timelines, now, 2_000)),
  );
  const apart = left.flatMap(({ wall, late }) => {
    const beside = right.findLast((reading) => reading.wall <= wall);
    return beside && wall - beside.wall < apartMs ? [Math.abs(late - beside.late)] : [];
  });
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(apart, share)) as [number, number];
  console.log(`side by side: ${p50.toFixed(1)}, p95 ${p95.toFixed(1)} ms apart in ${apart.length} frames`);
  return apart.length > 20 && p95 < apartMs;
}

describe("two pages side by side", () => {
  it("are within a frame of each other as a screen shows it, whatever their devices' clocks say", async () => {
    const shiftMs = shiftClearOfSlateMs(timelines, Date.now(), 25_000);
    const open = async (aheadMs: number) =>
      Viewing.from(browser, await faultyServer(stage.origin, shiftMs), path, (page) =>
        withDeviceClock(page, aheadMs),
      );
    const pages = await Promise.all([open(0), open(-700)]);
    try {
      const joins = await Promise.all(pages.map((page) => page.joined()));
      const since = Math.max(...joins) + judgedFromMs;
      await Promise.all(pages.map((page) => framesSince(page, timelines, since, 0)));
      await vi.waitUntil(() => areWithinAFrame(pages), { timeout: 20_000, interval: 0 });
    } finally {
      await Promise.all(pages.map((page) => page.close()));
    }
    expect(pages.flatMap(({ exceptions }) => exceptions)).toEqual([]);
  });
});
