import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { wall } from "../oracle/timeline.ts";
import { viewerKeys } from "../published/ledger.ts";
import { Site } from "../published/site.ts";
import { linkOf, timelinesOf } from "../screen/audience.ts";
import { setDeviceClock, setNetwork, withDeviceClock } from "../screen/device.ts";
import type { Fault, FaultyServer } from "../screen/faulty-server.ts";
import { longestFreeze, shareRight } from "../screen/measure.ts";
import { type Opening, settled, shown, withPage } from "../screen/opening.ts";
import { expectRight, framesSince, rightAfterMs, said, untilItSays, withinMs } from "../screen/recovery.ts";
import { launch, type Viewing } from "../screen/viewing.ts";
import { main, quick } from "../system/viewers.ts";

const stage = inject("stage");
const site = new Site(stage.site);
const days = site.days();
const mine = timelinesOf(quick, days);
const hour = 3_600_000;
/** From the join to a fault: until then the page is right. */
const leadMs = 9_000;
/** What is on air and not a frozen picture; how exact it is the joins measure. */
const tellableMs = 500;

vi.setConfig({ maxConcurrency: process.env.STREAMSYNC_QUIET === undefined ? 3 : 1, testTimeout: 90_000 });

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

function watching(
  opening: Partial<Opening>,
  use: (viewing: Viewing, server: FaultyServer) => Promise<void>,
): Promise<void> {
  return withPage(
    browser,
    { origin: stage.origin, path: linkOf(quick, stage), shows: mine, ...opening },
    use,
  );
}

describe.concurrent("the page stays right", () => {
  it("when the device's clock is set, by an hour forward and by two back", async () => {
    await watching({ prepare: (page) => withDeviceClock(page, 0) }, async (viewing) => {
      await expectRight(viewing, mine, await settled(viewing));
      const before = await said(viewing);
      for (const aheadMs of [hour, -hour]) {
        await setDeviceClock(viewing.page, aheadMs);
        await expectRight(viewing, mine, Date.now());
      }
      const { seeks, restarts } = await said(viewing);
      expect({ seeks, restarts }).toEqual({ seeks: before.seeks, restarts: before.restarts });
    });
  });

  it("when the network is away for twenty seconds", async () => {
    await watching({ spanMs: 60_000 }, async (viewing) => {
      const since = await settled(viewing);
      await viewing.page.waitForFunction(isBufferedFor, 30, { polling: 200, timeout: 20_000 });
      const before = await said(viewing);
      await setNetwork(viewing.page, "offline");
      const from = Math.max(since, Date.now());
      const read = await framesSince(viewing, mine, from, 20_000);
      await setNetwork(viewing.page, { bitsPerSecond: 100e6, latencyMs: 0 });
      expect(shareRight(read, from, from + 20_000, tellableMs)).toBeGreaterThan(0.9);
      expect((await said(viewing)).stalls).toBe(before.stalls);
    });
  });
});

describe.concurrent("the page is right again", () => {
  it.each([
    ["five seconds", 5_000],
    ["five hours", 5 * hour],
  ])("after a sleep of %s", async (_, sleptMs) => {
    const opening = { at: (days[0]?.from ?? 0) + 10 * hour, prepare: withRightClock };
    await watching(opening, async (viewing, server) => {
      await settled(viewing);
      // While a device sleeps its monotonic clock and its picture stand still, and the world goes on.
      server.shiftMs += sleptMs;
      await setDeviceClock(viewing.page, sleptMs);
      const woke = Date.now();
      expect(await rightAfterMs(viewing, mine, woke)).toBeLessThan(withinMs);
    });
  });

  it("after it was frozen in the background", async () => {
    await watching({}, async (viewing) => {
      await shown(viewing);
      const session = await viewing.page.context().newCDPSession(viewing.page);
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await session.send("Page.setWebLifecycleState", { state: "active" });
      expect(await rightAfterMs(viewing, mine, Date.now())).toBeLessThan(withinMs);
    });
  });

  it("after the picture lost its source", async () => {
    await watching({}, async (viewing) => {
      await shown(viewing);
      await viewing.page.evaluate(() => {
        const video = document.querySelector("video");
        video?.removeAttribute("src");
        video?.load();
      });
      expect(await rightAfterMs(viewing, mine, Date.now())).toBeLessThan(withinMs);
      expect((await said(viewing)).restarts).toBeGreaterThan(0);
    });
  });

  it("after the network was away until nothing was left to show, and said so", async () => {
    const slowly: FaultyServer["fault"] = (path) => (/\d\.m4s$/.test(path) ? { lateMs: 1_200 } : undefined);
    await watching({ fault: slowly, spanMs: 90_000 }, async (viewing, server) => {
      await viewing.watchUntil(await viewing.joined(), 15_000);
      await setNetwork(viewing.page, "offline");
      await untilItSays(viewing, /cannot be reached/, 60_000);
      server.fault = () => undefined;
      await setNetwork(viewing.page, { bitsPerSecond: 100e6, latencyMs: 0 });
      expect(await rightAfterMs(viewing, mine, Date.now())).toBeLessThan(withinMs);
      expect((await said(viewing)).text).not.toMatch(/cannot be reached/);
    });
  });
});

