/** What the page remembers on this device. Storage may be forbidden or full: then it remembers nothing. */
export interface Memory {
  read(name: string): string | undefined;
  write(name: string, value: string): void;
  forget(name: string): void;
}

const PREFIX = 'streamsync.';

export const memory: Memory = {
  read: (name) => attempt(() => localStorage.getItem(PREFIX + name) ?? undefined),
  write: (name, value) => attempt(() => localStorage.setItem(PREFIX + name, value)),
  forget: (name) => attempt(() => localStorage.removeItem(PREFIX + name)),
};

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
