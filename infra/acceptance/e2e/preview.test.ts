import { readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { viewerKeys } from "../published/ledger.ts";
import { Site } from "../published/site.ts";
import { send } from "../system/request.ts";
import { quick } from "../system/viewers.ts";

const stage = inject("stage");
const site = new Site(stage.site);
const [videoKey = ""] = site.videos().keys();
const release = `releases/${site.days()[0]?.release}`;
const key = viewerKeys(stage.ledger).get(quick.name) ?? "";
const pack = `${release}/timelines/${key.slice(0, 2)}/${key}.pack`;
const picture = `segments/${videoKey}/v240/00000.m4s`;
const asset = relative(site.folder, firstFile(join(site.folder, "assets")));

const pointer = "public, max-age=30, stale-while-revalidate=60";
const forever = "public, max-age=31536000, immutable";
const untouched = `${forever}, no-transform`;

/** As a CDN does it; never packs and media. */
const compressed = /\.(html|json|m3u8|js|css)$/;

function firstFile(folder: string): string {
  const path = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .find((name) => statSync(name).isFile());
  return path ?? join(folder, "nothing");
}

const get = (path: string, headers: Record<string, string> = {}) => send(stage.origin, `/${path}`, headers);

const table: readonly [string, RegExp, string][] = [
  ["index.html", /^text\/html\b/, pointer],
  ["live.json", /^application\/json$/, pointer],
  ["time", /^text\/plain$/, "no-store"],
  [pack, /^application\/octet-stream$/, untouched],
  [`${release}/timelines/c/main.pack`, /^application\/octet-stream$/, untouched],
  [picture, /^video\/mp4$/, forever],
  [`segments/${videoKey}/v720/init.mp4`, /^video\/mp4$/, forever],
  [`segments/${videoKey}/a0/00000.m4s`, /^audio\/mp4$/, forever],
  [`segments/${videoKey}/a0/init.mp4`, /^audio\/mp4$/, forever],
  [`segments/${videoKey}/poster.jpg`, /^image\/jpeg$/, forever],
  [`segments/${videoKey}/video.json`, /^application\/json$/, forever],
  [`${release}/master.m3u8`, /^application\/vnd\.apple\.mpegurl$/, forever],
  [`${release}/channels.json`, /^application\/json$/, forever],
  [`${release}/release.json`, /^application\/json$/, forever],
  [asset, /^(text\/(javascript|css)|image\/\S+|font\/\S+|application\/\S+)/, forever],
];

describe.each(table)("%s", (path, contentType, cacheControl) => {
  const isText = compressed.test(path);

  it.each(["identity", "gzip"])(
    "is served whole with the headers of the contract, by %s",
    async (encoding) => {
      const { status, headers, body } = await get(path, { "Accept-Encoding": encoding });
      expect(status).toBe(200);
      expect(headers["content-type"]).toMatch(contentType);
      expect(headers["cache-control"]).toBe(cacheControl);
      expect(headers["access-control-allow-origin"]).toBe("*");
      const exposed = headers["access-control-expose-headers"]
        ?.split(/,\s*/)
        .map((name) => name.toLowerCase());
      expect(exposed).toEqual(expect.arrayContaining(["date", "age", "content-range", "etag"]));
      const isCompressed = encoding === "gzip" && isText;
      expect(headers["content-encoding"]).toBe(isCompressed ? "gzip" : undefined);
      expect((isCompressed ? gunzipSync(body) : body).equals(site.bytes(path))).toBe(true);
    },
  );

  it("answers HEAD alike, without a body", async () => {
    const { status, headers, body } = await send(stage.origin, `/${path}`, {}, "HEAD");
    expect(status).toBe(200);
    expect(headers["content-length"]).toBe(String(site.bytes(path).length));
    expect(headers["content-type"]).toMatch(contentType);
    expect(headers["cache-control"]).toBe(cacheControl);
    expect(body.length).toBe(0);
  });
});

describe("the clock's file", () => {
  it("is empty and dated to the second, now", async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { headers, body } = await get("time");
    const told = Date.parse(headers.date ?? "");
    expect(body.length).toBe(0);
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
    expect(headers.age).toBeUndefined();
  });
});

describe.each([pack, picture, "live.json", "index.html"])("a range of %s", (path) => {
  const whole = site.bytes(path);
  const size = whole.length;

  it.each([
    ["bytes=0-9", 0, 10],
    ["bytes=10-", 10, size],
    ["bytes=-5", size - 5, size],
    [`bytes=${size - 1}-${size + 1000}`, size - 1, size],
  ])("%s is honoured", async (range, from, to) => {
    const { status, headers, body } = await get(path, { Range: range });
    expect(status).toBe(206);
    expect(headers["content-range"]).toBe(`bytes ${from}-${to - 1}/${size}`);
    expect(headers["content-length"]).toBe(String(to - from));
    expect(body.equals(whole.subarray(from, to))).toBe(true);
  });

  it("beyond its end is 416", async () => {
    const { status, headers } = await get(path, { Range: `bytes=${size}-` });
    expect(status).toBe(416);
    expect(headers["content-range"]).toBe(`bytes */${size}`);
  });
});

describe("a request", () => {
  it("for the root is answered with the page", async () => {
    const { status, body } = await get("");
    expect(status).toBe(200);
    expect(body.equals(site.bytes("index.html"))).toBe(true);
  });

  it("with a query gets the same file", async () => {
    const { status, body } = await get("live.json?anything=else");
    expect(status).toBe(200);
    expect(body.equals(site.bytes("live.json"))).toBe(true);
  });

  it.each(["PUT", "POST", "DELETE"])("%s changes nothing", async (method) => {
    const { status } = await send(stage.origin, "/live.json", {}, method);
    expect(status).toBe(405);
    expect(site.has("live.json")).toBe(true);
  });

  it.each([
    "segments",
    "segments/",
    `segments/${videoKey}/`,
    "releases/",
    "assets/",
    "nothing.json",
    `${release}/`,
  ])("for %s lists nothing", async (path) => {
    const { status, body } = await get(path);
    expect([403, 404]).toContain(status);
    expect(body.toString()).not.toContain("href");
  });
});

describe("a way out of the folder", () => {
  const links = [join(site.folder, "leak.csv"), join(site.folder, "leaks")];

  beforeAll(() => {
    symlinkSync(join(stage.ledger, "links.csv"), join(site.folder, "leak.csv"));
    symlinkSync(stage.ledger, join(site.folder, "leaks"));
  });

  afterAll(() => {
    for (const link of links) {
      rmSync(link);
    }
  });

  it.each([
    "/../ledger/links.csv",
    "/segments/../../ledger/links.csv",
    "/%2e%2e/ledger/links.csv",
    "/.%2E/ledger/links.csv",
    "/..%2fledger%2flinks.csv",
    "/segments/%2e%2e%2f%2e%2e%2fledger/links.csv",
    "/%252e%252e/ledger/links.csv",
    "/..%5cledger%5clinks.csv",
    "/..\\ledger\\links.csv",
    "/..;/ledger/links.csv",
    `/${encodeURIComponent(join(stage.ledger, "links.csv"))}`,
    `/${join(stage.ledger, "links.csv")}`,
    join(stage.ledger, "links.csv"),
    `${stage.origin}/../ledger/links.csv`,
    "/live.json%00/../../ledger/links.csv",
    "/leak.csv",
    "/leaks/links.csv",
  ])("%s leads nowhere", async (path) => {
    const { status, body } = await send(stage.origin, path);
    expect([400, 403, 404]).toContain(status);
    expect(body.toString()).not.toContain(key);
  });
});
