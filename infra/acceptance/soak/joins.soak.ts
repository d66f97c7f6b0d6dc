import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { Site } from "../published/site.ts";
import { timelinesOf } from "../screen/audience.ts";
import { percentile, readings } from "../screen/measure.ts";
import { type Recording, record } from "../screen/recorder.ts";
import { grid, launch } from "../screen/viewing.ts";
import { histogram, page, table } from "./chart.ts";
import { everybody } from "./stage.ts";
import { vodServer } from "./vod.ts";

const stage = inject("stage");
const site = new Site(stage.site);
const days = site.days();
const timelines = timelinesOf(everybody, days);
const rounds = Number(process.env.STREAMSYNC_ROUNDS ?? 20);
const folder = join(import.meta.dirname, "../target/soak");
/** 20 Mbit/s and 40 ms. */
const network = { offline: false, latency: 40, downloadThroughput: 2.5e6, uploadThroughput: 2.5e6 };
const rightMs = 50;
const watchedMs = 6000;

let browser: Browser;

interface Join {
  readonly kind: "page" | "plain";
  /** To the first frame that is visible, milliseconds from the navigation. */
  readonly firstMs: number;
  /** To the first from which on all of the next second are right; infinite if that never was. */
  readonly rightMs: number;
  /** Of the frames from the third second on, without its sign. */
  readonly errorMs: number;
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launch();
});

afterAll(async () => browser?.close());

async function recorded(address: string): Promise<{ joined: number; recording: Recording }> {
  const context = await browser.newContext({ viewport: { width: 640, height: 360 } });
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", network);
    await tab.addInitScript(record, grid);
    await tab.goto(address, { waitUntil: "commit" });
    const joined = await tab.evaluate(() => performance.timeOrigin);
    await tab.waitForFunction((until) => Date.now() >= until, joined + watchedMs, { polling: 100 });
    return { joined, recording: await tab.evaluate(() => window.recording) };
  } finally {
    await context.close();
  }
}

async function measured(kind: Join["kind"], address: string): Promise<Join> {
  const { joined, recording } = await recorded(address);
  const visible = recording.samples.filter((sample) => sample.visible);
  const read = readings(visible, timelines, 0);
  const right = read.findIndex((reading, i) =>
    read
      .slice(i)
      .filter(({ wall }) => wall < reading.wall + 1000)
      .every(({ late }) => Math.abs(late) < rightMs),
  );
  const late = read.filter(({ wall }) => wall > joined + 3000).map((reading) => Math.abs(reading.late));
  return {
    kind,
    firstMs: (visible[0]?.wall ?? Number.POSITIVE_INFINITY) - joined,
    rightMs: (read[right]?.wall ?? Number.POSITIVE_INFINITY) - joined,
    errorMs: percentile(late, 0.5),
  };
}

it(`joins by turns beside a plain page, ${rounds} of each`, { timeout: rounds * 40_000 }, async () => {
  const joins: (Join & { load: number | undefined })[] = [];
  const day = days[0];
  if (day === undefined) {
    throw new Error("no day on air");
  }
  for (let round = 0; round < rounds; round++) {
    const vod = await vodServer(site, day, everybody.name, stage.origin, 10);
    for (const kind of ["page", "plain"] as const) {
      const join = await measured(kind, kind === "page" ? `${stage.origin}/` : vod.address());
      joins.push({ ...join, load: loadavg()[0] });
      console.log(JSON.stringify(joins.at(-1)));
    }
    await vod.close();
  }
  writeFileSync(join(folder, "joins.jsonl"), joins.map((each) => `${JSON.stringify(each)}\n`).join(""));
  writeFileSync(join(folder, "joins.html"), report(joins));
  console.log(join(folder, "joins.html"));
  expect(joins.filter(({ firstMs }) => firstMs < watchedMs)).toHaveLength(2 * rounds);
});

function report(joins: readonly Join[]): string {
  const of = (kind: Join["kind"], value: (join: Join) => number) =>
    joins.filter((join) => join.kind === kind).map(value);
  const row = (name: string, values: readonly number[]) => [
    name,
    ...[0.5, 0.95, 1].map((share) => `${percentile(values, share).toFixed(0)} ms`),
  ];
  return page(
    "Joins beside a plain page",
    [
      `${new Date().toISOString()}: cold, by turns, 20 Mbit/s and 40 ms; the plain page has hls.js and ten minutes of the same ` +
        `stream as a VOD, started at the second of the day. Right is within ${rightMs} ms for a second.`,
    ],
    [
      table([
        ["", "p50", "p95", "max"],
        row(
          "first frame, page",
          of("page", ({ firstMs }) => firstMs),
        ),
        row(
          "first frame, plain",
          of("plain", ({ firstMs }) => firstMs),
        ),
        row(
          "first right frame, page",
          of("page", ({ rightMs: ms }) => ms),
        ),
        row(
          "first right frame, plain",
          of("plain", ({ rightMs: ms }) => ms),
        ),
        row(
          "error after 3 s, page",
          of("page", ({ errorMs }) => errorMs),
        ),
        row(
          "error after 3 s, plain",
          of("plain", ({ errorMs }) => errorMs),
        ),
      ]),
      histogram(
        "First frame, page",
        "ms",
        of("page", ({ firstMs }) => firstMs),
        100,
        24,
      ),
      histogram(
        "First frame, plain",
        "ms",
        of("plain", ({ firstMs }) => firstMs),
        100,
        24,
      ),
    ],
  );
}