describe.concurrent("a segment that cannot be had", () => {
  const half = (real: Buffer) => real.subarray(0, real.length >> 1);

  it.each<[string, Fault]>([
    ["that is missing", { status: 404 }],
    ["of a host in trouble", { status: 500 }],
    ["that is cut short, and stored so by a cache", { body: half }],
    ["that is cut short", { cut: true }],
    ["that does not come", { lateMs: 40_000 }],
  ])("%s costs no more than itself", async (_, fault) => {
    await watching({ spanMs: 40_000 }, async (viewing, server) => {
      const { path, from, to } = segmentAfter(Date.now() + viewing.shiftMs + leadMs);
      server.fault = (asked) => (path(asked, /^(v\d+|a0)$/) ? fault : undefined);
      const since = await shown(viewing);
      const before = from - viewing.shiftMs - 300;
      const good = await framesSince(viewing, mine, since, before - since);
      expect(shareRight(good, since, before, tellableMs)).toBeGreaterThan(0.9);
      const words = untilItSays(viewing, /cannot be (reached|shown)/, 15_000);
      const over = to - viewing.shiftMs;
      expect(await rightAfterMs(viewing, mine, over)).toBeLessThan(withinMs);
      await words;
    });
  });

  it.each([
    ["in one rung comes from another", "itself"],
    ["for want of the rung's initialization section comes from another", "init.mp4"],
  ])("%s", async (_, file) => {
    await watching({ spanMs: 60_000 }, async (viewing, server) => {
      const { path, to } = segmentAfter(Date.now() + viewing.shiftMs + leadMs, file);
      const missing = new Set<string>();
      server.fault = (asked) => {
        const rung = asked.split("/").at(-2) ?? "";
        if (!path(asked, /^v\d+$/) || (missing.size > 0 && !missing.has(rung))) {
          return undefined;
        }
        missing.add(rung);
        return { status: 404 };
      };
      const since = await shown(viewing);
      const until = to - viewing.shiftMs + 1_000;
      const read = await framesSince(viewing, mine, since, until - since);
      expect(missing.size).toBe(1);
      expect(shareRight(read, since, until, tellableMs)).toBeGreaterThan(0.9);
      expect(longestFreeze(read, until).ms).toBeLessThan(500);
    });
  });
});

