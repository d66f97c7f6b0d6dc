import type { Packs } from '../src/feed.ts';
import type { Airing } from '../src/pure/airing.ts';
import { bucketSpan } from '../src/pure/buckets.ts';
import type { Day, Live } from '../src/pure/live.ts';
import type { BucketPlaylist, Segment } from '../src/pure/playlist.ts';
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
  /** How much later than the day the segments of a release begin, or those of an audience of it. */
  readonly lateMillis = new Map<string, number>();
  liveAsked = 0;
  /** The viewer's segments from one on come so much later; nothing is on air before it. */
  gap: { readonly fromSegment: number; readonly millis: number } | undefined;
  /** So many segments make a programme; undefined where the packs tell of none. */
  programmeSegments: number | undefined;

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
    const late = this.lateMillis.get(`${release} ${who}`) ?? this.lateMillis.get(release) ?? 0;
    return this.playlist(airing, index, `${shown}/${who}`, late);
  }

  private playlist({ day, shiftMillis }: Airing, index: number, name: string, late: number): BucketPlaylist {
    const { fromMillis, toMillis } = bucketSpan(day, index);
    const first = Math.max(0, Math.ceil((fromMillis - day.fromMillis - late) / SEGMENT_MILLIS) - 1);
    const end = Math.ceil((toMillis - day.fromMillis - late) / SEGMENT_MILLIS);
    const zero = day.fromMillis + late + shiftMillis;
    const segments = Array.from({ length: end - first }, (_, i) => this.segment(first + i, zero, name));
    return { targetDurationSeconds: 4, segments };
  }

  private segment(sequence: number, zeroMillis: number, name: string): Segment {
    const length = this.programmeSegments ?? Number.POSITIVE_INFINITY;
    const number = Math.floor(sequence / length);
    const isLater = name.endsWith('viewer') && this.gap !== undefined && sequence >= this.gap.fromSegment;
    const laterMillis = isLater ? (this.gap?.millis ?? 0) : 0;
    const startMillis = zeroMillis + laterMillis + number * length * SEGMENT_MILLIS;
    const told = { id: `${number}`, kind: 'programme', video: name, title: name, captions: new Map() };
    const isTold = this.programmeSegments !== undefined;
    return {
      sequence,
      discontinuity: isTold ? number : 0,
      startMillis: zeroMillis + laterMillis + sequence * SEGMENT_MILLIS,
      durationSeconds: SEGMENT_MILLIS / 1000,
      uri: `${name}/${`${isTold ? sequence % length : sequence}`.padStart(5, '0')}.m4s`,
      mapUri: `${name}/init.mp4`,
      programme: isTold ? { ...told, startMillis, endMillis: startMillis + length * SEGMENT_MILLIS } : undefined,
    };
  }
}
