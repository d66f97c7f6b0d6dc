import { formatInstant } from './instant.ts';
import { type BucketPlaylist, endMillis, type Segment } from './playlist.ts';

/** A segment in the composer's own numbering, given once when it is appended and never changed. */
export interface Composed extends Segment {
  readonly source: string;
  /** Media sequence in the text that hls.js reads: the place in the list. */
  readonly place: number;
  readonly composedDiscontinuity: number;
}

/** The part of the list that one version of the text shows. */
interface Window {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Fills below this are the half frame that law 1 of a timeline allows, not a hole in it. */
export const HOLE_MILLIS = 50;
const AHEAD_MILLIS = 180_000;
/** Behind the window hls.js may still hold what an older version of the text showed; what lies further back is forgotten. */
const KEPT_BEHIND = 32;
/** Dates are printed to the millisecond, and a release may be rounded otherwise than the one before. */
const SAME_INSTANT_MILLIS = 2;

/**
 * The append-only list of segments behind one hls.js instance. hls.js refuses a media sequence that falls and an update
 * in which a known number means another segment, so nothing here is ever renumbered or replaced, and only the past is forgotten.
 */
export class Composer {
  private list: Composed[] = [];
  /** How many segments of the list's beginning are gone. */
  private forgotten = 0;
  private targetDurationSeconds = 1;
  private window: Window | undefined;

  /** Those that are not yet forgotten, in order. */
  get segments(): readonly Composed[] {
    return this.list;
  }

  /** The segment of a place, unless it lies too far back or was never appended. */
  segment(place: number): Composed | undefined {
    return this.list[place - this.forgotten];
  }

  get endMillis(): number | undefined {
    const last = this.list.at(-1);
    return last && endMillis(last);
  }

  /** Appends a bucket that follows what is here; `source` names the timeline it was read from. Returns how many were new. */
  append(source: string, playlist: BucketPlaylist): number {
    const before = this.end;
    for (const segment of playlist.segments) {
      if (!this.isRepeated(source, segment)) {
        this.push(source, segment);
      }
    }
    this.targetDurationSeconds = Math.max(this.targetDurationSeconds, playlist.targetDurationSeconds);
    return this.end - before;
  }

  /** Whether a bucket goes on where the list ends. One that does not is for another list, not to be spliced in here. */
  isContinuedBy(source: string, playlist: BucketPlaylist): boolean {
    const last = this.list.at(-1);
    const next = playlist.segments.find((segment) => !this.isRepeated(source, segment));
    return last === undefined || next === undefined || Math.abs(next.startMillis - endMillis(last)) <= HOLE_MILLIS;
  }

  /** Whether another timeline shows the same from an instant on, as far as both reach: then nothing on screen need change. */
  agreesFrom(millis: number, playlist: BucketPlaylist): boolean {
    return playlist.segments.every((segment) => {
      const mine = this.at(segment.startMillis + SAME_INSTANT_MILLIS);
      return endMillis(segment) <= millis || segment.startMillis >= (this.endMillis ?? 0) || isSame(mine, segment);
    });
  }

  /** The segment whose half-open span holds the instant; none in a hole or outside the list. */
  at(millis: number): Composed | undefined {
    const candidate = this.lastStartedBy(millis);
    return candidate && millis < endMillis(candidate) ? candidate : undefined;
  }

  /** The first segment that starts after the instant. */
  after(millis: number): Composed | undefined {
    return this.list[this.indexAfter(millis)];
  }

  /** The next hole that ends after the instant: nothing is on air in it, and the last frame stays on screen. */
  holeAfter(millis: number): { fromMillis: number; toMillis: number } | undefined {
    for (let i = Math.max(1, this.indexAfter(millis)); i < this.list.length; i++) {
      const before = this.list[i - 1];
      const behind = this.list[i];
      if (before && behind && behind.startMillis - endMillis(before) > HOLE_MILLIS) {
        return { fromMillis: endMillis(before), toMillis: behind.startMillis };
      }
    }
    return undefined;
  }

  /** Moves the window to the playhead: from one segment behind it to 180 s ahead. It never moves back. */
  advance(playheadMillis: number): void {
    const playing = this.forgotten + Math.max(0, this.indexAfter(playheadMillis) - 1);
    const first = Math.max(this.window?.first ?? 0, playing - 1);
    const end = Math.max(this.window?.end ?? 0, Math.min(first + 1, this.end));
    this.window = { first, end };
    this.extend(playheadMillis);
    this.forgetBefore(first - KEPT_BEHIND);
  }

