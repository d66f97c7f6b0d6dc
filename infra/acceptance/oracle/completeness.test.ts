import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cedar } from "../clips/clip.ts";
import { Site } from "../published/site.ts";
import { completenessFaults } from "./completeness.ts";
import { ruler, rulerFrames } from "./slate.ts";

const key = "a".repeat(26);
const pictureUnits = { timescale: 30_000, sample: 1001 };
const soundUnits = { timescale: 48_000, sample: 1024 };
let site: Site;

/** A box of ISO/IEC 14496-12: its size, its type, its content. */
function box(type: string, ...content: (Buffer | number)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === "number" ? word(part) : part)));
  return Buffer.concat([word(body.length + 8), Buffer.from(type), body]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function init({ timescale, sample }: { timescale: number; sample: number }): Buffer {
  const mdhd = box("mdhd", 0, 0, 0, timescale, 0);
  return box("moov", box("trak", box("mdia", mdhd)), box("mvex", box("trex", 0, 1, 1, sample, 0, 0)));
}

/** One fragment; an explicit sample length stands in its tfhd. */
function segment(startUnits: number, samples: number, sample?: number): Buffer {
  const tfhd = sample === undefined ? box("tfhd", 0, 1) : box("tfhd", 0x8, 1, sample);
  return box("moof", box("traf", tfhd, box("tfdt", 0, startUnits), box("trun", 0, samples)));
}

function put(path: string, content: Buffer | string): void {
  const file = join(site.folder, `segments/${key}`, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
}

const faults = () =>
  completenessFaults(site, key, cedar, ["v240", "a0"]).map(({ where, what }) => `${where} ${what}`);

beforeEach(() => {
  site = new Site(mkdtempSync(join(tmpdir(), "streamsync-completeness-")));
  const description = {
    id: "cedar",
    title: "",
    frameRate: "30000/1001",
    segmentFrames: [120, 120, 71],
    poster: "poster.jpg",
  };
  put("video.json", JSON.stringify(description));
  put("poster.jpg", "");
  put("v240/init.mp4", init(pictureUnits));
  put("a0/init.mp4", init(soundUnits));
  for (const [i, frames] of [120, 120, 71].entries()) {
    const startSound = Math.round((i * 120 * 1.6016) / 1.024);
    const endSound = Math.round(((i * 120 + frames) * 1.6016) / 1.024);
    put(`v240/0000${i}.m4s`, segment(i * 120 * 1001, frames));
    put(`a0/0000${i}.m4s`, segment(startSound * 1024, endSound - startSound, 1024));
  }
});

afterEach(() => rmSync(site.folder, { recursive: true }));

describe("a video's files", () => {
  it("are complete to the frame", () => {
    expect(faults()).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    [
      "a missing segment",
      () => rmSync(join(site.folder, `segments/${key}/v240/00001.m4s`)),
      "00001.m4s is missing",
    ],
    [
      "a missing map",
      () => rmSync(join(site.folder, `segments/${key}/a0/init.mp4`)),
      "a0/init.mp4 is missing",
    ],
    ["a missing poster", () => rmSync(join(site.folder, `segments/${key}/poster.jpg`)), "poster is missing"],
    ["a frame too few", () => put("v240/00001.m4s", segment(120 * 1001, 119)), "not frames 120 to 240"],
    [
      "a segment a tick late",
      () => put("v240/00001.m4s", segment(120 * 1001 + 1, 120)),
      "not frames 120 to 240",
    ],
    ["sound a frame too long", () => put("a0/00002.m4s", segment(375 * 1024, 113, 1024)), "a0/00002.m4s"],
    [
      "a segment cut short",
      () => put("v240/00002.m4s", segment(240 * 1001, 71).subarray(0, 60)),
      "does not fit",
    ],
  ])("are refused with %s", (_, plant, message) => {
    plant();
    const said = () => {
      try {
        return faults().join("\n");
      } catch (error) {
        return String(error);
      }
    };
    expect(said()).toContain(message);
  });
});

describe("the ruler's files", () => {
  const of50 = { timescale: 50, sample: 1 };
  const fileOf = (i: number) => `${String(i).padStart(5, "0")}.m4s`;
  const rulerFaults = () => completenessFaults(site, key, ruler, ["v240", "a0"]).map(({ where }) => where);

  beforeEach(() => {
    const described = { id: "slate", title: "", frameRate: "50/1", poster: "poster.jpg" };
    put("video.json", JSON.stringify({ ...described, segmentFrames: rulerFrames }));
    put("v240/init.mp4", init(of50));
    for (const [i, frames] of rulerFrames.entries()) {
      put(`v240/${fileOf(i)}`, segment(0, frames, 1));
      put(`a0/${fileOf(i)}`, segment(0, Math.round((frames * 20) / (1024 / 48)), 1024));
    }
  });

  it("are complete when each starts at 0 and is a frame longer than the one before", () => {
    expect(rulerFrames.slice(0, 2)).toEqual([25, 26]);
    expect(rulerFrames.at(-1)).toBe(225);
    expect(rulerFaults()).toEqual([]);
  });

  it.each<[string, string, () => void]>([
    [
      "one that goes on where the one before ends",
      "v240/00001.m4s",
      () => put("v240/00001.m4s", segment(25, 26, 1)),
    ],
    ["one a frame too long", "v240/00200.m4s", () => put("v240/00200.m4s", segment(0, 226, 1))],
    ["one whose sound ends too late", "a0/00007.m4s", () => put("a0/00007.m4s", segment(0, 31, 1024))],
    ["the last one missing", "a0/00200.m4s", () => rmSync(join(site.folder, `segments/${key}/a0/00200.m4s`))],
  ])("are refused with %s", (_, where, plant) => {
    plant();
    expect(rulerFaults()).toEqual([`segments/${key}/${where}`]);
  });
});
