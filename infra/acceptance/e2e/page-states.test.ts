import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Timeline } from "../oracle/timeline.ts";
import { viewerKeys } from "../published/ledger.ts";
import { Site } from "../published/site.ts";
import { linkOf, shiftClearOfSlateMs, timelinesOf } from "../screen/audience.ts";
import { type FaultyServer, faultyServer } from "../screen/faulty-server.ts";
import { firstRight, readings } from "../screen/measure.ts";
import { type Opening, shown, withPage } from "../screen/opening.ts";
import { record } from "../screen/recorder.ts";
import { expectRight, rightAfterMs, said, untilItSays, withinMs } from "../screen/recovery.ts";
import { Tabs } from "../screen/tabs.ts";
import { grid, launch, type Viewing } from "../screen/viewing.ts";
import { main, quick } from "../system/viewers.ts";

const stage = inject("stage");
const days = new Site(stage.site).days();
const dayMs = 24 * 3_600_000;
/** Near enough to tell whose programme it is: how exact it is other tests measure. */
const tellableMs = 500;
const link = linkOf(quick, stage);
const mine = timelinesOf(quick, days);
const mains = timelinesOf(main, days);
const quickKey = viewerKeys(stage.ledger).get(quick.name) ?? "none";

// More pages at once would only show how busy this machine is.
vi.setConfig({ maxConcurrency: 3 });

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

/** The same at another day's time. */
function moved(timelines: readonly Timeline[], byMs: number): Timeline[] {
  return timelines.map((timeline) => ({ ...timeline, from: timeline.from + byMs, to: timeline.to + byMs }));
}

interface State extends Partial<Opening> {
  readonly dayMs?: number;
}

function inState(
  { dayMs: later = 0, ...state }: State,
  use: (viewing: Viewing, server: FaultyServer) => Promise<void>,
): Promise<void> {
  const opening = { origin: stage.origin, path: link, shows: mine, at: Date.now() + later, ...state };
  return withPage(browser, opening, use);
}

const isPackOf = (key: string) => (path: string) => path.endsWith(`/${key}.pack`);

describe.concurrent("a page that shows something else than was asked for says so", () => {
  const [, second] = days;
  const isMine = isPackOf(quickKey);
  const nobody = "a".repeat(26);
  const today = (path: string) => path.includes(second?.release ?? "none");

  it.each<[string, RegExp, State]>([
    [
      "an earlier day's, when today's pack is missing",
      /Today's programme is missing/,
      {
        shows: moved(mine.slice(0, 1), dayMs),
        dayMs,
        fault: (path) => (isMine(path) && today(path) ? { status: 404 } : undefined),
      },
    ],
    [
      "the main channel, when there is no pack of this key",
      /you are watching the main channel/,
      { path: `/#u=${nobody}`, shows: mains },
    ],
    [
      "the main channel, when access is forbidden",
      /you are watching the main channel/,
      { shows: mains, fault: (path) => (isMine(path) ? { status: 403 } : undefined) },
    ],
    [
      "the main channel, when the link is not complete",
      /This link is not complete/,
      { path: `${link.slice(0, -1)}`, shows: mains },
    ],
    [
      "the last day once more, when no day covers now",
      /There is no programme for today yet/,
      { shows: moved(mine.slice(1), dayMs), dayMs: 2 * dayMs },
    ],
    [
      "what the device's clock says, when answers come from a cache",
      /this device's clock/,
      { shiftMs: 0, fault: (path) => (path === "time" ? { headers: { age: "12" } } : undefined) },
    ],
  ])("%s", async (_, words, opening) => {
    await inState(opening, async (viewing) => {
      await untilItSays(viewing, words, 20_000);
      await expectRight(viewing, opening.shows ?? mine, await shown(viewing), tellableMs);
    });
  });
});

describe.concurrent("a page that cannot play says why, over a still", () => {
  const decodesNothing = async (page: Page) => {
    await page.addInitScript(() => {
      MediaSource.isTypeSupported = () => false;
    });
  };
  const without = (name: string) => async (page: Page) => {
    await page.addInitScript((each) => {
      Reflect.deleteProperty(window, each);
    }, name);
  };
  const newer = (real: Buffer) => Buffer.from(real.toString().replace(/"format"\s*:\s*1/, '"format": 2'));

  it.each<[string, RegExp, State, boolean]>([
    ["MediaSource", /lacks Media Source Extensions/, { prepare: without("MediaSource") }, true],
    ["DecompressionStream", /lacks DecompressionStream/, { prepare: without("DecompressionStream") }, false],
    ["its codec", /does not play H\.264/, { prepare: decodesNothing }, true],
    [
      "a format this old",
      /older than the programme/,
      { fault: (path) => (path === "live.json" ? { body: newer } : undefined) },
      false,
    ],
  ])("without %s", async (_, words, opening, ofProgramme) => {
    await inState(opening, async (viewing) => {
      await untilItSays(viewing, words);
      await viewing.page.waitForFunction(
        () => {
          const poster = document.querySelector<HTMLImageElement>("img#poster");
          return poster?.checkVisibility() && poster.complete && poster.naturalWidth > 0;
        },
        undefined,
        { polling: 100, timeout: 5_000 },
      );
      const source = await viewing.page.evaluate(
        () => document.querySelector<HTMLImageElement>("img#poster")?.src,
      );
      expect(source).toMatch(ofProgramme ? /\/segments\/[a-z2-7]+\/poster\.jpg$/ : /^data:image/);
    });
  });
});

