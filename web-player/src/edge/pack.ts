import { bucketCount } from '../pure/buckets.ts';
import { type ByteRange, cut, type Directory, memberRange, parseDirectory } from '../pure/directory.ts';
import type { Day } from '../pure/live.ts';
import type { DeviceClock } from './device-clock.ts';
import { DamagedError, type Get, get, isOfTheHost } from './http.ts';
import { inflateMember } from './inflate.ts';
import type { Memory } from './memory.ts';

/** Where the device remembers a directory, under the pack's URL. */
export const DIRECTORY = 'directory';
const DIRECTORY_AGAIN_MILLIS = 5 * 60_000;
/** The present bucket, its neighbours and one more. */
const MOST_TEXTS = 4;

/** One day of one timeline on the host: the directory is read once, then one member a bucket. */
export class Pack {
  readonly url: string;
  private readonly day: Day;
  private readonly memory: Memory;
  private readonly clock: DeviceClock;
  private readonly get: Get;
  private directory: Directory | undefined;
  private readonly texts = new Map<number, string>();
  /** By bucket. */
  private readonly damaged = new Map<number, DamagedError>();
  private damagedDirectory: { readonly error: DamagedError; readonly untilMillis: number } | undefined;

  constructor(url: string, day: Day, memory: Memory, clock: DeviceClock, ask: Get = get) {
    this.url = url;
    this.day = day;
    this.memory = memory;
    this.clock = clock;
    this.get = ask;
    this.directory = this.remembered();
  }

  /**
   * The bucket as `read` makes it of its text. What cannot be read is asked for once more, past all caches, and never again:
   * a pack does not change, and all who watch it would ask together. A directory is asked for again after some minutes, since
   * all the rest of the day hangs on it, and what came may have been of something between the page and the host.
   */
  async bucket<T>(index: number, read: (text: string) => T): Promise<T> {
    const damaged = this.damaged.get(index) ?? this.directoryError;
    if (damaged) {
      throw damaged;
    }
    try {
      return this.keep(index, await this.text(index, 'default'), read);
    } catch (error) {
      if (isOfTheHost(error)) {
        throw error;
      }
    }
    this.directory = undefined;
    try {
      return this.keep(index, await this.text(index, 'reload'), read);
    } catch (error) {
      if (isOfTheHost(error)) {
        throw error;
      }
      const found = new DamagedError(`bucket ${index} of ${this.url}: ${error}`);
      if (this.directory === undefined) {
        this.damagedDirectory = { error: found, untilMillis: this.clock.monotonicMillis() + DIRECTORY_AGAIN_MILLIS };
      } else {
        this.damaged.set(index, found);
      }
      throw found;
    }
  }

  private get directoryError(): DamagedError | undefined {
    const found = this.damagedDirectory;
    return found && this.clock.monotonicMillis() < found.untilMillis ? found.error : undefined;
  }

  /** Those read last are what a page that joins anew begins with. */
  private keep<T>(index: number, text: string, read: (text: string) => T): T {
    const value = read(text);
    this.texts.delete(index);
    this.texts.set(index, text);
    for (const oldest of [...this.texts.keys()].slice(0, -MOST_TEXTS)) {
      this.texts.delete(oldest);
    }
    return value;
  }

  private async text(index: number, cache: RequestCache): Promise<string> {
    const kept = this.texts.get(index);
    if (kept !== undefined) {
      return kept;
    }
    this.directory ??= await this.readDirectory(cache);
    return await this.member(memberRange(this.directory, index), cache);
  }

  private async readDirectory(cache: RequestCache): Promise<Directory> {
    const text = await this.member({ start: 0, end: this.day.directoryBytes }, cache);
    const directory = this.parse(text);
    this.memory.write(DIRECTORY, `${this.url}\n${text}`);
    return directory;
  }

  /** A pack never changes, so neither does its directory. */
  private remembered(): Directory | undefined {
    const text = this.memory.read(DIRECTORY);
    try {
      return text?.startsWith(`${this.url}\n`) ? this.parse(text.slice(this.url.length + 1)) : undefined;
    } catch {
      return undefined;
    }
  }

  private parse(text: string): Directory {
    return parseDirectory(text, bucketCount(this.day), this.day.directoryBytes);
  }

  private async member(range: ByteRange, cache: RequestCache): Promise<string> {
    const answer = await this.get(this.url, range, cache);
    return await inflateMember(cut(answer.status, answer.body, range));
  }
}
