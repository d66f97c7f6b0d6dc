import { amber, birch, type Clip, cedar, dune, ember, fjord, grove, haven } from "../clips/clip.ts";

/** Somebody who watches, and what the input says they should see on each of two days. */
export interface Viewer {
  readonly name: string;
  readonly kind: "user" | "channel";
  readonly loops: readonly [first: readonly Clip[], second: readonly Clip[]];
}

const alike = (loop: readonly Clip[]): [readonly Clip[], readonly Clip[]] => [loop, loop];

/** Short programmes of five rates, one of them silent. */
export const quick: Viewer = { name: "u-1", kind: "user", loops: alike([amber, cedar, ember, grove, fjord]) };

/** A day's own sequence replaces the standing one on the first day. */
export const changing: Viewer = { name: "u-2", kind: "user", loops: [[dune, birch], [haven]] };

/** From CSV rows in a muddle. */
export const tabular: Viewer = { name: "Viewer.3_b", kind: "user", loops: alike([fjord, haven, amber]) };

/** The same video twice running, and one more that follows itself over the loop's end. */
export const main: Viewer = {
  name: "main",
  kind: "channel",
  loops: alike([birch, amber, amber, grove, birch]),
};

export const viewers: readonly Viewer[] = [quick, changing, tabular, main];

/** The input's sequence files by their path; {@code day} is the first of the two. */
export function sequenceFiles(day: string): Map<string, string> {
  const ids = (clips: readonly Clip[]) => clips.map(({ id }) => id);
  const standing = [
    { user: quick.name, videos: ids(quick.loops[0]) },
    { user: changing.name, videos: ids(changing.loops[1]) },
    { channel: main.name, title: "Main", videos: ids(main.loops[0]) },
  ];
  const rows = ids(tabular.loops[0]).map((id, position) => `${tabular.name},${(position + 1) * 10},${id}`);
  return new Map([
    ["sequences/standing.jsonl", jsonLines(standing)],
    ["sequences/table.csv", ["user,position,video", ...rows.reverse(), ""].join("\r\n")],
    [`sequences/${day}/special.jsonl`, jsonLines([{ user: changing.name, videos: ids(changing.loops[0]) }])],
  ]);
}

export function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