describe.concurrent("a damaged bucket", () => {
  /** One whose neighbours tell a few seconds of it at each end, and not all. */
  const { index, from, endOfFirst, startOfLast } = bucketWithin(3_000, 11_000);
  const key = viewerKeys(stage.ledger).get(quick.name) ?? "none";
  const pack = join(`releases/${days[0]?.release}/timelines`, key.slice(0, 2), `${key}.pack`);
  const range = bucketRange(pack, index);
  const flip = (real: Buffer) => real.map((byte, i) => (i === 20 ? byte ^ 0xff : byte)) as Buffer;
  const openedAt = (instant: number) => ({
    shiftMs: Math.round((instant - Date.now()) / 1000) * 1000,
    fault: (path: string, { range: asked }: { range?: string | undefined }): Fault | undefined =>
      path.endsWith(`${key}.pack`) && asked === range ? { body: flip } : undefined,
  });

  it("goes on with the programme before it to its end, then with the main channel", async () => {
    await watching(openedAt(from - 6_000), async (viewing) => {
      const since = await shown(viewing);
      const ends = endOfFirst - viewing.shiftMs;
      const read = await framesSince(viewing, mine, since, ends - 100 - since);
      const { ms, wall: at } = longestFreeze(read, ends - 100);
      const stood = `stood ${ms.toFixed(0)} ms, ${(ends - at).toFixed(0)} ms before the end; ${await viewing.describe()}`;
      expect(shareRight(read, since, ends - 100, tellableMs), stood).toBeGreaterThan(0.9);
      expect(await rightAfterMs(viewing, timelinesOf(main, days), ends)).toBeLessThan(withinMs);
      await untilItSays(viewing, /you are watching the main channel/);
    });
  });

  it("is bridged by the main channel, until the programme begins that goes on in the next one", async () => {
    await watching(openedAt(startOfLast - 14_000), async (viewing) => {
      await untilItSays(viewing, /you are watching the main channel/);
      const since = (await viewing.joined()) + 4_000;
      await expectRight(viewing, timelinesOf(main, days), since, 500);
      expect(await rightAfterMs(viewing, mine, startOfLast - viewing.shiftMs)).toBeLessThan(withinMs);
      expect((await said(viewing)).text).not.toMatch(/main channel/);
    });
  });
});

/** A bucket at whose start and end programmes are on air that reach so far into it, at least and at most. */
function bucketWithin(least: number, most: number) {
  const [timeline] = mine;
  const bucketMs = 60_000;
  const at = (instant: number) => timeline?.programmes.find(({ end }) => wall(timeline, end) > instant);
  for (let index = 600; timeline !== undefined && index < 700; index++) {
    const from = timeline.from + index * bucketMs;
    const to = from + bucketMs;
    const endOfFirst = wall(timeline, at(from)?.end ?? 0);
    const startOfLast = wall(timeline, at(to)?.start ?? 0);
    if ([endOfFirst - from, to - startOfLast].every((reach) => least < reach && reach < most)) {
      return { index, from, endOfFirst, startOfLast };
    }
  }
  throw new Error("no bucket with programmes that reach over both its edges");
}

async function withRightClock(page: Parameters<typeof withDeviceClock>[0]): Promise<void> {
  await withDeviceClock(page, 0);
}

/** Runs in the page. */
function isBufferedFor(seconds: number): boolean {
  const video = document.querySelector("video");
  const end = video?.buffered.length ? video.buffered.end(video.buffered.length - 1) : 0;
  return video !== null && end - video.currentTime > seconds;
}

/** The first segment that starts after an instant of the server, or the first one with another file to ask for: its files, and when it is on air. */
function segmentAfter(
  instant: number,
  asked = "itself",
): {
  path: (path: string, rung: RegExp) => boolean;
  from: number;
  to: number;
} {
  const timeline = mine.find((each) => each.from <= instant && instant < each.to);
  const isWanted = ({ index }: { index: number }) => asked === "itself" || index === 0;
  const segment = timeline?.segments.find((each) => wall(timeline, each.start) > instant && isWanted(each));
  if (timeline === undefined || segment === undefined) {
    throw new Error(`no segment after ${new Date(instant).toISOString()}`);
  }
  const [key] = [...site.videos()].find(([, video]) => video.id === segment.clip.id) ?? ["none"];
  const file = asked === "itself" ? `${segment.index.toString().padStart(5, "0")}.m4s` : asked;
  return {
    path: (path, rung) => {
      const [, video, from = "", name] = path.split("/");
      return video === key && name === file && rung.test(from);
    },
    from: wall(timeline, segment.start),
    to: wall(timeline, segment.end),
  };
}

/** What a page asks for to read a bucket of a pack. */
function bucketRange(pack: string, bucket: number): string {
  const directory = gunzipSync(site.bytes(pack).subarray(0, days[0]?.directoryBytes)).toString();
  const [start, end] = directory.split("\n").slice(bucket, bucket + 2);
  return `bytes=${Number.parseInt(start ?? "", 16)}-${Number.parseInt(end ?? "", 16) - 1}`;
}