  /** Lets the window reach to 180 s ahead of the playhead, as far as was appended, and begin where it began. */
  extend(playheadMillis: number): void {
    const { first, end: before } = this.window ?? { first: this.forgotten, end: this.forgotten };
    let end = before;
    while (end < this.end && (this.segment(end)?.startMillis ?? 0) < playheadMillis + AHEAD_MILLIS) {
      end++;
    }
    this.window = { first, end };
  }

  /**
   * The same version of the list for every rendition that asks before the window is moved again: for the rungs, or for
   * captions in a language. It may say where to start, in seconds from its beginning: hls.js, when the first thing that it asks for
   * fails, would begin anew at what it takes for the live edge, three minutes ahead.
   */
  text(captions?: string, startSeconds?: number): string {
    const { first, end } = this.window ?? { first: 0, end: this.end };
    const shown = this.list.slice(first - this.forgotten, end - this.forgotten);
    const lines = [
      '#EXTM3U',
      '#EXT-X-VERSION:11',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-DEFINE:QUERYPARAM="r"',
      `#EXT-X-TARGETDURATION:${this.targetDurationSeconds}`,
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      `#EXT-X-DISCONTINUITY-SEQUENCE:${shown[0]?.composedDiscontinuity ?? 0}`,
      // RFC 8216bis, section 4.4.2.2.
      ...(startSeconds === undefined ? [] : [`#EXT-X-START:TIME-OFFSET=${startSeconds.toFixed(3)}`]),
    ];
    shown.forEach((segment, i) => {
      lines.push(...linesOf(segment, shown[i - 1], captions));
    });
    return `${lines.join('\n')}\n`;
  }

  /** From where the window begins: on the media timeline's zero, for the first version that an instance reads. */
  get ahead(): readonly Composed[] {
    return this.list.slice((this.window?.first ?? 0) - this.forgotten);
  }

  /** The place of the next segment to be appended. */
  private get end(): number {
    return this.forgotten + this.list.length;
  }

  private forgetBefore(place: number): void {
    if (place >= this.forgotten + KEPT_BEHIND) {
      this.list = this.list.slice(place - this.forgotten);
      this.forgotten = place;
    }
  }

  private isRepeated(source: string, segment: Segment): boolean {
    const last = this.list.at(-1);
    if (last === undefined) {
      return false;
    }
    if (last.source !== source) {
      return segment.startMillis < endMillis(last) - HOLE_MILLIS;
    }
    if (segment.sequence > last.sequence + 1) {
      throw new Error(`segment ${last.sequence} must be followed by the next, was followed by ${segment.sequence}`);
    }
    return segment.sequence <= last.sequence;
  }

  private push(source: string, segment: Segment): void {
    const last = this.list.at(-1);
    const breaks = last !== undefined && (last.source !== source || last.discontinuity !== segment.discontinuity);
    const composedDiscontinuity = (last?.composedDiscontinuity ?? 0) + (breaks ? 1 : 0);
    this.list.push({ ...segment, source, place: this.end, composedDiscontinuity });
  }

  private lastStartedBy(millis: number): Composed | undefined {
    return this.list[this.indexAfter(millis) - 1];
  }

  /** Index of the first segment that starts after the instant. */
  private indexAfter(millis: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle]?.startMillis ?? 0) <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

function isSame(mine: Composed | undefined, other: Segment): boolean {
  return mine?.uri === other.uri && Math.abs(mine.startMillis - other.startMillis) <= SAME_INSTANT_MILLIS;
}

function linesOf(segment: Composed, before: Composed | undefined, captions: string | undefined): string[] {
  const breaks = before !== undefined && before.composedDiscontinuity !== segment.composedDiscontinuity;
  const lines = breaks ? ['#EXT-X-DISCONTINUITY'] : [];
  if (captions === undefined && (breaks || before?.mapUri !== segment.mapUri)) {
    lines.push(`#EXT-X-MAP:URI="${segment.mapUri}"`);
  }
  // Each segment carries its date, so that hls.js aligns renditions by it whatever the window's first segment is.
  lines.push(`#EXT-X-PROGRAM-DATE-TIME:${formatInstant(segment.startMillis)}`);
  const uri = captions === undefined ? segment.uri : captionUri(segment, captions);
  lines.push(`#EXTINF:${segment.durationSeconds.toFixed(6)},`, uri);
  return lines;
}

/** Shared by all programmes that have no captions in a language; every pack lies four levels below the site's root. */
const EMPTY_CAPTIONS = '../../../../segments/empty.vtt';

function captionUri({ uri, programme }: Segment, language: string): string {
  const entry = programme?.captions.get(language);
  return entry === undefined ? EMPTY_CAPTIONS : uri.replace('{$r}', `t-${entry}`).replace(/\.m4s$/, '.vtt');
}
