import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Firefox as it is packaged, driven by Marionette, its own protocol of remote control: messages of JSON, each behind its
 * length in bytes and a colon; a command is `[0, id, name, parameters]`, its answer `[1, id, error, result]`.
 */
export class Firefox {
  private readonly process: ChildProcess;
  private readonly profile: string;
  private readonly socket: Socket;
  private readonly waiting = new Map<number, (error: unknown, result: unknown) => void>();
  private received = Buffer.alloc(0);
  private commands = 0;

  private constructor(process: ChildProcess, profile: string, socket: Socket) {
    this.process = process;
    this.profile = profile;
    this.socket = socket;
    socket.on("data", (bytes) => this.receive(bytes));
  }

  /** Starts it in a fresh profile, without a window; `FIREFOX_PATH` names another than the `firefox-esr` of the system. */
  static async launch(): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), "streamsync-firefox-"));
    const port = await freePort();
    const preferences = {
      "marionette.port": port,
      "media.autoplay.default": 0,
      "app.update.enabled": false,
      "datareporting.policy.dataSubmissionEnabled": false,
    };
    const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});\n`);
    writeFileSync(join(profile, "user.js"), lines.join(""));
    const program = process.env.FIREFOX_PATH ?? "firefox-esr";
    const started = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", profile], {
      stdio: "ignore",
    });
    const failed = new Promise<never>((_, reject) => started.once("error", reject));
    const firefox = new Firefox(started, profile, await Promise.race([connected(port), failed]));
    await firefox.send("WebDriver:NewSession", {});
    return firefox;
  }

  async open(address: string): Promise<void> {
    await this.send("WebDriver:Navigate", { url: address });
  }

  /** Runs a function in the page, which may use nothing outside itself but its argument. */
  async evaluate<A, T>(inPage: (argument: A) => T, argument: A): Promise<T> {
    const script = `return (${inPage})(arguments[0])`;
    const { value } = (await this.send("WebDriver:ExecuteScript", { script, args: [argument] })) as {
      value: T;
    };
    return value;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => this.process.kill());
    await ended;
    this.socket.destroy();
    rmSync(this.profile, { recursive: true, force: true });
  }

  private send(name: string, parameters: object): Promise<unknown> {
    const id = ++this.commands;
    const text = JSON.stringify([0, id, name, parameters]);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (error, result) =>
        error === null ? resolve(result) : reject(new Error(`${name}: ${JSON.stringify(error)}`)),
      );
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  private receive(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    for (let message = this.nextMessage(); message !== undefined; message = this.nextMessage()) {
      // The first one greets.
      if (Array.isArray(message)) {
        const [, id, error, result] = message as [number, number, unknown, unknown];
        this.waiting.get(id)?.(error, result);
        this.waiting.delete(id);
      }
    }
  }

  private nextMessage(): unknown {
    const colon = this.received.indexOf(":");
    const end = colon + 1 + Number(this.received.subarray(0, colon));
    if (colon < 0 || this.received.length < end) {
      return undefined;
    }
    const text = this.received.subarray(colon + 1, end).toString();
    this.received = this.received.subarray(end);
    return JSON.parse(text);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const startSeconds = 30;

/** Firefox listens only once it has started. */
async function connected(port: number): Promise<Socket> {
  for (let i = 0; i < 10 * startSeconds; i++) {
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const attempt = connect(port, "127.0.0.1", () => resolve(attempt));
      attempt.once("error", () => resolve(undefined));
    });
    if (socket !== undefined) {
      return socket;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Firefox did not listen within ${startSeconds} s`);
}
