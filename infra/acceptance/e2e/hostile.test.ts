import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { amber, birch, type Clip, cedar, grove } from "../clips/clip.ts";
import { describeFaults } from "../oracle/faults.ts";
import { judge } from "../oracle/judgement.ts";
import { type Run, readRun, runIds, viewerKeys } from "../published/ledger.ts";
import { differences, listing } from "../published/listing.ts";
import { Site } from "../published/site.ts";
import { Input, videoPath } from "../system/input.ts";
import { run } from "../system/jar.ts";
import { nightly } from "../system/stage.ts";

const stage = inject("stage");
const root = join(stage.root, "hostile");
const folders = {
  ...stage,
  input: join(root, "input"),
  site: join(root, "site"),
  ledger: join(root, "ledger"),
};
const site = new Site(folders.site);
const good: readonly Clip[] = [amber, birch, cedar, grove];
const original = (clip: Clip) => readFileSync(join(stage.input, videoPath(clip)));

const records = [
  '{"user": "good", "videos": ["cedar", "amber"]}',
  '{"user": "half", "videos": ["grove", "no-such-video", {"video": "birch"}]}',
  '{"user": "broken", "videos": ["amber"',
  '{"user": "../../escape", "videos": ["amber"]}',
  '{"user": "climber", "videos": ["../amber"]}',
  '{"user": "good", "videos": ["birch"]}',
  '{"user": "later", "videos": ["amber", {"video": "birch", "startAt": "25:00"}, "cedar"]}',
  '{"user": "nothing", "videos": ["gone", "truncated"]}',
];

function putVideos(input: Input): void {
  for (const clip of good) {
    input.put(`videos/${clip.id}.mp4`, original(clip));
  }
  input.put("videos/amber.json", JSON.stringify({ title: amber.title }));
  input.put("videos/cedar.json", JSON.stringify({ title: cedar.title }));
  const whole = original(grove);
  input.put("videos/truncated.mp4", whole.subarray(0, Math.floor(whole.length * 0.6)));
  input.put("videos/text.mp4", "This is no film.\n".repeat(100));
  input.put("videos/empty.mp4", "");
  input.put("videos/bad name!.mp4", original(amber));
  input.put("videos/a/twin.mp4", original(amber));
  input.put("videos/b/twin.mp4", original(birch));
}

async function putHostileInput(): Promise<void> {
  const input = new Input(folders.input);
  mkdirSync(root, { recursive: true });
  for (const folder of ["site", "ledger"]) {
    cpSync(join(stage.root, folder), join(root, folder), { recursive: true, preserveTimestamps: true });
  }
  putVideos(input);
  const tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=3"];
  const short = ["-f", "lavfi", "-i", "testsrc2=size=128x72:rate=25:duration=0.6"];
  const sound = ["-map", "0:a", "-c:a", "aac", join(folders.input, "videos/sound.mp4")];
  const blink = [
    "-map",
    "1:v",
    "-c:v",
    "libx264",
    "-pix_fmt",
    "yuv420p",
    join(folders.input, "videos/blink.mp4"),
  ];
  await run("ffmpeg", "--", "-loglevel", "error", "-y", ...tone, ...short, ...sound, ...blink);
  input.put("sequences/records.jsonl", `${records.join("\n")}\n`);
  input.put("sequences/table.csv", "viewer;film\ngood;amber\n");
  input.put("sequences/notes.txt", "remember the milk\n");
  input.age();
  input.put("videos/still-copying.mp4", original(birch));
}

let night: Run;
let before: Map<string, string>;

beforeAll(async () => {
  await putHostileInput();
  before = listing(root);
  await run(...nightly(folders));
  night = readRun(folders.ledger, runIds(folders.ledger).at(-1) ?? "none");
});

