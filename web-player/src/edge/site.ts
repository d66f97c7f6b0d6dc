import { type Airing, airingBucketAt, airingsAt, sourceOf } from '../pure/airing.ts';
import { type Audience, packPath } from '../pure/audience.ts';
import { contains } from '../pure/buckets.ts';
import type { Probe } from '../pure/clock.ts';
import { parseHttpDate } from '../pure/instant.ts';
import { type Day, type Live, NewerFormatError, parseLive } from '../pure/live.ts';
import { type BucketPlaylist, endMillis, parseBucketPlaylist } from '../pure/playlist.ts';
import { after } from '../wait.ts';
import type { DeviceClock } from './device-clock.ts';
import { type Answer, type Get, get, MissingError, textOf } from './http.ts';
import type { Memory } from './memory.ts';
import { Pack } from './pack.ts';

/** Below the root: empty, and never from a cache. */
export const TIME = 'time';
const REMEMBERED_LIVE = 'live';
/** So long the pointer is waited for before the one remembered is used. */
const PATIENCE_MILLIS = 1_500;
/** Today's and yesterday's, of a viewer and of the main channel. */
const MOST_PACKS = 4;

/** Something asked for before it is known to be needed. */
interface Asked<T> {
  readonly name: string;
  readonly answer: Promise<T>;
}

/** What is on by the device's clock. */
export interface Prepared {
  readonly airing: Airing;
  readonly playlist: BucketPlaylist;
}

/** A picture of what is on, for a page that cannot play it. */
export interface Still {
  readonly title: string;
  readonly posterUrl: string;
}

/** The published site, as far as the page reads it. */
export class Site {
  private readonly root: string;
  private readonly memory: Memory;
  private readonly clock: DeviceClock;
  private readonly get: Get;
  private readonly preloaded = new Map<string, Promise<Answer>>();
  private readonly packs = new Map<string, Pack>();
  private onLate: () => void = () => undefined;
  private preparedLive: Promise<Live> | undefined;
  private preparedMaster: Asked<string> | undefined;
  private preparedAiring: Airing | undefined;
  private preparedBucket: Asked<BucketPlaylist> | undefined;

  /** @param ask how objects are read */
  constructor(root: string, memory: Memory, clock: DeviceClock, ask: Get = get) {
    this.root = root;
    this.memory = memory;
    this.clock = clock;
    this.get = ask;
  }

  /**
   * Asks, beside the first request of `time`, for all that a join needs if the device's clock is right. The join takes these
   * answers if they are the ones that it needs.
   */
  async prepare(audience: Audience): Promise<Day | undefined> {
    this.preparedLive = this.liveInTime();
    const nowMillis = this.clock.epochMillis();
    const [airing] = await this.preparedLive.then(
      (live) => airingsAt(live, audience, nowMillis),
      () => [], // the join reports it
    );
    if (airing !== undefined) {
      const { index } = airingBucketAt(airing, nowMillis);
      this.preparedAiring = airing;
      this.preparedMaster = asked(airing.day.release, this.fetchMaster(airing.day.release));
      this.preparedBucket = asked(`${sourceOf(airing)}#${index}`, this.fetchBucket(airing, index));
    }
    return airing?.day;
  }

  /** What was prepared may hang on a network that is no more. */
  unprepare(): void {
    this.preparedLive = undefined;
    this.preparedMaster = undefined;
    this.preparedBucket = undefined;
  }

  /** The bucket that was prepared, if it can be had. */
  async prepared(): Promise<Prepared | undefined> {
    const { preparedAiring: airing } = this;
    const playlist = await this.preparedBucket?.answer.catch(() => undefined);
    return airing && playlist && { airing, playlist };
  }

  /** What is on by the device's clock, as a title and a picture of it, as far as that was prepared. */
  async preparedStill(): Promise<Still | undefined> {
    const segment = (await this.prepared())?.playlist.segments.find(
      (each) => this.clock.epochMillis() < endMillis(each),
    );
    const video = /\/(segments\/[a-z2-7]+)\//.exec(segment?.uri ?? '')?.[1];
    return video === undefined
      ? undefined
      : { title: segment?.programme?.title ?? '', posterUrl: `${this.root}${video}/poster.jpg` };
  }

  /** The pointer; when it cannot be had, or not soon, the one remembered, unless that is of another day. */
  async live(): Promise<Live> {
    const { preparedLive } = this;
    this.preparedLive = undefined;
    return await (preparedLive ?? this.liveInTime());
  }

