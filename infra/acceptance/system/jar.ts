import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What a command left behind. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const jar =
  process.env.STREAMSYNC_JAR ?? join(import.meta.dirname, "../../../pipeline/target/streamsync.jar");

/** Runs a command of the jar under test and waits for its end, whatever its exit code. */
export async function attempt(...args: string[]): Promise<Outcome> {
  if (!existsSync(jar)) {
    throw new Error(`${jar} does not exist: run ./mvnw package first, or set STREAMSYNC_JAR`);
  }
  const [program = "", ...rest] = commandLine(args);
  const started = performance.now();
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), exit(child)]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${args[0]}: exit ${status} after ${seconds} s`);
  return { status, stdout, stderr };
}

/** Runs a command that must succeed. */
export async function run(...args: string[]): Promise<Outcome> {
  const outcome = await attempt(...args);
  if (outcome.status !== 0) {
    const end = (stream: string) => stream.slice(-3000);
    throw new Error(
      `${args.join(" ")}: exit ${outcome.status}\n${end(outcome.stdout)}\n${end(outcome.stderr)}`,
    );
  }
  return outcome;
}

/** A preview server that listens. */
export interface Preview {
  readonly origin: string;
  stop(): Promise<void>;
}

export async function preview(site: string): Promise<Preview> {
  const [program = "", ...rest] = commandLine(["preview", `--site=${site}`, "--port=0"]);
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "inherit"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = /http:\/\/localhost:\d+/.exec(line)?.[0];
    if (origin !== undefined) {
      child.stdout.resume();
      return { origin, stop: () => stop(child, kill) };
    }
  }
  throw new Error(`preview ended without printing its address, exit ${await exit(child)}`);
}

async function stop(child: ChildProcess, kill: () => void): Promise<void> {
  const ended = exit(child);
  child.kill("SIGTERM");
  await ended;
  process.off("exit", kill);
}

/** FFMPEG names another ffmpeg, for trials of the clips before there is a jar. */
function commandLine(args: readonly string[]): string[] {
  const { FFMPEG } = process.env;
  return args[0] === "ffmpeg" && FFMPEG !== undefined
    ? [FFMPEG, ...args.slice(2)]
    : ["java", "-jar", jar, ...args];
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: string[] = [];
  stream.setEncoding("utf8");
  for await (const chunk of stream) {
    chunks.push(String(chunk));
  }
  return chunks.join("");
}

function exit(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve(child.exitCode);
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}
