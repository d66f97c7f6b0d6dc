/** Resolves with a value after a while, however short: for what is not waited for any longer. */
export function after<T>(millis: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), Math.max(0, millis)));
}
