import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { band, columns, decode, type FrameCode, rows } from "../clips/code.ts";
import { shiftedServer } from "../system/shifted-server.ts";
import { type Grid, type Recording, record } from "./recorder.ts";

export const grid: Grid = { columns, rows, ...band };

/** The Chromium that ../browser/chromium.sh finds, or installs. */
export function chromiumPath(): string {
  const script = join(import.meta.dirname, "../../browser/chromium.sh");
  return execFileSync("bash", [script], { encoding: "utf8" }).trim();
}

export const chromiumFlags: readonly string[] = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
}

/** Where a page comes from. */
export interface PageServer {
  readonly origin: string;
  /** How far it is ahead of this machine's clock. */
  readonly shiftMs: number;
  close(): Promise<void>;
}

/** One viewer's page in a fresh profile. */
export class Viewing {
  readonly page: Page;
  /** What the page's scripts threw and did not catch. */
  readonly exceptions: string[] = [];
  private readonly complaints: string[] = [];
  private readonly server: PageServer;

  private constructor(page: Page, server: PageServer) {
    this.page = page;
    this.server = server;
    page.on("pageerror", (error) => this.exceptions.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.complaints.push(message.text());
      }
    });
  }

  /** Opens a page of a server that is `shiftMs`, in whole seconds, ahead of this machine's clock. */
  static async open(browser: Browser, origin: string, path: string, shiftMs = 0): Promise<Viewing> {
    const server = await shiftedServer(origin, shiftMs);
    return await Viewing.from(browser, { ...server, shiftMs }, path);
  }

  /** Opens a page of a server of the test's own, which is closed with it; `prepare` comes before the page's scripts. */
  static async from(
    browser: Browser,
    server: PageServer,
    path: string,
    prepare: (page: Page) => Promise<void> = async () => undefined,
  ): Promise<Viewing> {
    const context = await browser.newContext({ viewport: { width: 640, height: 360 } });
    const page = await context.newPage();
    const viewing = new Viewing(page, server);
    await page.addInitScript(record, grid);
    await prepare(page);
    await page.goto(server.origin + path, { waitUntil: "commit" });
    return viewing;
  }

  /** How far the page's server is ahead of this machine's clock. */
  get shiftMs(): number {
    return this.server.shiftMs;
  }

  /** When the page was asked for, by the machine's clock. */
  joined(): Promise<number> {
    return this.page.evaluate(() => performance.timeOrigin);
  }

  /** Resolves when a frame has been visible at or after an instant. */
  async watchUntil(wall: number, timeoutMs: number): Promise<void> {
    await this.page.waitForFunction(
      (until) => window.recording.samples.findLast((sample) => sample.visible && sample.wall >= until),
      wall,
      { polling: 100, timeout: timeoutMs },
    );
  }

  recording(): Promise<Recording> {
    return this.page.evaluate(() => window.recording);
  }

  /** Reads the code off a screenshot, taken between the two instants: what a viewer sees, whatever lies over it. */
  async screenshot(): Promise<{ code: FrameCode | null; before: number; after: number }> {
    const clip = await this.page.evaluate(pictureBox);
    const before = Date.now();
    const png = await this.page.screenshot({ clip });
    const after = Date.now();
    const reader = await this.page.context().newPage();
    const cells = await reader.evaluate(cellsOf, { png: png.toString("base64"), grid });
    return { code: decode(cells), before, after };
  }

  /** For the message of a failed test: what the page says of itself. */
  async describe(): Promise<string> {
    const { samples, events, says } = await this.recording();
    const shown = samples.filter(({ visible }) => visible).length;
    const last = says.at(-1);
    const video = await this.page.evaluate(describeVideo);
    return [
      `${samples.length} frames, ${shown} of them visible; events: ${events.map(({ type }) => type).join(" ")}`,
      `page: ${last?.text.replaceAll("\n", " | ")}; status: ${last?.status}`,
      video,
      ...this.exceptions,
      ...new Set(this.complaints),
    ].join("\n");
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.server.close();
  }
}

/** Samples, or what was read off them, of the span between two instants. */
export function between<T extends { readonly wall: number }>(
  samples: readonly T[],
  from: number,
  to: number,
): T[] {
  return samples.filter(({ wall }) => from <= wall && wall < to);
}

/** Runs in the page. */
function describeVideo(): string {
  const video = document.querySelector("video");
  const { buffered, currentTime, error, paused, readyState, seeking } = video ?? {};
  const ranges = Array.from({ length: buffered?.length ?? 0 }, (_, i) =>
    [buffered?.start(i), buffered?.end(i)].map((seconds) => seconds?.toFixed(2)).join(" to "),
  );
  const flags = `ready ${readyState}${paused ? ", paused" : ""}${seeking ? ", seeking" : ""}`;
  return `video: at ${currentTime?.toFixed(2)}, ${flags}, buffered ${ranges.join(", ")} ${error?.message ?? ""}`;
}

/** The picture inside the video's box, which letterboxes it. Runs in the page. */
function pictureBox(): { x: number; y: number; width: number; height: number } {
  const video = document.querySelector<HTMLVideoElement>("video#video");
  if (video === null) {
    throw new Error("no video on the page");
  }
  const box = video.getBoundingClientRect();
  const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
  const width = video.videoWidth * scale;
  const height = video.videoHeight * scale;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

/** Runs in a blank page. */
async function cellsOf({ png, grid }: { png: string; grid: Grid }): Promise<number[]> {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context?.drawImage(image, 0, 0);
  return Array.from({ length: grid.columns * grid.rows }, (_, i) => {
    const x = Math.floor((((i % grid.columns) + 0.5) * image.width) / grid.columns);
    const row = (Math.floor(i / grid.columns) + 0.5) / grid.rows;
    const y = Math.floor((grid.top + row * grid.height) * image.height);
    return context?.getImageData(x, y, 1, 1).data[1] ?? 0;
  });
}
