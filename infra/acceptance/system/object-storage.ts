import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";

const libraries = join(import.meta.dirname, "../../object-storage/target/lib");
const uploads = 16;

/** A bucket that anybody may read and write, as one behind a firewall or a CDN would be read. */
export interface Bucket {
  readonly origin: string;
  readonly name: string;
  /** A place in it, as commands take it. */
  place(prefix: string): string;
  /** Puts all files of a folder below a prefix. */
  upload(folder: string, prefix: string): Promise<void>;
  stop(): void;
}

/** Starts S3Proxy as a process of its own, with one empty bucket in its memory. */
export async function bucket(name: string): Promise<Bucket> {
  if (!existsSync(libraries)) {
    throw new Error(`${libraries} does not exist: run ./mvnw test -pl infra/object-storage first`);
  }
  // Signatures are checked elsewhere, with another client; here the page reads without any.
  process.env.AWS_ACCESS_KEY_ID = "anybody";
  process.env.AWS_SECRET_ACCESS_KEY = "anything";
  const folder = mkdtempSync(join(tmpdir(), "streamsync-bucket-"));
  const properties = join(folder, "s3proxy.properties");
  writeFileSync(
    properties,
    [
      "s3proxy.endpoint=http://127.0.0.1:0",
      "s3proxy.authorization=none",
      "s3proxy.ignore-unknown-headers=true",
      "jclouds.provider=transient-nio2",
      "",
    ].join("\n"),
  );
  // S3Proxy sends what is printed to stderr to its log.
  const log = "-Dorg.slf4j.simpleLogger.logFile=System.out";
  const main = ["-cp", `${libraries}/*`, "org.gaul.s3proxy.Main", "--properties", properties];
  const child = spawn("java", ["-Xmx1g", log, ...main], { stdio: ["ignore", "pipe", "inherit"] });
  const stop = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", stop);
  const origin = await originOf(child);
  await put(`${origin}/${name}`, "");
  return {
    origin,
    name,
    place: (prefix) => `s3://${name}/${prefix}?endpoint=${origin}&region=us-east-1`,
    upload: (from, prefix) => upload(from, `${origin}/${name}/${prefix}`),
    stop: () => {
      process.off("exit", stop);
      stop();
    },
  };
}

async function originOf(child: ChildProcess): Promise<string> {
  if (child.stdout !== null) {
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /Started .*\{127\.0\.0\.1:(\d+)\}/.exec(line)?.[1];
      if (port !== undefined) {
        child.stdout.resume();
        return `http://127.0.0.1:${port}`;
      }
    }
  }
  throw new Error("S3Proxy ended without saying where it listens");
}

async function upload(folder: string, url: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const queue = files.values();
  const work = async () => {
    for (const file of queue) {
      await put(encodeURI(`${url}/${relative(folder, file)}`), readFileSync(file));
    }
  };
  await Promise.all(Array.from({ length: uploads }, work));
}

async function put(url: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(url, { method: "PUT", body });
  if (!answer.ok) {
    throw new Error(`PUT ${url}: ${answer.status} ${await answer.text()}`);
  }
}
