import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { Timeline } from "../oracle/timeline.ts";
import { shiftClearOfSlateMs } from "./audience.ts";
import { type FaultyServer, faultyServer } from "./faulty-server.ts";
import { Viewing } from "./viewing.ts";

/** A page of a server that may do wrong, and the days that it should show all the same. */
export interface Opening {
  readonly origin: string;
  readonly path: string;
  /** No slate comes while it is watched. */
  readonly shows: readonly Timeline[];
  readonly spanMs?: number;
  /** The instant about which it is opened; by default now. */
  readonly at?: number;
  /** How far the server's clock is ahead, where it matters. */
  readonly shiftMs?: number;
  readonly fault?: FaultyServer["fault"];
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Opens the page, and closes it and its server whatever happens; its scripts may throw nothing. */
export async function withPage(
  browser: Browser,
  opening: Opening,
  use: (viewing: Viewing, server: FaultyServer) => Promise<void>,
): Promise<void> {
  const { origin, path, shows, spanMs = 25_000, at = Date.now(), fault, prepare } = opening;
  const shiftMs = opening.shiftMs ?? shiftClearOfSlateMs(shows, at, spanMs);
  const server = await faultyServer(origin, shiftMs, fault);
  const viewing = await Viewing.from(browser, server, path, prepare);
  try {
    await use(viewing, server);
    expect(viewing.exceptions).toEqual([]);
  } finally {
    await viewing.close();
  }
}

/** Resolves once a page that has just been opened shows a frame; with the instant at which it does. */
export async function shown(viewing: Viewing): Promise<number> {
  await viewing.watchUntil(await viewing.joined(), 15_000).catch(async (error: unknown) => {
    throw new Error(await viewing.describe(), { cause: error });
  });
  return Date.now();
}

/** Resolves once the clock of a page that has just been opened is set; with the instant from which on it is. */
export async function settled(viewing: Viewing): Promise<number> {
  await shown(viewing);
  await viewing.page.waitForFunction(
    () => (window.streamsync as { clockSource?: string } | undefined)?.clockSource !== "settling",
    undefined,
    { polling: 100, timeout: 15_000 },
  );
  return Date.now() + pulsesMs;
}

/** The last correction of the clock may still be under way. */
const pulsesMs = 2_500;