describe.concurrent("a page that waits says so, and is right once it need not wait", () => {
  it.each<[string, (path: string) => boolean, number]>([
    ["a pointer that cannot be had", (path) => path === "live.json", 503],
    ["a pack of a host in trouble", (path) => path.endsWith(".pack"), 500],
    ["the player, the largest of its scripts", (path) => path.includes("hls"), 503],
  ])("for %s", async (_, isAsked, status) => {
    const fault: FaultyServer["fault"] = (path) => (isAsked(path) ? { status } : undefined);
    await inState({ fault }, async (viewing, server) => {
      await untilItSays(viewing, /cannot be reached/);
      expect((await said(viewing)).state).toBe("failed");
      server.fault = () => undefined;
      await viewing.watchUntil(Date.now(), 12_000);
      await expectRight(viewing, mine, await shown(viewing), tellableMs);
    });
  });

  it("for its own script, and reads the document again until that comes", async () => {
    const fault: FaultyServer["fault"] = (path) => (/page-.*\.js$/.test(path) ? { status: 404 } : undefined);
    await inState({ fault }, async (viewing, server) => {
      await untilItSays(viewing, /cannot be loaded/);
      server.fault = () => undefined;
      await viewing.watchUntil(Date.now(), 12_000);
      await expectRight(viewing, mine, await shown(viewing), tellableMs);
    });
  });

  it("for a click, where the browser wants one", async () => {
    const refuses = async (page: Page) => {
      await page.addInitScript(() => {
        const play = HTMLMediaElement.prototype.play;
        let clicked = false;
        addEventListener("pointerdown", () => {
          clicked = true;
        });
        HTMLMediaElement.prototype.play = function () {
          const refusal = new DOMException("play() needs a gesture", "NotAllowedError");
          return clicked ? play.call(this) : Promise.reject(refusal);
        };
      });
    };
    await inState({ prepare: refuses }, async (viewing) => {
      await untilItSays(viewing, /wants a click/);
      await viewing.page.getByRole("button", { name: "Play" }).click();
      const clicked = Date.now();
      expect(await rightAfterMs(viewing, mine, clicked)).toBeLessThan(withinMs);
    });
  });

  it("for nothing, when the pointer was read on an earlier visit", async () => {
    await inState({}, async (viewing, server) => {
      await viewing.watchUntil(await viewing.joined(), 10_000);
      server.fault = (path) => (path === "live.json" ? { status: 503 } : undefined);
      await viewing.page.reload({ waitUntil: "commit" });
      await expectRight(viewing, mine, await shown(viewing), tellableMs);
    });
  });
});

describe.concurrent("a tab that was opened in the background", () => {
  it("joins when somebody looks at it, and asks for nothing until then", async () => {
    const shiftMs = shiftClearOfSlateMs(mine, Date.now(), 40_000);
    const server = await faultyServer(stage.origin, shiftMs);
    const tabs = await Tabs.launch();
    try {
      const tab = await tabs.open(true);
      await tab.goto(server.origin + link, record, grid);
      await vi.waitUntil(() => server.asked.some((path) => path.startsWith("assets/hls")), {
        timeout: 10_000,
      });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(server.asked.filter((path) => !path.startsWith("assets/"))).toEqual([
        link.split("#")[0]?.slice(1),
      ]);
      const looked = Date.now();
      await tab.bringToFront();
      const right = await vi.waitUntil(
        async () => {
          const { samples } = await tab.evaluate(() => window.recording);
          return firstRight(readings(samples, mine, server.shiftMs), Date.now());
        },
        { timeout: 15_000, interval: 250 },
      );
      console.log(`right ${(right.wall - looked).toFixed(0)} ms after the tab was looked at`);
      expect(right.wall - looked).toBeLessThan(withinMs);
    } finally {
      await tabs.close();
      await server.close();
    }
  });
});
