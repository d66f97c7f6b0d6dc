import { DamagedError, MissingError, UnreachableError } from './edge/http.ts';
import type { Site } from './edge/site.ts';
import { type Airing, airingBucketAt, airingsAt, sourceOf } from './pure/airing.ts';
import type { Audience } from './pure/audience.ts';
import { type Bridge, bridgesOf } from './pure/bridge.ts';
import { bucketCount, contains, type Span } from './pure/buckets.ts';
import { type Composer, HOLE_MILLIS } from './pure/composer.ts';
import type { Live } from './pure/live.ts';
import type { BucketPlaylist } from './pure/playlist.ts';
import { fetchMoment, refetchDelayMillis } from './pure/schedule.ts';

/** Neither a day nor an encore covers the instant, or every pack that might is missing or damaged. */
export class NothingOnAirError extends Error {
  /** When another bucket begins, which may be better. */
  readonly untilMillis: number | undefined;

  constructor(millis: number, untilMillis: number | undefined) {
    super(`nothing is on air at ${millis}`);
    this.untilMillis = untilMillis;
  }
}

interface Fetched {
  readonly airing: Airing;
  readonly span: Span;
  /** All of the bucket of which this may be a part. */
  readonly bucket: Span;
  /** What should have been shown, whether or not it could be had. */
  readonly preferred: string;
}

interface Found extends Fetched {
  readonly playlist: BucketPlaylist;
}

/** A join that begins in one bucket and ends in the next goes on all the same. */
const LATE_MILLIS = 2_000;
/** The present bucket, the one before it, and those ahead. */
const MOST_HELD = 4;

/** What a feed reads: the pointer, and buckets of packs. */
export type Packs = Pick<Site, 'live' | 'bucket'>;

/**
 * Keeps a composer filled from the packs of one audience. Its cursor is an instant, so the next bucket, the next day and an
 * encore are all the same step: whatever is on air at the cursor is appended, and the cursor moves to that bucket's end.
 */
export class Feed {
  private readonly packs: Packs;
  private readonly audience: Audience;
  private readonly composer: Composer;
  private readonly random: () => number;
  private fetched: Fetched[] = [];
  /** Of the day joined: hls.js reads their list once. */
  private rungs: string | undefined;
  private joinMillis = 0;
  private step: Promise<void> | undefined;
  /** A look that has not yet begun. */
  private waking: Promise<void> | undefined;
  private failures = 0;
  private notBeforeMillis = 0;
  private nextFetchMillis: number | undefined;
  private brokenAtMillis: number | undefined;

  constructor(packs: Packs, audience: Audience, composer: Composer, random: () => number) {
    this.packs = packs;
    this.audience = audience;
    this.composer = composer;
    this.random = random;
  }

  /** The airing that covers the instant, as far as it was fetched. */
  airingAt(millis: number): Airing | undefined {
    return this.fetched.findLast(({ span }) => span.fromMillis <= millis)?.airing;
  }

  /** From when on this list is not what is on air, and another must be begun; undefined while it goes on. */
  get breaksAtMillis(): number | undefined {
    return this.brokenAtMillis;
  }

  /** Fetches the bucket of this instant; what follows it comes by `tick`. */
  async join(wallMillis: number): Promise<void> {
    this.joinMillis = wallMillis;
    this.append(await this.find(await this.packs.live(), wallMillis));
  }

  /** Called once a second: fetches what is due. */
  async tick(wallMillis: number): Promise<void> {
    const last = this.fetched.at(-1);
    if (last === undefined || this.brokenAtMillis !== undefined) {
      return;
    }
    if (wallMillis >= last.span.toMillis + LATE_MILLIS) {
      this.brokenAtMillis = last.span.toMillis; // after a sleep: what lies between is over, so it is not fetched
      return;
    }
    if (!this.isDue(last, wallMillis)) {
      return;
    }
    await this.alone(wallMillis, async () => {
      const live = await this.packs.live();
      const next = await this.find(live, last.span.toMillis, true);
      if (await this.isStillOnAir(live, wallMillis)) {
        this.append(next);
        await this.complete(live);
      }
    });
  }

  /** What a damaged bucket gives comes in parts, all of them at once: what is on air there changes for all pages at the same instant. */
  private async complete(live: Live): Promise<void> {
    let last = this.fetched.at(-1);
    while (last !== undefined && isPart(last) && this.brokenAtMillis === undefined) {
      this.append(await this.find(live, last.span.toMillis, true));
      last = this.fetched.at(-1);
    }
  }

  /** After a sleep, or when the network is back: looks whether another release is on air by now. */
  async wake(nowMillis: () => number): Promise<void> {
    if (this.step === undefined) {
      await this.look(nowMillis());
      return;
    }
    this.waking ??= this.lookAfterStep(nowMillis);
    await this.waking;
  }

  /** The step under way may have read the pointer of before. */
  private async lookAfterStep(nowMillis: () => number): Promise<void> {
    while (this.step) {
      await this.step;
    }
    this.waking = undefined;
    await this.look(nowMillis());
  }

  private async look(wallMillis: number): Promise<void> {
    this.notBeforeMillis = wallMillis;
    if (this.fetched.length > 0 && this.brokenAtMillis === undefined) {
      await this.alone(wallMillis, async () => void (await this.isStillOnAir(await this.packs.live(), wallMillis)));
    }
  }

  /** Never twice at once, since a bucket appended twice breaks the order. */
  private async alone(wallMillis: number, step: () => Promise<void>): Promise<void> {
    this.step ??= this.tried(wallMillis, step).finally(() => {
      this.step = undefined;
    });
    await this.step;
  }

