import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Reject {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly hint: string;
}

/** Counts that must add up. */
export interface Balance {
  readonly read: number;
  readonly onAir: number;
  readonly rejected: number;
  readonly notReady: number;
}

/** What one night says of itself. */
export interface Run {
  readonly id: string;
  readonly rejects: readonly Reject[];
  readonly balances: ReadonlyMap<string, Balance>;
}

/** Names of the runs of a ledger. */
export function runIds(ledger: string): string[] {
  const folder = join(ledger, "runs");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

export function readRun(ledger: string, id: string): Run {
  const folder = join(ledger, "runs", id);
  const rejects = join(folder, "rejects");
  const parts = existsSync(rejects)
    ? readdirSync(rejects).filter((name) => /^part-.*\.jsonl$/.test(name))
    : [];
  const lines = parts.flatMap((name) => readFileSync(join(rejects, name), "utf8").split("\n"));
  const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as Record<string, unknown>;
  return {
    id,
    rejects: lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Reject),
    balances: new Map(
      Object.entries(summary).flatMap(([name, value]) => (isBalance(value) ? [[name, value]] : [])),
    ),
  };
}

/** Each viewer's key, as the private list of links tells it. */
export function viewerKeys(ledger: string): Map<string, string> {
  const [header, ...rows] = readFileSync(join(ledger, "links.csv"), "utf8").trimEnd().split(/\r?\n/);
  const columns = header?.split(",") ?? [];
  const cell = (row: string, column: string) => row.split(",")[columns.indexOf(column)] ?? "";
  return new Map(rows.map((row) => [cell(row, "user"), cell(row, "key")]));
}

function isBalance(value: unknown): value is Balance {
  return typeof value === "object" && value !== null && "read" in value && "onAir" in value;
}
