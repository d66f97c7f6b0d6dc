/** A law that a published day breaks. */
export interface Fault {
  readonly law: Law;
  readonly where: string;
  readonly what: string;
}

export type Law =
  | "form" // header, tags and their places
  | "joinable" // a bucket alone holds the segment on air at its start
  | "tiling" // a bucket holds what starts in its slice, nothing else
  | "hole"
  | "overlap"
  | "sequence" // media sequence rises by one
  | "discontinuity" // where decode time breaks, and nowhere else
  | "drift" // summed durations against printed date-times
  | "order" // what is on air against what should be
  | "time" // when it is on air against when it should be
  | "fixed" // an item with a start of its own is on air then
  | "programme" // DATERANGE
  | "complete"; // every file exists, with the frames it should have

export function faultIf(broken: boolean, law: Law, where: string, what: string): Fault[] {
  return broken ? [{ law, where, what }] : [];
}

export function describeFaults(faults: readonly Fault[]): string {
  const shown = faults.slice(0, 10).map(({ law, where, what }) => `${law} at ${where}: ${what}`);
  return [...shown, ...(faults.length > 10 ? [`and ${faults.length - 10} more`] : [])].join("\n");
}
