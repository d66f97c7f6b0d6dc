import { cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { amber, grove } from "../clips/clip.ts";
import { describeFaults } from "../oracle/faults.ts";
import { judge } from "../oracle/judgement.ts";
import { viewerKeys } from "../published/ledger.ts";
import { differences, listing } from "../published/listing.ts";
import { Site } from "../published/site.ts";
import { Input } from "../system/input.ts";
import { run } from "../system/jar.ts";
import { nightly, type Stage } from "../system/stage.ts";
import { jsonLines, quick } from "../system/viewers.ts";

const stage = inject("stage");

/** A copy of site and ledger with times kept, so that nights here change nothing for other tests. */
function copyStage(name: string): Stage {
  const root = join(stage.root, name);
  for (const folder of ["input", "site", "ledger"]) {
    cpSync(join(stage.root, folder), join(root, folder), { recursive: true, preserveTimestamps: true });
  }
  const at = (folder: string) => join(root, folder);
  return { ...stage, root, input: at("input"), site: at("site"), ledger: at("ledger") };
}

describe("a second night on the same input", () => {
  const again = copyStage("again");
  const site = new Site(again.site);
  const releases = site.days().map(({ release }) => release);
  const before = listing(again.site);

  beforeAll(async () => {
    await run(...nightly(again));
  });

  it("is the same releases", () => {
    expect(site.days().map(({ release }) => release)).toEqual(releases);
  });

  it("writes nothing on the site", () => {
    expect(differences(before, listing(again.site))).toEqual([]);
  });
});

describe("a night with one sequence changed", () => {
  const changed = copyStage("changed");
  const site = new Site(changed.site);
  const before = listing(changed.site);
  const [first, second] = site.days();

  beforeAll(async () => {
    const input = new Input(changed.input);
    const record = { user: quick.name, videos: [grove.id, amber.id] };
    input.put(`sequences/${stage.day}/changed.jsonl`, jsonLines([record]));
    input.age();
    await run(...nightly(changed));
  });

  it("is another release for the day it applies to, and the same for the other", () => {
    const [day, next] = site.days();
    expect(day?.release).not.toBe(first?.release);
    expect(next?.release).toBe(second?.release);
  });

  it("transcodes nothing and leaves every old release as it was", () => {
    const release = `releases/${site.days()[0]?.release}/`;
    const written = differences(before, listing(changed.site));
    expect(written.filter((path) => path !== "live.json" && !path.startsWith(release))).toEqual([]);
    expect(written).toContain("live.json");
  });

  it("puts the new sequence on air", () => {
    const [day] = site.days();
    const viewer = { key: viewerKeys(changed.ledger).get(quick.name) ?? "no key" };
    expect(describeFaults(day ? judge(site, day, viewer, [grove, amber]) : [])).toBe("");
  });
});
