import { MissingError } from './edge/http.ts';
import type { Site } from './edge/site.ts';
import { type Airing, airingBucketAt, airingsAt, sourceOf } from './pure/airing.ts';
import type { Audience } from './pure/audience.ts';
import type { Span } from './pure/buckets.ts';
import type { Composer } from './pure/composer.ts';
import { parseBucketPlaylist } from './pure/playlist.ts';
import { bucketsAhead, fetchMoment, retryDelayMillis } from './pure/schedule.ts';

/** Neither a day nor an encore covers the instant, or every pack that might is missing. */
export class NothingOnAirError extends Error {}

interface Fetched {
  readonly airing: Airing;
  readonly span: Span;
}

/**
 * Keeps a composer filled from the packs of one audience. Its cursor is an instant, so the next bucket, the next day and an
 * encore are all the same step: whatever is on air at the cursor is appended, and the cursor moves to that bucket's end.
 */
export class Feed {
  private readonly site: Site;
  private readonly audience: Audience;
  private readonly composer: Composer;
  private readonly random: () => number;
  private readonly fetched: Fetched[] = [];
  private joinMillis = 0;
  private filling = false;
  private failures = 0;
  private notBeforeMillis = 0;
  private nextFetchMillis: number | undefined;

  constructor(site: Site, audience: Audience, composer: Composer, random: () => number) {
    this.site = site;
    this.audience = audience;
    this.composer = composer;
    this.random = random;
  }

  /** The airing that covers the instant, as far as it was fetched. */
  airingAt(millis: number): Airing | undefined {
    return this.fetched.findLast(({ span }) => span.fromMillis <= millis)?.airing;
  }

  /** Fetches the bucket of this instant; what follows it comes by `tick`. */
  async join(wallMillis: number): Promise<void> {
    this.joinMillis = wallMillis;
    await this.appendBucketAt(wallMillis);
  }

  /** Called once a second: fetches what is due, never twice at once, since a bucket appended twice breaks the order. */
  async tick(wallMillis: number): Promise<void> {
    const cursorMillis = this.fetched.at(-1)?.span.toMillis;
    if (this.filling || cursorMillis === undefined || wallMillis < this.notBeforeMillis || !this.isDue(wallMillis)) {
      return;
    }
    this.filling = true;
    try {
      await this.appendBucketAt(cursorMillis);
      this.failures = 0;
    } catch {
      this.failures++;
      this.notBeforeMillis = wallMillis + retryDelayMillis(this.failures, this.random());
    } finally {
      this.filling = false;
    }
  }

  private isDue(wallMillis: number): boolean {
    const present = this.fetched.find(({ span }) => wallMillis < span.toMillis);
    if (present === undefined) {
      return true;
    }
    const ahead = this.fetched.length - 1 - this.fetched.indexOf(present);
    if (ahead >= bucketsAhead(present.airing.day.bucketSeconds)) {
      return false;
    }
    this.nextFetchMillis ??= fetchMoment(present.span, this.joinMillis, this.random());
    return wallMillis >= this.nextFetchMillis;
  }

  private async appendBucketAt(millis: number): Promise<void> {
    const live = await this.site.live();
    for (const airing of airingsAt(live, this.audience, millis)) {
      try {
        await this.append(airing, millis);
        return;
      } catch (error) {
        if (!(error instanceof MissingError)) {
          throw error;
        }
      }
    }
    throw new NothingOnAirError(`nothing is on air at ${millis}`);
  }

  private async append(airing: Airing, millis: number): Promise<void> {
    const { index, span } = airingBucketAt(airing, millis);
    const text = await this.site.pack(airing).bucket(index);
    this.composer.append(sourceOf(airing), parseBucketPlaylist(text, airing.shiftMillis));
    this.fetched.push({ airing, span });
    this.nextFetchMillis = undefined;
  }
}
