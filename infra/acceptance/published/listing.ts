import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder with all that a write would change: inode, size and times. */
export function listing(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return new Map(
    entries.flatMap((path) => {
      const stat = lstatSync(join(folder, path), { bigint: true });
      return stat.isFile() ? [[path, `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`]] : [];
    }),
  );
}

/** Paths that were added, changed or removed between two listings. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
