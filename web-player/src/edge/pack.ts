import { bucketCount } from '../pure/buckets.ts';
import { type ByteRange, cut, type Directory, memberRange, parseDirectory } from '../pure/directory.ts';
import type { Day } from '../pure/live.ts';
import { get } from './http.ts';
import { inflateMember } from './inflate.ts';

/** One day of one timeline on the host: the directory is read once, then one member a bucket. */
export class Pack {
  readonly url: string;
  private readonly day: Day;
  private directory: Directory | undefined;

  constructor(url: string, day: Day) {
    this.url = url;
    this.day = day;
  }

  async bucket(index: number): Promise<string> {
    this.directory ??= await this.readDirectory();
    return await this.member(memberRange(this.directory, index));
  }

  private async readDirectory(): Promise<Directory> {
    const { directoryBytes } = this.day;
    const text = await this.member({ start: 0, end: directoryBytes });
    return parseDirectory(text, bucketCount(this.day), directoryBytes);
  }

  private async member(range: ByteRange): Promise<string> {
    const answer = await get(this.url, range);
    return await inflateMember(cut(answer.status, answer.body, range));
  }
}
