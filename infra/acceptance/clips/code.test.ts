import { describe, expect, it } from "vitest";
import { clips } from "./clip.ts";
import { codeExpression, decode, encode } from "./code.ts";

const grey = (cells: readonly boolean[]) => cells.map((white) => (white ? 200 : 40));

describe("the code in the picture", () => {
  it("reads back every frame of every clip", () => {
    for (const { number: video, frames } of clips) {
      for (let frame = 0; frame < frames; frame++) {
        expect(decode(grey(encode({ video, frame })))).toEqual({ video, frame });
      }
    }
  });

  it("refuses a picture with any one cell wrong", () => {
    const cells = encode({ video: 5, frame: 464 });
    for (let wrong = 0; wrong < cells.length; wrong++) {
      expect(decode(grey(cells.map((cell, i) => (i === wrong ? !cell : cell))))).toBeNull();
    }
  });

  it("refuses a blank picture", () => {
    expect(decode(new Array(32).fill(0))).toBeNull();
    expect(decode(new Array(32).fill(255))).toBeNull();
  });

  it("is the same number in ffmpeg's language", () => {
    const expression = codeExpression(3)
      .replaceAll("N", "310")
      .replace(/mod\(([^,]+),(\d+)\)/, "(($1)%$2)");
    const code = Number(new Function(`return ${expression}`)());
    const cells = encode({ video: 3, frame: 310 });
    expect(cells.map((_, i) => Math.floor(code / 2 ** i) % 2 === 1)).toEqual(cells);
  });
});
