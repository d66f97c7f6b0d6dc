import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { chromiumFlags, chromiumPath } from "./viewing.ts";

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: unknown;
}

interface Evaluation {
  readonly result: { readonly value: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/**
 * Chromium with its tabs as a viewer has them: one that is not in front is hidden, its timers are slowed down and no frame of it
 * is drawn. Playwright keeps all pages visible, so this speaks the DevTools protocol itself: JSON between zero bytes, over a pipe.
 */
export class Tabs {
  private readonly process: ChildProcess;
  private readonly profile: string;
  private readonly commands: Writable;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private received = "";
  private sent = 0;

  private constructor(process: ChildProcess, profile: string) {
    this.process = process;
    this.profile = profile;
    this.commands = process.stdio[3] as Writable;
    const answers = process.stdio[4] as Readable;
    answers.setEncoding("utf8").on("data", (text: string) => this.receive(text));
    process.once("exit", () => {
      for (const [id, answered] of this.waiting) {
        answered({ id, error: { message: "Chromium has ended" } });
      }
    });
  }

  /** Starts it in a fresh profile. */
  static async launch(): Promise<Tabs> {
    const profile = mkdtempSync(join(tmpdir(), "streamsync-tabs-"));
    const flags = [...chromiumFlags, "--mute-audio", "--remote-debugging-pipe", `--user-data-dir=${profile}`];
    const started = spawn(chromiumPath(), [...flags, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    await new Promise((resolve, reject) => started.once("spawn", resolve).once("error", reject));
    return new Tabs(started, profile);
  }

  /** A tab, in front of those before it unless it is to be in the background. */
  async open(background = false): Promise<Tab> {
    const { targetId } = await this.send<{ targetId: string }>("Target.createTarget", {
      url: "about:blank",
      background,
    });
    const { sessionId } = await this.send<{ sessionId: string }>("Target.attachToTarget", {
      targetId,
      flatten: true,
    });
    await this.send("Page.enable", {}, sessionId);
    return new Tab(this, targetId, sessionId);
  }

  async send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.sent;
    const { error, result } = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      this.commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
    if (error !== undefined) {
      throw new Error(`${method}: ${error.message}`);
    }
    return result as T;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.send("Browser.close").catch(() => this.process.kill());
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private receive(text: string): void {
    const messages = (this.received + text).split("\0");
    this.received = messages.pop() ?? "";
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      if (answer.id !== undefined) {
        this.waiting.get(answer.id)?.(answer);
        this.waiting.delete(answer.id);
      }
    }
  }
}

export class Tab {
  private readonly tabs: Tabs;
  private readonly targetId: string;
  private readonly sessionId: string;

  constructor(tabs: Tabs, targetId: string, sessionId: string) {
    this.tabs = tabs;
    this.targetId = targetId;
    this.sessionId = sessionId;
  }

  /** Opens an address; the function runs before the page's scripts, and may use nothing outside itself but its argument. */
  async goto<A>(address: string, before: (argument: A) => void, argument: A): Promise<void> {
    const source = `(${before})(${JSON.stringify(argument)})`;
    await this.tabs.send("Page.addScriptToEvaluateOnNewDocument", { source }, this.sessionId);
    await this.tabs.send("Page.navigate", { url: address }, this.sessionId);
  }

  /** Runs a function in the page, which may use nothing outside itself. */
  async evaluate<T>(inPage: () => T): Promise<T> {
    const parameters = { expression: `(${inPage})()`, returnByValue: true };
    const { result, exceptionDetails } = await this.tabs.send<Evaluation>(
      "Runtime.evaluate",
      parameters,
      this.sessionId,
    );
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.text);
    }
    return result.value as T;
  }

  async setOffline(offline: boolean): Promise<void> {
    await this.tabs.send("Network.enable", {}, this.sessionId);
    const conditions = { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await this.tabs.send("Network.emulateNetworkConditions", conditions, this.sessionId);
  }

  async bringToFront(): Promise<void> {
    await this.tabs.send("Target.activateTarget", { targetId: this.targetId });
  }
}
