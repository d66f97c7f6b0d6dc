import { record } from "../screen/recorder.ts";
import { grid, launch, Viewing } from "../screen/viewing.ts";
import { Firefox } from "./marionette.ts";

/** A page that somebody watches for long, in one browser or another. */
export interface Watched {
  readonly browser: string;
  /** Runs a function in the page, which may use nothing outside itself. */
  evaluate<T>(inPage: () => T): Promise<T>;
  /** Bytes in use after a collection; null where the browser does not tell. */
  heap(): Promise<number | null>;
  /** What the page's scripts threw, where the browser tells. */
  exceptions(): readonly string[];
  close(): Promise<void>;
}

async function inChromium(origin: string): Promise<Watched> {
  const browser = await launch();
  const viewing = await Viewing.open(browser, origin, "/");
  const session = await viewing.page.context().newCDPSession(viewing.page);
  return {
    browser: `Chromium ${browser.version()}`,
    evaluate: (inPage) => viewing.page.evaluate(inPage),
    heap: async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    },
    exceptions: () => viewing.exceptions,
    close: async () => {
      await viewing.close();
      await browser.close();
    },
  };
}

async function inFirefox(origin: string): Promise<Watched> {
  const firefox = await Firefox.launch();
  await firefox.open(`${origin}/`);
  await firefox.evaluate(record, grid);
  return {
    browser: await firefox.evaluate(() => navigator.userAgent, undefined),
    evaluate: (inPage) => firefox.evaluate(inPage, undefined),
    heap: async () => null,
    exceptions: () => [],
    close: () => firefox.close(),
  };
}

export const browserName = process.env.STREAMSYNC_BROWSER === "firefox" ? "firefox" : "chromium";

/** Opens the page; `STREAMSYNC_BROWSER=firefox` in Firefox. */
export function watch(origin: string): Promise<Watched> {
  return browserName === "firefox" ? inFirefox(origin) : inChromium(origin);
}

/** Resolves once a frame has been visible at or after an instant. */
export async function untilShown(watched: Watched, instant: number, timeoutMs: number): Promise<void> {
  const last = () =>
    watched.evaluate(() => window.recording.samples.findLast((sample) => sample.visible)?.wall ?? 0);
  const until = Date.now() + timeoutMs;
  while ((await last()) < instant) {
    if (Date.now() > until) {
      throw new Error(
        `nothing was shown: ${await watched.evaluate(() => JSON.stringify(window.recording.says.at(-1)))}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
