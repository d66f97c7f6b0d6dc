import { bucketCount } from '../pure/buckets.ts';
import { type ByteRange, cut, type Directory, memberRange, parseDirectory } from '../pure/directory.ts';
import type { Day } from '../pure/live.ts';
import { DamagedError, type Get, get, isOfTheHost } from './http.ts';
import { inflateMember } from './inflate.ts';
import type { Memory } from './memory.ts';

const REMEMBERED = 'directory';

/** One day of one timeline on the host: the directory is read once, then one member a bucket. */
export class Pack {
  readonly url: string;
  private readonly day: Day;
  private readonly memory: Memory;
  private readonly get: Get;
  private directory: Directory | undefined;

  constructor(url: string, day: Day, memory: Memory, ask: Get = get) {
    this.url = url;
    this.day = day;
    this.memory = memory;
    this.get = ask;
    this.directory = this.remembered();
  }

  /** The bucket as `read` makes it of its text. What cannot be read is asked for once more, past all caches. */
  async bucket<T>(index: number, read: (text: string) => T): Promise<T> {
    try {
      return read(await this.text(index, 'default'));
    } catch (error) {
      if (isOfTheHost(error)) {
        throw error;
      }
    }
    this.directory = undefined;
    try {
      return read(await this.text(index, 'reload'));
    } catch (error) {
      throw isOfTheHost(error) ? error : new DamagedError(`bucket ${index} of ${this.url}: ${error}`);
    }
  }

  private async text(index: number, cache: RequestCache): Promise<string> {
    this.directory ??= await this.readDirectory(cache);
    return await this.member(memberRange(this.directory, index), cache);
  }

  private async readDirectory(cache: RequestCache): Promise<Directory> {
    const text = await this.member({ start: 0, end: this.day.directoryBytes }, cache);
    const directory = this.parse(text);
    this.memory.write(REMEMBERED, `${this.url}\n${text}`);
    return directory;
  }

  /** A pack never changes, so neither does its directory. */
  private remembered(): Directory | undefined {
    const text = this.memory.read(REMEMBERED);
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
