import { describe, expect, it } from "vitest";
import { joined } from "./vod.ts";

const bucket = (number: number, breaks: number, ...body: string[]) =>
  [
    "#EXTM3U",
    `#EXT-X-MEDIA-SEQUENCE:${number}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${breaks}`,
    "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T00:00:00.000Z",
    ...body,
    "#EXT-X-ENDLIST",
    "",
  ].join("\n");

const bodyOf = (text: string) => text.split("\n").slice(4, -1);

describe("buckets as one playlist", () => {
  it("leave the repeated segment out", () => {
    const first = bucket(7, 2, "#EXTINF:4,", "a.m4s", "#EXT-X-DISCONTINUITY", "#EXTINF:4,", "b.m4s");
    const second = bucket(8, 3, "#EXTINF:4,", "b.m4s", "#EXTINF:4,", "c.m4s");
    expect(bodyOf(joined([first, second]))).toEqual([
      ...["#EXTINF:4,", "a.m4s", "#EXT-X-DISCONTINUITY", "#EXTINF:4,", "b.m4s"],
      ...["#EXTINF:4,", "c.m4s", "#EXT-X-ENDLIST"],
    ]);
  });

  it("break where the second begins with another decode time", () => {
    const first = bucket(7, 2, "#EXTINF:4,", "a.m4s");
    const second = bucket(8, 3, "#EXTINF:4,", "b.m4s");
    expect(bodyOf(joined([first, second]))).toEqual([
      ...["#EXTINF:4,", "a.m4s", "#EXT-X-DISCONTINUITY"],
      ...["#EXT-X-PROGRAM-DATE-TIME:2026-11-21T00:00:00.000Z", "#EXTINF:4,", "b.m4s", "#EXT-X-ENDLIST"],
    ]);
  });
});
