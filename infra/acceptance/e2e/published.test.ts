import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { clips } from "../clips/clip.ts";
import { completenessFaults } from "../oracle/completeness.ts";
import { describeFaults } from "../oracle/faults.ts";
import { judge } from "../oracle/judgement.ts";
import { expectedTimeline } from "../oracle/plan.ts";
import { nameOfVideo, ruler, slate } from "../oracle/slate.ts";
import { frameAt } from "../oracle/timeline.ts";
import { readRun, runIds, viewerKeys } from "../published/ledger.ts";
import { directoryBytes } from "../published/pack.ts";
import { Site } from "../published/site.ts";
import { run } from "../system/jar.ts";
import { itemsOf, main, quick, rejectedItems, viewers } from "../system/viewers.ts";

const stage = inject("stage");
const site = new Site(stage.site);
const keys = viewerKeys(stage.ledger);
const days = site.days();
const dayMs = 86_400_000;

describe("the pointer", () => {
  it("names two days, one after the other, in buckets of a minute", () => {
    const from = Date.parse(`${stage.day}T00:00:00Z`);
    expect(days.map((day) => [day.from, day.to])).toEqual([
      [from, from + dayMs],
      [from + dayMs, from + 2 * dayMs],
    ]);
    for (const day of days) {
      expect(day).toMatchObject({ bucketSeconds: 60, directoryBytes: directoryBytes(1440) });
      expect(day.release).toMatch(
        new RegExp(`^${new Date(day.from).toISOString().slice(0, 10).replaceAll("-", "")}-[a-z2-7]{13}$`),
      );
      expect(day.rungs.map(({ id }) => id)).toEqual(["v240", "v480", "v720"]);
    }
  });

  it("points at complete releases whose master holds every rung and the sound", () => {
    for (const { release, rungs } of days) {
      const master = site.text(`releases/${release}/master.m3u8`);
      for (const { id, bandwidth, codecs } of rungs) {
        expect(master).toContain(`timeline.m3u8?r=${id}`);
        expect(master).toContain(`BANDWIDTH=${bandwidth}`);
        expect(master).toContain(`CODECS="${codecs}"`);
      }
      expect(master).toContain("timeline.m3u8?r=a0");
      expect(site.has(`releases/${release}/release.json`)).toBe(true);
      expect(site.text(`releases/${release}/channels.json`)).toContain('"Main"');
    }
  });
});

describe.each(viewers)("the days of $name", ({ name, kind, days: entries }) => {
  it.each([0, 1] as const)("are what the input says, day %i", (i) => {
    const viewer = kind === "channel" ? { channel: name } : { key: keys.get(name) ?? "no key" };
    const [day] = days.slice(i);
    expect(day).toBeDefined();
    expect(describeFaults(day ? judge(site, day, viewer, itemsOf(entries[i])) : [])).toBe("");
  });
});

describe("the files", () => {
  it("of every video are complete in every rung, to the frame", () => {
    const rungs = [...(days[0]?.rungs.map(({ id }) => id) ?? []), "a0"];
    const all = [...clips, slate, ruler];
    const names = [...site.videos()].map(([key, video]) => [key, nameOfVideo(video)] as const);
    expect(names.map(([, name]) => name).sort()).toEqual(all.map(({ id }) => id).sort());
    const faults = names.flatMap(([key, name]) => {
      const clip = all.find(({ id }) => id === name);
      return clip ? completenessFaults(site, key, clip, rungs) : [];
    });
    expect(describeFaults(faults)).toBe("");
  });

  it("below the site name no viewer", () => {
    const names = viewers.filter(({ kind }) => kind === "user").map(({ name }) => name);
    const released = readdirSync(site.folder, { recursive: true, encoding: "utf8" });
    const texts = released.filter((path) => /\.(json|m3u8)$/.test(path)).map((path) => site.text(path));
    for (const name of names) {
      expect(released.join("\n")).not.toContain(name);
      expect(texts.join("\n")).not.toContain(name);
    }
  });

  it("are all accounted for", () => {
    const { rejects, balances } = readRun(stage.ledger, runIds(stage.ledger).at(-1) ?? "none");
    const named = new Set(rejects.map(({ code, file, line }) => `${file} ${line} ${code ? "" : "no code"}`));
    expect([...named].sort()).toEqual(rejectedItems.map(({ file, line }) => `${file} ${line} `).sort());
    expect(balances.get("videos")).toEqual({
      read: clips.length,
      onAir: clips.length,
      rejected: 0,
      notReady: 0,
    });
    const records = balances.get("records");
    expect(records).toMatchObject({ rejected: 0, notReady: 0, onAir: records?.read });
  });
});

describe("the commands", () => {
  it("link tells a viewer's key", async () => {
    const places = [`--ledger=${stage.ledger}`, `--site=${stage.site}`];
    const { stdout } = await run("link", ...places, `--user=${quick.name}`);
    expect(stdout).toMatch(/#u=[a-z2-7]{26}\s*$/);
    expect(stdout).toContain(`#u=${keys.get(quick.name)}`);
  });

  it.each([quick, main])("at tells what $name sees", async ({ name, kind, days: entries }) => {
    const instant = Date.parse(`${stage.day}T00:00:00Z`) + 13 * 3_600_000 + 1234;
    const places = [`--ledger=${stage.ledger}`, `--site=${stage.site}`, `--${kind}=${name}`];
    const { stdout } = await run("at", ...places, `--time=${new Date(instant).toISOString()}`);
    const timeline = expectedTimeline(days[0]?.from ?? 0, days[0]?.to ?? 0, itemsOf(entries[0]));
    const { clip } = frameAt(timeline, instant) ?? {};
    expect(stdout).toMatch(new RegExp(`^video\\s+${clip?.id}\\b`, "m"));
  });

  it("a page is published, assets with it", () => {
    expect(site.text("index.html")).toContain("<video");
    expect(readdirSync(join(site.folder, "assets")).length).toBeGreaterThan(0);
  });
});
