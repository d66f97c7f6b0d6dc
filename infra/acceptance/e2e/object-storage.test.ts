import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { amber, type Clip } from "../clips/clip.ts";
import { type Timeline, wall } from "../oracle/timeline.ts";
import { Site } from "../published/site.ts";
import { shiftClearOfSlateMs, timelinesOf } from "../screen/audience.ts";
import { describeErrors, errorsOf, readings } from "../screen/measure.ts";
import { between, launch, Viewing } from "../screen/viewing.ts";
import { run } from "../system/jar.ts";
import { type Bucket, bucket } from "../system/object-storage.ts";
import { nightly } from "../system/stage.ts";
import { quick } from "../system/viewers.ts";

const stage = inject("stage");
const onDisk = new Site(stage.site);
const judgedMs = { from: 4000, to: 6000 };
const encoded = amber;
const withinMs = 100;

let storage: Bucket;
let browser: Browser;
let page: string;

/** The stage's night once more, all in a bucket. It has to encode one video; the segments of the others are there already. */
beforeAll(async () => {
  storage = await bucket("streamsync");
  const places = {
    input: storage.place("input"),
    site: storage.place("site"),
    ledger: storage.place("ledger"),
  };
  await storage.upload(stage.input, "input");
  for (const [key, { id }] of onDisk.videos()) {
    if (id !== encoded.id) {
      await storage.upload(`${stage.site}/segments/${key}`, `site/segments/${key}`);
    }
  }
  await run("publish-player", `--site=${places.site}`);
  await run(...nightly({ ...stage, ...places }));
  page = `/${storage.name}/site/index.html`;
  const link = ["link", `--site=${places.site}`, `--ledger=${places.ledger}`, `--user=${quick.name}`];
  page += (await run(...link)).stdout.trim();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  storage?.stop();
});

const get = (path: string) => fetch(`${storage.origin}/${storage.name}/site/${path}`);

describe("a night in object storage", () => {
  it("is the same releases as in folders", async () => {
    const live = (await (await get("live.json")).json()) as { days: { release: string }[] };
    expect(live.days.map(({ release }) => release)).toEqual(onDisk.days().map(({ release }) => release));
  });

  it("holds the same pack of a channel, with the headers of packs", async () => {
    const path = `releases/${onDisk.days()[0]?.release}/timelines/c/main.pack`;
    const answer = await get(path);
    expect(Buffer.from(await answer.arrayBuffer()).equals(onDisk.bytes(path))).toBe(true);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable, no-transform");
  });
});

/** When a viewer's next programme of a video begins, clear of slate. */
function nextOf(timelines: readonly Timeline[], clip: Clip): number {
  const clear = Date.now() + shiftClearOfSlateMs(timelines, Date.now(), 120_000);
  const starts = timelines.flatMap((timeline) =>
    timeline.segments
      .filter((segment) => segment.clip.id === clip.id && segment.index === 0)
      .map(({ start }) => wall(timeline, start)),
  );
  return starts.find((start) => start > clear) ?? Number.NaN;
}

describe("the page in object storage", () => {
  it("shows a viewer the right frames of what this night has encoded", async () => {
    const timelines = timelinesOf(quick, onDisk.days());
    const shiftMs = Math.round((nextOf(timelines, encoded) - Date.now()) / 1000) * 1000 - 2_000;
    const viewing = await Viewing.open(browser, storage.origin, page, shiftMs);
    try {
      const joined = await viewing.joined();
      await viewing.watchUntil(joined + judgedMs.to, 15_000).catch(async (error: unknown) => {
        throw new Error(await viewing.describe(), { cause: error });
      });
      const { samples } = await viewing.recording();
      const judged = between(samples, joined + judgedMs.from, joined + judgedMs.to);
      const read = readings(judged, timelines, shiftMs);
      const errors = errorsOf(read);
      console.log(describeErrors(errors));
      expect(errors.frames).toBeGreaterThan(20);
      expect(errors.p95).toBeLessThan(withinMs);
      expect(new Set(read.map(({ code }) => code.video))).toEqual(new Set([encoded.number]));
      expect(viewing.exceptions).toEqual([]);
    } finally {
      await viewing.close();
    }
  });
});
