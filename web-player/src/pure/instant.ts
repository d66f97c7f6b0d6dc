/** Text of an instant to epoch milliseconds and back; the one pure module that may name Date. */
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

export function parseInstant(text: string): number {
  const millis = UTC.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis)) {
    throw new Error(`an instant must read like 2026-11-20T00:00:00Z, was ${text}`);
  }
  return millis;
}

export function formatInstant(millis: number): string {
  return new Date(Math.round(millis)).toISOString();
}

/** An HTTP Date header; undefined when it is missing or malformed. */
export function parseHttpDate(text: string | null): number | undefined {
  const millis = Date.parse(text ?? '');
  return Number.isNaN(millis) ? undefined : millis;
}
