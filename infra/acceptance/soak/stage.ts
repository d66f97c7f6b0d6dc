import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import { birch, type Clip, cedar, dune } from "../clips/clip.ts";
import { encodingArguments } from "../clips/encode.ts";
import { Input, videoPath } from "../system/input.ts";
import { preview, run } from "../system/jar.ts";
import { nightly, type Stage } from "../system/stage.ts";
import { jsonLines, type Viewer } from "../system/viewers.ts";

/** 25 fps, 24 s. */
const iris: Clip = {
  id: "iris",
  number: 9,
  rate: { numerator: 25, denominator: 1 },
  frames: 600,
  width: 854,
  height: 480,
  toneHz: 523,
};

/** 29.97 fps, 38 s. */
const juniper: Clip = {
  id: "juniper",
  number: 10,
  rate: { numerator: 30_000, denominator: 1001 },
  frames: 1139,
  width: 1280,
  height: 720,
  toneHz: 587,
};

/** Programmes of 10 to 38 seconds in five rates and sizes, and no slate but at the day's end. */
export const sequence: readonly Clip[] = [birch, iris, cedar, juniper, dune];

export const everybody: Viewer = { name: "main", kind: "channel", days: [sequence, sequence] };

/** A site with two days of one channel, served: for watching it longer than tests have time for. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const root = mkdtempSync(join(tmpdir(), "streamsync-soak-"));
  const folder = (name: string) => join(root, name);
  const stage: Omit<Stage, "origin"> = {
    root,
    input: folder("input"),
    site: folder("site"),
    ledger: folder("ledger"),
    work: folder("work"),
    day: new Date().toISOString().slice(0, 10),
  };
  mkdirSync(stage.work);
  const input = new Input(stage.input);
  const record = { channel: everybody.name, title: "Soak", videos: sequence.map(({ id }) => id) };
  input.put("sequences/main.jsonl", jsonLines([record]));
  for (const clip of sequence) {
    mkdirSync(dirname(join(input.folder, videoPath(clip))), { recursive: true });
  }
  await run("ffmpeg", "--", ...encodingArguments(sequence, (clip) => join(input.folder, videoPath(clip))));
  input.age();
  await run("publish-player", `--site=${stage.site}`);
  await run(...nightly(stage));
  const server = await preview(stage.site);
  provide("stage", { ...stage, origin: server.origin });
  return async () => {
    await server.stop();
    rmSync(root, { recursive: true });
  };
}