describe("bad files and records", () => {
  it.each<[string, number, RegExp]>([
    ["videos/truncated.mp4", 0, /^(NOT_A_VIDEO|ENCODE_FAILED)$/],
    ["videos/text.mp4", 0, /^NOT_A_VIDEO$/],
    ["videos/empty.mp4", 0, /^EMPTY_FILE$/],
    ["videos/sound.mp4", 0, /^NO_PICTURE$/],
    ["videos/blink.mp4", 0, /^TOO_SHORT$/],
    ["videos/bad name!.mp4", 0, /^BAD_ID$/],
    ["videos/a/twin.mp4", 0, /^DUPLICATE_VIDEO$/],
    ["videos/b/twin.mp4", 0, /^DUPLICATE_VIDEO$/],
    ["sequences/records.jsonl", 2, /^UNKNOWN_VIDEO$/],
    ["sequences/records.jsonl", 3, /^BAD_LINE$/],
    ["sequences/records.jsonl", 4, /^BAD_ID$/],
    ["sequences/records.jsonl", 5, /^(BAD_ID|UNKNOWN_VIDEO)$/],
    ["sequences/records.jsonl", 5, /^NO_PLAYABLE_ITEM$/],
    ["sequences/records.jsonl", 6, /^DUPLICATE_RECORD$/],
    ["sequences/records.jsonl", 7, /^BAD_START$/],
    ["sequences/records.jsonl", 8, /^NO_PLAYABLE_ITEM$/],
    ["sequences/table.csv", 1, /^BAD_HEADER$/],
    ["sequences/notes.txt", 0, /^UNKNOWN_FILE$/],
  ])("%s, line %s: %s", (file, line, code) => {
    const named = night.rejects.filter((reject) => reject.file.endsWith(file) && reject.line === line);
    expect(named.map((reject) => reject.code)).toContainEqual(expect.stringMatching(code));
  });

  it("have a reason and a hint that a person understands", () => {
    for (const { code, reason, hint } of night.rejects) {
      expect(reason.length, code).toBeGreaterThan(8);
      expect(hint.length, code).toBeGreaterThan(8);
      expect(reason, code).not.toMatch(/Exception|\bat io\.streamsync|\bnull\b|REDACTED|Feature/);
    }
  });

  it("do not include what is good", () => {
    const files = night.rejects.map(({ file }) => file);
    for (const { id } of good) {
      expect(files).not.toContainEqual(expect.stringContaining(`videos/${id}.mp4`));
    }
  });
});

describe("the summary", () => {
  it("adds up", () => {
    expect([...night.balances.keys()]).toEqual(expect.arrayContaining(["videos", "records"]));
    for (const [name, { read, onAir, rejected, notReady }] of night.balances) {
      expect(onAir + rejected + notReady, name).toBe(read);
    }
  });

  it("counts every video file once", () => {
    expect(night.balances.get("videos")).toEqual({ read: 13, onAir: 4, rejected: 8, notReady: 1 });
  });

  it("names the file that was not ready, which is no reject", () => {
    const named = night.rejects.filter(({ file }) => file.includes("still-copying"));
    expect(named.map(({ code }) => code)).toEqual(["NOT_READY"]);
  });
});

describe("the rest", () => {
  const byName = good.toSorted((a, b) => (a.id < b.id ? -1 : 1));

  it.each<[string, readonly Clip[]]>([
    ["good", [cedar, amber]],
    ["half", [grove, birch]],
    ["later", [amber, cedar]],
    ["main", byName],
  ])("%s is on air", (name, loop) => {
    const [day] = site.days();
    const viewer =
      name === "main" ? { channel: name } : { key: viewerKeys(folders.ledger).get(name) ?? "no key" };
    expect(describeFaults(day ? judge(site, day, viewer, loop) : [])).toBe("");
  });

  it("is transcoded already, under whatever name, and nothing is written outside", () => {
    const written = differences(before, listing(root));
    expect(written.filter((path) => path.startsWith("site/segments/"))).toEqual([]);
    expect(written.filter((path) => !/^(site\/|ledger\/|site\.lock$)/.test(path))).toEqual([]);
    expect(written.filter((path) => path.includes("escape"))).toEqual([]);
  });
});
