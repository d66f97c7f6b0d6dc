import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pack } from '../../src/edge/pack.ts';
import { dayOf, MIDNIGHT } from '../pure/days.ts';
import { launchChromium } from './chromium.ts';
import { type Host, honoursRange, ignoresRange, openHost, sends } from './host.ts';
import { packOf } from './packs.ts';

const BUCKETS = ['first', 'zweiter äöü', 'x'.repeat(200_000)];
const pack = packOf(BUCKETS);
const corrupt = Buffer.from(pack.bytes);
corrupt.writeUInt8(corrupt.readUInt8(pack.directoryBytes + 12) ^ 0xff, pack.directoryBytes + 12);

const other = packOf(['another', '', '']);
const asked: (string | undefined)[] = [];

let browser: Browser;
let host: Host;
let page: Page;

declare const reader: { Pack: typeof Pack };

/** Runs in the page: what the next reader remembers. */
interface Remembering {
  remembered?: string | undefined;
}

beforeAll(async () => {
  const bundle = await build({
    entryPoints: ['src/edge/pack.ts'],
    bundle: true,
    format: 'iife',
    globalName: 'reader',
    write: false,
  });
  host = await openHost({
    '/': sends('text/html', '<!doctype html><script src="reader.js"></script>'),
    '/reader.js': sends('text/javascript', bundle.outputFiles[0]?.text ?? ''),
    '/ranged.pack': (request, response) => {
      asked.push(request.headers.range);
      honoursRange(pack.bytes)(request, response);
    },
    '/other.pack': ignoresRange(other.bytes),
    '/whole.pack': ignoresRange(pack.bytes),
    '/corrupt.pack': honoursRange(corrupt),
    '/truncated.pack': ignoresRange(pack.bytes.subarray(0, pack.directoryBytes + 10)),
    '/shortened.pack': honoursRange(pack.bytes.subarray(0, pack.directoryBytes + 10)),
    '/broken.pack': (_, response) => response.writeHead(503).end(),
  });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(host.root);
});

afterAll(async () => {
  await browser?.close();
  host?.close();
});

/** Reads buckets one after the other from one pack, as the page does; an error comes back as its class and text. */
async function read(path: string, ...buckets: number[]): Promise<string[]> {
  const day = dayOf({
    toMillis: MIDNIGHT + 3 * 600_000,
    directoryBytes: pack.directoryBytes,
  });
  return await page.evaluate(
    async ({ url, day, buckets }) => {
      const kept = window as Remembering;
      const memory = {
        read: () => kept.remembered,
        write: (_: string, value: string) => {
          kept.remembered = value;
        },
        forget: () => undefined,
      };
      const clock = {
        monotonicMillis: () => performance.now(),
        epochMillis: () => Date.now(),
        requestSpan: () => undefined,
      };
      const opened = new reader.Pack(url, day, memory, clock);
      const texts: string[] = [];
      for (const bucket of buckets) {
        texts.push(
          await opened.bucket(bucket, (text) => text).catch((error) => `${error.constructor.name}: ${error.message}`),
        );
      }
      return texts;
    },
    { url: host.root + path, day, buckets },
  );
}

describe("in Chromium, with the browser's own DecompressionStream", () => {
  test('each bucket of a pack of several gzip members is read alone', async () => {
    expect(await read('ranged.pack', 2, 0, 1)).toEqual([BUCKETS[2], BUCKETS[0], BUCKETS[1]]);
  });

  test('a host that ignores Range gives the same text', async () => {
    expect(await read('whole.pack', 1, 2)).toEqual([BUCKETS[1], BUCKETS[2]]);
  });

  test('a corrupt bucket is an error, and its neighbours are still read', async () => {
    const [first, second] = await read('corrupt.pack', 0, 1);
    expect(first).toMatch(/Error/);
    expect(second).toBe(BUCKETS[1]);
  });

  test('a truncated pack is an error', async () => {
    expect((await read('truncated.pack', 1))[0]).toMatch(/bytes \d+ to \d+ were asked for, \d+ came/);
    const [partly, wholly] = await read('shortened.pack', 0, 1);
    expect(partly).toMatch(/^DamagedError: .*were asked for, 10 came/);
    expect(wholly).toMatch(/^DamagedError: .*has no such range/);
  });

  test('the directory is asked for once on this device, and another pack is not read by it', async () => {
    asked.length = 0;
    await read('ranged.pack', 0);
    await read('ranged.pack', 1);
    const directory = `bytes=0-${pack.directoryBytes - 1}`;
    expect(asked.filter((range) => range === directory)).toHaveLength(1);
    expect(await read('other.pack', 0)).toEqual(['another']);
  });

  test('a missing pack is told apart from a host in trouble', async () => {
    expect((await read('nowhere.pack', 0))[0]).toMatch(/answered 404/);
    expect((await read('broken.pack', 0))[0]).toMatch(/answered 503/);
  });
});