  private async tried(wallMillis: number, step: () => Promise<void>): Promise<void> {
    try {
      await step();
      this.failures = 0;
    } catch {
      this.failures++;
      const spareMillis = (this.fetched.at(-1)?.span.toMillis ?? wallMillis) - wallMillis;
      this.notBeforeMillis = wallMillis + refetchDelayMillis(this.failures, this.random(), spareMillis);
    }
  }

  private isDue(last: Fetched, wallMillis: number): boolean {
    const { airing, bucket, span } = last;
    if (wallMillis < this.notBeforeMillis) {
      return false;
    }
    this.nextFetchMillis ??= isPart(last)
      ? wallMillis + (this.random() * (span.toMillis - wallMillis)) / 2
      : fetchMoment(bucket, airing.day.bucketSeconds, this.joinMillis, this.random());
    return wallMillis >= this.nextFetchMillis;
  }

  /**
   * Whether what was fetched is still what the pointer names. A corrected release that shows the same changes nothing on
   * screen; one that does not breaks the list where they part.
   */
  private async isStillOnAir(live: Live, wallMillis: number): Promise<boolean> {
    for (const [i, { span, preferred }] of this.fetched.entries()) {
      const millis = Math.max(wallMillis, span.fromMillis);
      const [wanted] = airingsAt(live, this.audience, millis);
      if (millis >= span.toMillis || wanted === undefined || sourceOf(wanted) === preferred) {
        continue;
      }
      const found = await this.find(live, millis);
      if (!this.hasSameRungs(found.airing) || !this.composer.agreesFrom(millis, found.playlist)) {
        this.brokenAtMillis = millis;
        return false;
      }
      const { airing, bucket, preferred: nowPreferred } = found;
      this.fetched[i] = { airing, bucket, span, preferred: nowPreferred };
    }
    return true;
  }

  /**
   * The best of what may go out at the instant that can be had.
   *
   * @param isPatient fails where the host is in trouble, and later tells more
   */
  private async find(live: Live, millis: number, isPatient = false): Promise<Found> {
    const airings = airingsAt(live, this.audience, millis);
    const [best] = airings;
    let betterFromMillis = Number.POSITIVE_INFINITY;
    for (const airing of airings) {
      const parts = await this.partsOf(airing, millis, isPatient);
      const part = parts.find(({ span }) => contains(span, millis));
      if (part) {
        const bucket = airingBucketAt(airing, millis).span;
        return { airing, bucket, ...until(part, betterFromMillis), preferred: sourceOf(best ?? airing) };
      }
      const begins = parts.map(({ span }) => span.fromMillis).filter((fromMillis) => fromMillis > millis);
      betterFromMillis = Math.min(betterFromMillis, ...begins);
    }
    const endMillis = best && airingBucketAt(best, millis).span.toMillis;
    throw new NothingOnAirError(millis, endMillis && Math.min(endMillis, betterFromMillis));
  }

  /** The bucket at an instant; if it is damaged, what its neighbours tell of it. Nothing where there is no pack. */
  private async partsOf(airing: Airing, millis: number, isPatient: boolean): Promise<readonly Bridge[]> {
    const { index, span } = airingBucketAt(airing, millis);
    try {
      return [{ span, playlist: await this.packs.bucket(airing, index) }];
    } catch (error) {
      if (error instanceof MissingError) {
        return [];
      }
      if (!(error instanceof DamagedError)) {
        throw error;
      }
    }
    const neighbours = [index - 1, index + 1].map((each) => this.neighbour(airing, each, isPatient));
    const [before, after] = await Promise.all(neighbours);
    return bridgesOf(span, before, after);
  }

  private async neighbour(airing: Airing, index: number, isPatient: boolean): Promise<BucketPlaylist | undefined> {
    if (index < 0 || index >= bucketCount(airing.day)) {
      return undefined;
    }
    return await this.packs.bucket(airing, index).catch((error) => {
      if (isPatient && error instanceof UnreachableError) {
        throw error;
      }
      return undefined;
    });
  }

  private hasSameRungs(airing: Airing): boolean {
    return rungsOf(airing) === this.rungs;
  }

  private append({ playlist, ...fetched }: Found): void {
    const source = sourceOf(fetched.airing);
    this.rungs ??= rungsOf(fetched.airing);
    const isContinued = this.hasSameRungs(fetched.airing) && this.composer.isContinuedBy(source, playlist);
    const appended = isContinued ? this.composer.append(source, playlist) : 0;
    const isCovered = (this.composer.endMillis ?? 0) > fetched.span.toMillis - HOLE_MILLIS;
    if (!isContinued || (appended === 0 && !isCovered)) {
      this.brokenAtMillis = this.fetched.at(-1)?.span.toMillis ?? fetched.span.fromMillis;
      return;
    }
    this.fetched = [...this.fetched.slice(1 - MOST_HELD), fetched];
    this.nextFetchMillis = undefined;
  }
}

function isPart({ bucket, span }: Fetched): boolean {
  return span.toMillis < bucket.toMillis;
}

function rungsOf({ day }: Airing): string {
  return day.rungs.map(({ id }) => id).join();
}

/** What stands in gives way when something better can be had again. */
function until({ span, playlist }: Bridge, millis: number): Bridge {
  const segments = playlist.segments.filter(({ startMillis }) => startMillis < millis);
  return {
    span: { ...span, toMillis: Math.min(span.toMillis, millis) },
    playlist: { ...playlist, segments },
  };
}
