import { amber, birch, type Clip, cedar, dune, ember, fjord, grove, haven } from "../clips/clip.ts";
import type { Item } from "../oracle/schedule.ts";

/** What the input says: a clip, or one with a start of its own as it is written. */
export type Entry = Clip | { readonly clip: Clip; readonly startAt: string };

/** Somebody who watches, and what the input says they should see on each of two days. */
export interface Viewer {
  readonly name: string;
  readonly kind: "user" | "channel";
  readonly days: readonly [first: readonly Entry[], second: readonly Entry[]];
}

const alike = (entries: readonly Entry[]): Viewer["days"] => [entries, entries];

const at = (startAt: string, clip: Clip): Entry => ({ clip, startAt });

/** Short programmes of five rates, one of them silent. */
export const quick: Viewer = { name: "u-1", kind: "user", days: alike([amber, cedar, ember, grove, fjord]) };

/** A day's own sequence replaces the standing one on the first day. */
export const changing: Viewer = { name: "u-2", kind: "user", days: [[dune, birch], [haven]] };

/** From CSV rows in a muddle. */
export const tabular: Viewer = { name: "Viewer.3_b", kind: "user", days: alike([fjord, haven, amber]) };

/** The same video twice running, and one more that follows itself over the loop's end. */
export const main: Viewer = {
  name: "main",
  kind: "channel",
  days: alike([birch, amber, amber, grove, birch]),
};

/**
 * Fixed items close to each other from the day's start: 5, 15, 25 and 400 ms after the nominal end of the one
 * before; back to back at noon, with one that overlaps; and one that runs past the day's end.
 */
export const punctual: Viewer = {
  name: "u-4",
  kind: "user",
  days: alike([
    at("23:59:30", haven),
    birch,
    at("00:00:00.300", amber),
    at("00:00:08.505", birch),
    at("00:00:20.520", fjord),
    at("00:00:31.545", ember),
    at("00:00:41.245", dune),
    ember,
    at("12:00:00", birch),
    at("12:00:05", grove),
    at("12:00:12", fjord),
    at("12:00:23", amber),
    at("tea time", cedar),
    grove,
    at("20:00:00", fjord),
  ]),
};

/** From CSV rows; the last item would have one segment, and that leaves a hole too short for slate. */
export const evening: Viewer = {
  name: "Viewer-5.c",
  kind: "user",
  days: alike([
    haven,
    at("18:30:00.250", cedar),
    cedar,
    at("18:30:10", dune),
    at("8 pm", birch),
    at("20:15:00", haven),
    at("23:59:55.800", amber),
  ]),
};

/** Nothing to fill the day with: slate between its two items is a segment of the minute and one of the ruler. */
export const waiting: Viewer = {
  name: "u-6",
  kind: "user",
  days: alike([at("18:00:18", fjord), at("18:00:00", birch)]),
};

/** Viewers of loops: they see slate at the day's end only. */
export const loopers: readonly Viewer[] = [quick, changing, tabular, main];

export const viewers: readonly Viewer[] = [...loopers, punctual, evening, waiting];

/** A line of a file of the input, named in the rejects. */
export interface InputLine {
  readonly file: string;
  readonly line: number;
}

/** Where items stand that cannot be on air as they are, by the file and line of their record or row. */
export const rejectedItems: readonly InputLine[] = [
  { file: "sequences/standing.jsonl", line: 4 },
  { file: "sequences/evening.csv", line: 4 },
  { file: "sequences/evening.csv", line: 5 },
  { file: "sequences/evening.csv", line: 2 },
];

/** The items that entries tell; one whose start is no time is none. In UTC a day is 24 hours. */
export function itemsOf(entries: readonly Entry[]): Item[] {
  return entries.flatMap((entry): Item[] => {
    if (!("startAt" in entry)) {
      return [entry];
    }
    const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d(?:\.\d{1,3})?)$/.exec(entry.startAt) ?? [];
    const startMs = (Number(hours) * 60 + Number(minutes)) * 60_000 + Math.round(Number(seconds) * 1000);
    return Number.isNaN(startMs) ? [] : [{ clip: entry.clip, startMs }];
  });
}

/** The input's sequence files by their path; {@code day} is the first of the two. */
export function sequenceFiles(day: string): Map<string, string> {
  const standing = [
    { user: quick.name, videos: quick.days[0].map(written) },
    { user: changing.name, videos: changing.days[1].map(written) },
    { channel: main.name, title: "Main", videos: main.days[0].map(written) },
    { user: punctual.name, videos: punctual.days[0].map(written) },
    { user: waiting.name, videos: waiting.days[0].map(written) },
  ];
  const special = [{ user: changing.name, videos: changing.days[0].map(written) }];
  return new Map([
    ["sequences/standing.jsonl", jsonLines(standing)],
    ["sequences/table.csv", table("user,position,video", tabular)],
    ["sequences/evening.csv", table("user,position,video,startAt", evening)],
    [`sequences/${day}/special.jsonl`, jsonLines(special)],
  ]);
}

function written(entry: Entry): string | { video: string; startAt: string } {
  return "startAt" in entry ? { video: entry.clip.id, startAt: entry.startAt } : entry.id;
}

/** The last row first: it is the position that counts. */
function table(header: string, { name, days }: Viewer): string {
  const fourth = header.endsWith("startAt");
  const rows = days[0].map((entry, i) => {
    const [video, startAt] = "startAt" in entry ? [entry.clip.id, entry.startAt] : [entry.id, ""];
    return [name, (i + 1) * 10, video, ...(fourth ? [startAt] : [])].join(",");
  });
  return [header, ...rows.reverse(), ""].join("\r\n");
}

export function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
