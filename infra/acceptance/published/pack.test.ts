import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gzipMember, packOf } from "../oracle/planted.ts";
import { directoryBytes, readPack } from "./pack.ts";

const members = ["first\n", "second\n", "third\n"];
const pack = packOf(members);

describe("a pack", () => {
  it("is read member by member", () => {
    expect(readPack(pack, 3)).toEqual(members);
    expect(gunzipSync(pack).toString().endsWith("first\nsecond\nthird\n")).toBe(true);
  });

  it("has a directory of the size that the contract's example gives for 144 buckets", () => {
    expect(directoryBytes(144)).toBe(1328);
  });

  it("is refused with another number of buckets", () => {
    expect(() => readPack(pack, 2)).toThrow();
  });

  it("is refused when a bucket holds two members", () => {
    const two = packOf(["one\n"]);
    const end = Buffer.from(`${(two.length + gzipMember("x", 6).length).toString(16).padStart(8, "0")}\n`);
    const start = Buffer.from(`${directoryBytes(1).toString(16).padStart(8, "0")}\n`);
    const directory = gzipMember(Buffer.concat([start, end]).toString(), 0);
    const doubled = Buffer.concat([directory, gzipMember("one\n", 6), gzipMember("x", 6)]);
    expect(() => readPack(doubled, 1)).toThrow("after the end of the member");
  });

  it("is refused when its directory is compressed", () => {
    const deflated = Buffer.from(pack);
    deflated[10] = 0b101;
    expect(() => readPack(deflated, 3)).toThrow("one stored block");
  });

  it("is refused when a byte of a bucket is wrong", () => {
    const broken = Buffer.from(pack);
    const last = broken.length - 9;
    broken[last] = (broken[last] ?? 0) ^ 0xff;
    expect(() => readPack(broken, 3)).toThrow();
  });

  it("is refused when a header carries a time", () => {
    const dated = Buffer.from(pack);
    dated[directoryBytes(3) + 4] = 1;
    expect(() => readPack(dated, 3)).toThrow("bucket 0: a header must be 10 bytes");
  });
});