  private async liveInTime(): Promise<Live> {
    const fetched = this.fetchLive();
    const remembered = this.rememberedLive();
    const nowMillis = this.clock.epochMillis();
    if (remembered === undefined || !remembered.days.some((day) => contains(day, nowMillis))) {
      return await fetched;
    }
    const first = await Promise.race([fetched, after(PATIENCE_MILLIS, undefined)]);
    if (first !== undefined) {
      return first;
    }
    void this.tellOfAnother(fetched, remembered);
    return remembered;
  }

  private async tellOfAnother(fetched: Promise<Live>, used: Live): Promise<void> {
    const live = await fetched.catch(() => used); // of a newer format: the next look says so
    if (live.publication !== used.publication) {
      this.onLate();
    }
  }

  /** Calls back when a pointer came after the remembered one was used in its place, and is another. */
  onLatePointer(came: () => void): void {
    this.onLate = came;
  }

  private async fetchLive(): Promise<Live> {
    try {
      const text = textOf(await this.get(`${this.root}live.json`));
      const live = parseLive(text);
      this.memory.write(REMEMBERED_LIVE, text);
      return live;
    } catch (error) {
      const remembered = this.rememberedLive();
      if (remembered === undefined || error instanceof NewerFormatError) {
        throw error;
      }
      return remembered;
    }
  }

  private rememberedLive(): Live | undefined {
    const text = this.memory.read(REMEMBERED_LIVE);
    try {
      return text === undefined ? undefined : parseLive(text);
    } catch {
      return undefined; // written by another version of the page
    }
  }

  async probe(): Promise<Probe> {
    const url = `${this.root}${TIME}`;
    const { headers, times } = await this.get(url, undefined, 'no-store');
    const { sentMillis, wholeMillis: receivedMillis } = times;
    return {
      ...(this.clock.requestSpan(url, sentMillis) ?? { sentMillis, receivedMillis }),
      dateMillis: parseHttpDate(headers.get('Date')),
      aged: headers.has('Age'),
    };
  }

  /** A host that answers at all is there, also one that has no `time`. */
  async isReachable(): Promise<boolean> {
    return await this.probe().then(
      () => true,
      (error) => error instanceof MissingError,
    );
  }

  async master(release: string): Promise<string> {
    const { preparedMaster } = this;
    this.preparedMaster = undefined;
    return await (preparedMaster?.name === release ? preparedMaster.answer : this.fetchMaster(release));
  }

  /** A bucket of an airing, with the dates of the airing. */
  async bucket(airing: Airing, index: number): Promise<BucketPlaylist> {
    const { preparedBucket } = this;
    this.preparedBucket = undefined;
    const isPrepared = preparedBucket?.name === `${sourceOf(airing)}#${index}`;
    return await (isPrepared ? preparedBucket.answer : this.fetchBucket(airing, index));
  }

  /** Asks for segments that hls.js will want, while it is still being set up. */
  preload(uris: readonly string[], packUrl: string): void {
    this.preloaded.clear();
    for (const uri of uris) {
      const { href } = new URL(uri, packUrl);
      const answer = this.get(href);
      answer.catch(() => undefined); // hls.js asks again, and reports it
      this.preloaded.set(href, answer);
    }
  }

  /** What was asked for ahead, once. */
  takePreloaded(url: string): Promise<Answer> | undefined {
    const answer = this.preloaded.get(url);
    this.preloaded.delete(url);
    return answer;
  }

  packUrl(airing: Airing): string {
    return this.root + packPath(airing.day.release, airing.audience);
  }

  private async fetchMaster(release: string): Promise<string> {
    return textOf(await this.get(`${this.root}releases/${release}/master.m3u8`));
  }

  private async fetchBucket(airing: Airing, index: number): Promise<BucketPlaylist> {
    return await this.pack(airing).bucket(index, (text) => parseBucketPlaylist(text, airing.shiftMillis));
  }

  private pack(airing: Airing): Pack {
    const url = this.packUrl(airing);
    const pack = this.packs.get(url) ?? new Pack(url, airing.day, this.memory, this.clock, this.get);
    this.packs.delete(url); // the one used last is the last to be forgotten
    this.packs.set(url, pack);
    for (const oldest of [...this.packs.keys()].slice(0, -MOST_PACKS)) {
      this.packs.delete(oldest);
    }
    return pack;
  }
}

function asked<T>(name: string, answer: Promise<T>): Asked<T> {
  answer.catch(() => undefined); // whoever takes it reports it; nobody may
  return { name, answer };
}
