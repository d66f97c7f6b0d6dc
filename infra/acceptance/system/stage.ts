import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { Input, putClips } from "./input.ts";
import { preview, run } from "./jar.ts";
import { sequenceFiles } from "./viewers.ts";

/** What one night made, for all end-to-end tests: none of them changes it. */
export interface Stage {
  readonly root: string;
  readonly input: string;
  readonly site: string;
  readonly ledger: string;
  readonly work: string;
  /** The first of two days on air, {@code 2026-11-21}. */
  readonly day: string;
  /** Address of the preview server. */
  readonly origin: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    stage: Stage;
  }
}

/** Arguments of `nightly` on these folders, for two days in buckets of a minute. */
export function nightly(folders: Omit<Stage, "origin" | "root">): string[] {
  const { input, site, ledger, work, day } = folders;
  const places = [`--input=${input}`, `--site=${site}`, `--ledger=${ledger}`, `--work=${work}`];
  return ["nightly", ...places, `--day=${day}`, "--days=2", "--zone=UTC", "--bucket=PT60S"];
}

/** Makes clips, runs a night and serves its site; STREAMSYNC_KEEP leaves the folder for a look. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const root = mkdtempSync(join(tmpdir(), "streamsync-acceptance-"));
  const folder = (name: string) => join(root, name);
  const stage = {
    input: folder("input"),
    site: folder("site"),
    ledger: folder("ledger"),
    work: folder("work"),
  };
  const day = new Date().toISOString().slice(0, 10);
  mkdirSync(stage.work, { recursive: true });
  const input = new Input(stage.input);
  await Promise.all([putClips(input), run("publish-player", `--site=${stage.site}`)]);
  for (const [path, text] of sequenceFiles(day)) {
    input.put(path, text);
  }
  input.age();
  await run(...nightly({ ...stage, day }));
  const server = await preview(stage.site);
  provide("stage", { root, ...stage, day, origin: server.origin });
  return async () => {
    await server.stop();
    if (process.env.STREAMSYNC_KEEP === undefined) {
      rmSync(root, { recursive: true });
    } else {
      console.log(`kept ${root}`);
    }
  };
}
