import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { Site } from "../published/site.ts";
import { timelinesOf } from "../screen/audience.ts";
import { firstRight, type Reading, readings } from "../screen/measure.ts";
import { record } from "../screen/recorder.ts";
import { type Tab, Tabs } from "../screen/tabs.ts";
import { grid } from "../screen/viewing.ts";
import { everybody } from "./stage.ts";

const stage = inject("stage");
const timelines = timelinesOf(everybody, new Site(stage.site).days());
const minuteMs = 60_000;
const hiddenMinutes = Number(process.env.STREAMSYNC_MINUTES ?? 60);
const offlineMinutes = Math.min(5, hiddenMinutes);
/** A page is right so long after a cause has gone away. */
const withinMs = 2_000;
const watchedMs = 6_500;
const folder = join(import.meta.dirname, "../target/soak");

it(`the network is away for ${offlineMinutes} minutes`, {
  timeout: (offlineMinutes + 2) * minuteMs,
}, async () => {
  const { tab, note } = await opened("offline");
  await tab.setOffline(true);
  await minutes(offlineMinutes, async (number) => note(await look(tab), { minute: number }));
  const back = Date.now();
  await tab.setOffline(false);
  await expectRightSince(tab, back, note);
});

it(`the tab is hidden for ${hiddenMinutes} minutes`, {
  timeout: (hiddenMinutes + 2) * minuteMs,
}, async () => {
  const { tabs, tab, note } = await opened("hidden");
  await tabs.open(); // in front of it
  await pause(1000);
  await look(tab); // what it showed before
  await minutes(hiddenMinutes, async (number) => {
    const seen = await look(tab);
    note(seen, { minute: number });
    expect(seen).toMatchObject({ visibility: "hidden", samples: [] });
  });
  const shown = Date.now();
  await tab.bringToFront();
  await expectRightSince(tab, shown, note);
});

type Note = (seen: Look, more: object) => void;

/** A page that is right, and its log. */
async function opened(name: string) {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, `${name}.jsonl`);
  writeFileSync(log, "");
  const note: Note = ({ samples, ...seen }, more) => {
    const line = JSON.stringify({ ...more, frames: samples.length, ...seen });
    appendFileSync(log, `${line}\n`);
    console.log(line);
  };
  const tabs = await Tabs.launch();
  onTestFinished(() => tabs.close());
  const tab = await tabs.open();
  await tab.goto(`${stage.origin}/`, record, grid);
  await watch(tab, Date.now());
  return { tabs, tab, note };
}

async function minutes(count: number, each: (number: number) => Promise<void>): Promise<void> {
  const start = Date.now();
  for (let number = 1; number <= count; number++) {
    await pause(start + number * minuteMs - Date.now());
    await each(number);
  }
}

async function expectRightSince(tab: Tab, since: number, note: Note): Promise<void> {
  const { rightAfterMs, read, seen } = await watch(tab, since);
  note(seen, { rightAfterMs, late: read.map(({ late }) => Math.round(late)) });
  expect(seen.visibility).toBe("visible");
  expect(rightAfterMs).toBeLessThan(withinMs);
}

interface Look {
  readonly visibility: string;
  readonly video: string;
  readonly status: string;
  readonly text: string;
  readonly samples: Window["recording"]["samples"];
}

/** What the page says and has drawn since the last look. */
function look(tab: Tab): Promise<Look> {
  return tab.evaluate(() => {
    const video = document.querySelector("video");
    const end = video?.buffered.length ? video.buffered.end(video.buffered.length - 1) : 0;
    const at = video?.currentTime ?? 0;
    window.recording.says.splice(0);
    return {
      visibility: document.visibilityState,
      video: `at ${at.toFixed(1)} s, ${(end - at).toFixed(1)} s ahead${video?.paused ? ", paused" : ""}`,
      status: JSON.stringify(window.streamsync) ?? "none",
      // biome-ignore lint/performance/useDomNodeTextContent: only what a viewer sees counts, hidden text does not
      text: document.body.innerText,
      samples: window.recording.samples.splice(0),
    };
  });
}

/** Watches for some seconds: how long after an instant the page was right. */
async function watch(
  tab: Tab,
  since: number,
): Promise<{ rightAfterMs: number; read: Reading[]; seen: Look }> {
  await pause(since + watchedMs - Date.now());
  const seen = await look(tab);
  const read = readings(seen.samples, timelines, 0).filter(({ wall }) => wall >= since);
  const first = firstRight(read, since + watchedMs);
  if (first === undefined) {
    throw new Error(`not right within ${watchedMs} ms, ${read.length} frames; ${seen.text}; ${seen.status}`);
  }
  return { rightAfterMs: first.wall - since, read, seen };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
