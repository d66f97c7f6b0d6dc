import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { cuesOf, languages } from "../clips/captions.ts";
import { clips } from "../clips/clip.ts";
import { decode } from "../clips/code.ts";
import { frameAt, type Programme, wall } from "../oracle/timeline.ts";
import { Site } from "../published/site.ts";
import { linkOf, shiftClearOfSlateMs, timelinesOf } from "../screen/audience.ts";
import type { Recording } from "../screen/recorder.ts";
import { launch, Viewing } from "../screen/viewing.ts";
import { type LoggingServer, loggingServer } from "../system/logging-server.ts";
import { quick } from "../system/viewers.ts";

const stage = inject("stage");
const site = new Site(stage.site);
const days = site.days();
const timelines = timelinesOf(quick, days);
/** At 24 frames a second, the slowest among the clips. */
const frameSeconds = 1001 / 24_000;
const bufferedMs = 35_000;

interface Shown {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

let browser: Browser;
let server: LoggingServer;
let viewing: Viewing;
const complaints: string[] = [];
let offered: { hidden: boolean; value: string; options: string[] };
let askedWhileOff: string[];
let reachedByKeys: boolean;
let cues: Shown[];
let active: { seconds: number; texts: string[] };
let recording: Recording;
let asked: string[];

beforeAll(async () => {
  browser = await launch();
  server = await loggingServer(stage.origin);
  const shiftMs = shiftClearOfSlateMs(timelines, Date.now(), 60_000);
  viewing = await Viewing.open(browser, server.origin, linkOf(quick, stage), shiftMs);
  viewing.page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await viewing.watchUntil((await viewing.joined()) + 1500, 15_000).catch(async (error: unknown) => {
    throw new Error(await viewing.describe(), { cause: error });
  });
  offered = await choice();
  askedWhileOff = vttOf(server.asked);
  reachedByKeys = await chooseByKeys("English");
  await viewing.page.waitForFunction(isFilledTo, bufferedMs / 1000, { timeout: 10_000 });
  cues = await viewing.page.evaluate(shownCues);
  await viewing.watchUntil(nextChange(Date.now() + shiftMs) - shiftMs + 1500, 20_000);
  active = await viewing.page.evaluate(activeCues);
  recording = await viewing.recording();
  asked = vttOf(server.asked);
}, 60_000);

afterAll(async () => {
  await viewing?.close();
  await server?.close();
  await browser?.close();
});

const vttOf = (paths: readonly string[]) => paths.filter((path) => path.endsWith(".vtt"));

/** Runs in the page, as all functions without the test's own names do. */
function choice(): Promise<typeof offered> {
  return viewing.page.evaluate(() => {
    const select = document.querySelector<HTMLSelectElement>("select#captions");
    const options = Array.from(select?.options ?? [], ({ text }) => text);
    return { hidden: select?.checkVisibility() !== true, value: select?.value ?? "none", options };
  });
}

/** Tab to the control and type the first letters of the language, as without a mouse. */
async function chooseByKeys(name: string): Promise<boolean> {
  const focused = () => viewing.page.evaluate(() => document.activeElement?.id);
  for (let i = 0; i < 5 && (await focused()) !== "captions"; i++) {
    await viewing.page.keyboard.press("Tab");
  }
  const reached = (await focused()) === "captions";
  await viewing.page.keyboard.type(name);
  return reached;
}

function isFilledTo(seconds: number): boolean {
  const video = document.querySelector<HTMLVideoElement>("video#video");
  const track = Array.from(video?.textTracks ?? []).find(({ mode }) => mode === "showing");
  const end = Math.max(0, ...Array.from(track?.cues ?? [], ({ endTime }) => endTime));
  return end > (video?.currentTime ?? 0) + seconds;
}

function shownCues(): Shown[] {
  const video = document.querySelector<HTMLVideoElement>("video#video");
  const tracks = Array.from(video?.textTracks ?? []).filter(({ mode }) => mode === "showing");
  const all = tracks.flatMap((track) => Array.from(track.cues ?? []) as VTTCue[]);
  return all.map(({ startTime, endTime, text }) => ({ start: startTime, end: endTime, text }));
}

/** What is drawn half a second from now, when every boundary of cues is far enough away in one of two looks. */
function activeCues(): Promise<typeof active> {
  const video = document.querySelector<HTMLVideoElement>("video#video");
  return new Promise((resolve) => {
    const look = () => {
      const seconds = video?.currentTime ?? 0;
      const track = Array.from(video?.textTracks ?? []).find(({ mode }) => mode === "showing");
      const edges = Array.from(track?.cues ?? []).flatMap(({ startTime, endTime }) => [startTime, endTime]);
      if (edges.some((edge) => Math.abs(edge - seconds) < 0.2)) {
        setTimeout(look, 50);
        return;
      }
      const texts = (Array.from(track?.activeCues ?? []) as VTTCue[]).map(({ text }) => text);
      resolve({ seconds, texts });
    };
    look();
  });
}

function nextChange(instant: number): number {
  const starts = timelines.flatMap((day) => day.programmes.map(({ start }) => wall(day, start)));
  return starts.find((start) => start > instant) ?? instant;
}

/** Programmes with the place of their first frame on the media timeline, as one frame on screen tells it. */
function placed(): { programme: Programme; start: number; end: number; seen: boolean }[] {
  const starts = new Map<Programme, number>();
  let told = { flicks: 0, seconds: 0 };
  const day = timelines.find(({ from, to }) => from <= now() && now() < to);
  for (const { wall: at, cells, mediaSeconds, visible } of recording.samples) {
    const code = visible ? decode(cells) : null;
    const clip = clips.find(({ number }) => number === code?.video);
    const aired = day && frameAt(day, at + viewing.shiftMs);
    const programme = day?.programmes.findLast(({ start }) => wall(day, start) <= at + viewing.shiftMs);
    if (code !== null && clip !== undefined && aired?.clip === clip && programme?.clip === clip) {
      const seconds = mediaSeconds - (code.frame * clip.rate.denominator) / clip.rate.numerator;
      starts.set(programme, seconds);
      told = { flicks: programme.start, seconds };
    }
  }
  const place = (flicks: number) => told.seconds + (flicks - told.flicks) / 705_600_000;
  return (day?.programmes ?? []).map((programme) => ({
    programme,
    start: starts.get(programme) ?? place(programme.start),
    end: place(programme.end),
    seen: starts.has(programme),
  }));
}

const now = () => (recording.samples[0]?.wall ?? 0) + viewing.shiftMs;

/** What should be in the track of a programme: nothing of it reaches into the next. */
function expectedIn(programme: Programme, start: number, end: number): Shown[] {
  const has = languages.get(programme.clip.id)?.includes("en") ?? false;
  return cuesOf(programme.clip, "en")
    .filter(() => has)
    .map((cue) => ({
      start: start + cue.start / 1000,
      end: Math.min(end, start + cue.end / 1000),
      text: cue.text,
    }));
}

/** The programmes whose cues were read from end to end, that on air when captions were chosen and the last excepted. */
function wholeProgrammes(): ReturnType<typeof placed> {
  const last = Math.max(...cues.map(({ end }) => end));
  const all = placed();
  const first = all.findIndex(({ seen }) => seen);
  return all.filter(({ end }, i) => i > first && end <= last + frameSeconds);
}

describe("captions", () => {
  it("are off until they are chosen, in the languages of the release, and cost no request", () => {
    expect(offered).toEqual({ hidden: false, value: "", options: ["CC off", "Deutsch", "English"] });
    expect(askedWhileOff).toEqual([]);
  });

  it("are chosen by keys alone", () => {
    expect(reachedByKeys).toBe(true);
    expect(cues.length).toBeGreaterThan(0);
  });

  it("stand with text and times where their programmes are, over changes of programme", () => {
    const programmes = wholeProgrammes();
    const captionedOnes = programmes.filter(({ programme }) => languages.has(programme.clip.id));
    expect(programmes.length - captionedOnes.length).toBeGreaterThan(0);
    expect(captionedOnes.length).toBeGreaterThan(0);
    for (const { programme, start, end } of programmes) {
      const found = cues.filter((cue) => start - frameSeconds <= cue.start && cue.start < end - frameSeconds);
      const expected = expectedIn(programme, start, end);
      const byText = (all: Shown[]) => all.map(({ text }) => text).sort();
      expect(byText(found), programme.clip.id).toEqual(byText(expected));
      for (const cue of expected) {
        const shown = found.find(({ text }) => text === cue.text);
        expect(Math.abs((shown?.start ?? 0) - cue.start), cue.text).toBeLessThan(frameSeconds);
        expect(Math.abs((shown?.end ?? 0) - cue.end), cue.text).toBeLessThan(frameSeconds);
      }
    }
  });

  it("of the programme on air at the join stand where its frames are", () => {
    const joinedIn = placed().find(({ seen }) => seen);
    const { clip } = joinedIn?.programme ?? { clip: undefined };
    const own = cues.filter(({ text }) => text.startsWith(`${clip?.id} `) && text.includes("second"));
    const first = own.filter(({ start }) => start < (joinedIn?.end ?? 0));
    for (const { start, text } of first) {
      const second = Number(text.split(" ").at(-1));
      expect(Math.abs(start - (joinedIn?.start ?? 0) - second), text).toBeLessThan(frameSeconds);
    }
    expect(first.length > 0).toBe(languages.has(clip?.id ?? ""));
  });

  it("that are due are drawn, and no others", () => {
    const due = cues.filter(({ start, end }) => start <= active.seconds && active.seconds < end);
    expect(active.texts.sort()).toEqual(due.map(({ text }) => text).sort());
  });

  it("of a programme without any are one shared object, asked for once, and stop nothing", () => {
    const empty = asked.filter((path) => path === "segments/empty.vtt");
    expect(empty).toHaveLength(1);
    expect(asked.filter((path) => path.includes("/t-de."))).toEqual([]);
    const status = JSON.parse(recording.says.at(-1)?.status ?? "{}") as Record<string, unknown>;
    expect(status).toMatchObject({ state: "playing", captions: "en", stalls: 0, restarts: 0 });
    expect([...viewing.exceptions, ...complaints]).toEqual([]);
  });

  it("are remembered by the device", async () => {
    await viewing.page.reload({ waitUntil: "commit" });
    await viewing.page.waitForFunction(isFilledTo, 1, { timeout: 15_000 });
    expect((await choice()).value).toBe("en");
  });
});
