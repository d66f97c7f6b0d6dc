import { describe, expect, it } from "vitest";
import { parseProcessorTime, stolenShare } from "./machine.ts";

describe("what the processors did", () => {
  it("is read from the line of all of them, without guests, who are users", () => {
    const stat = "cpu  10 1 5 70 2 0 2 10 7 0\ncpu0 5 0 2 35 1 0 1 5 3 0\n";
    expect(parseProcessorTime(stat)).toEqual({ stolen: 10, total: 100 });
  });

  it("is not known of a system that does not tell", () => {
    expect(parseProcessorTime("cpu  10 1 5 70\n")).toBeNull();
    expect(parseProcessorTime("")).toBeNull();
  });

  it("has a share that others took", () => {
    expect(stolenShare({ stolen: 10, total: 100 }, { stolen: 30, total: 300 })).toBe(0.1);
    expect(stolenShare(null, { stolen: 30, total: 300 })).toBeNull();
  });
});
