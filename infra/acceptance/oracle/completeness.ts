import type { Clip } from "../clips/clip.ts";
import { readInit, readSamples, type Samples, type Track } from "../published/media.ts";
import type { Site } from "../published/site.ts";
import { type Fault, faultIf } from "./faults.ts";
import { flicksPerFrame, flicksPerSecond } from "./flicks.ts";
import { type Segment, segmentsOf } from "./segments.ts";

/** An AAC frame of 1024 samples is 21.3 ms, and the nearest of its borders at most half of that away. */
const audioBoundaryMs = 10.7;

/** What the files of a video hold against what the clip they were made of has, in every rung. */
export function completenessFaults(
  site: Site,
  videoKey: string,
  clip: Clip,
  rungs: readonly string[],
): Fault[] {
  const expected = segmentsOf(clip);
  const described = site.video(videoKey);
  const rate = clip.rate.numerator / clip.rate.denominator;
  const [numerator = 0, denominator = 1] = described.frameRate.split("/").map(Number);
  const frames = JSON.stringify(expected.map((segment) => segment.frames));
  const folder = `segments/${videoKey}`;
  const where = `${folder}/video.json`;
  return [
    ...faultIf(
      numerator / denominator !== rate,
      "complete",
      where,
      `rate ${described.frameRate}, not ${rate}`,
    ),
    ...faultIf(
      JSON.stringify(described.segmentFrames) !== frames,
      "complete",
      where,
      `frames ${described.segmentFrames}, not ${frames}`,
    ),
    ...faultIf(!site.has(`${folder}/${described.poster}`), "complete", where, "the poster is missing"),
    ...rungs.flatMap((rung) => rungFaults(site, `${folder}/${rung}`, clip, expected, rung === "a0")),
  ];
}

function nameOf({ index }: Segment): string {
  return `${String(index).padStart(5, "0")}.m4s`;
}

function rungFaults(
  site: Site,
  folder: string,
  clip: Clip,
  expected: readonly Segment[],
  audio: boolean,
): Fault[] {
  const missing = ["init.mp4", ...expected.map(nameOf)].filter((name) => !site.has(`${folder}/${name}`));
  if (missing.length > 0) {
    return missing.map((name) => ({ law: "complete", where: `${folder}/${name}`, what: "is missing" }));
  }
  const track = readInit(site.bytes(`${folder}/init.mp4`));
  return expected.flatMap((segment) => {
    const where = `${folder}/${nameOf(segment)}`;
    const samples = readSamples(site.bytes(where), track);
    return audio
      ? audioFaults(where, clip, segment, samples, track)
      : pictureFaults(where, clip, segment, samples, track);
  });
}

function pictureFaults(where: string, clip: Clip, segment: Segment, samples: Samples, track: Track): Fault[] {
  const frameUnits = (flicksPerFrame(clip.rate) * track.timescale) / flicksPerSecond;
  const end = segment.startFrame + segment.frames;
  const exact =
    samples.count === segment.frames &&
    samples.startUnits === segment.startFrame * frameUnits &&
    samples.endUnits === end * frameUnits;
  const what = `${JSON.stringify(samples)} at ${track.timescale}, not frames ${segment.startFrame} to ${end}`;
  return faultIf(!exact, "complete", where, what);
}

function audioFaults(where: string, clip: Clip, segment: Segment, samples: Samples, track: Track): Fault[] {
  const frameMs = (flicksPerFrame(clip.rate) * 1000) / flicksPerSecond;
  const startOffMs = (samples.startUnits * 1000) / track.timescale - segment.startFrame * frameMs;
  const endOffMs =
    (samples.endUnits * 1000) / track.timescale - (segment.startFrame + segment.frames) * frameMs;
  const off = Math.max(Math.abs(startOffMs), Math.abs(endOffMs));
  return faultIf(
    off > audioBoundaryMs,
    "complete",
    where,
    `${startOffMs} and ${endOffMs} ms off the picture's`,
  );
}
