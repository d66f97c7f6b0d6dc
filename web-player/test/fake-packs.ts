import type { Packs } from '../src/feed.ts';
import type { Airing } from '../src/pure/airing.ts';
import { bucketSpan } from '../src/pure/buckets.ts';
import type { Day, Live } from '../src/pure/live.ts';
import type { BucketPlaylist } from '../src/pure/playlist.ts';
import { dayOf, liveOf } from './pure/days.ts';

export const SEGMENT_MILLIS = 4_000;

export const TODAY = dayOf();

/** A site in memory: four-second segments, named after what shows them, and troubles on demand. */
export class FakePacks implements Packs {
  days: readonly Day[] = [TODAY];
  readonly asked: string[] = [];
  /** By release and bucket, or by release and audience. */
  readonly troubles = new Map<string, Error>();
  /** Releases, or single buckets of them, that show the same carry one name. */
  readonly shownAs = new Map<string, string>();
  /** How much later than the day a release's segments begin. */
  readonly lateMillis = new Map<string, number>();
  liveAsked = 0;

  async live(): Promise<Live> {
    this.liveAsked++;
    return liveOf(...this.days);
  }

  async bucket(airing: Airing, index: number): Promise<BucketPlaylist> {
    const { release } = airing.day;
    const who = airing.audience.kind === 'viewer' ? 'viewer' : airing.audience.name;
    this.asked.push(`${release} ${who} ${index}`);
    const trouble = this.troubles.get(`${release} ${who} ${index}`) ?? this.troubles.get(`${release} ${who}`);
    if (trouble) {
      throw trouble;
    }
    const shown = this.shownAs.get(`${release} ${index}`) ?? this.shownAs.get(release) ?? release;
    return this.playlist(airing, index, `${shown}/${who}`);
  }

  private playlist({ day, shiftMillis }: Airing, index: number, name: string): BucketPlaylist {
    const { fromMillis, toMillis } = bucketSpan(day, index);
    const late = this.lateMillis.get(day.release) ?? 0;
    const first = Math.max(0, Math.ceil((fromMillis - day.fromMillis - late) / SEGMENT_MILLIS) - 1);
    const end = Math.ceil((toMillis - day.fromMillis - late) / SEGMENT_MILLIS);
    const segments = Array.from({ length: end - first }, (_, i) => ({
      sequence: first + i,
      discontinuity: 0,
      startMillis: day.fromMillis + late + shiftMillis + (first + i) * SEGMENT_MILLIS,
      durationSeconds: SEGMENT_MILLIS / 1000,
      uri: `${name}/${first + i}.m4s`,
      mapUri: `${name}/init.mp4`,
      programme: undefined,
    }));
    return { targetDurationSeconds: 4, segments };
  }
}
