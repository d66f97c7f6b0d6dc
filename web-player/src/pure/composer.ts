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
const HOLE_MILLIS = 50;
const AHEAD_MILLIS = 180_000;

/**
 * The append-only list of segments behind one hls.js instance. hls.js refuses a media sequence that falls and an update
 * in which a known number means another segment, so nothing here is ever renumbered, replaced or removed.
 */
export class Composer {
  private readonly list: Composed[] = [];
  private targetDurationSeconds = 1;
  private window: Window | undefined;

  get segments(): readonly Composed[] {
    return this.list;
  }

  get endMillis(): number | undefined {
    const last = this.list.at(-1);
    return last && endMillis(last);
  }

  /** Appends a bucket that follows what is here; `source` names the timeline it was read from. Returns how many were new. */
  append(source: string, playlist: BucketPlaylist): number {
    const before = this.list.length;
    for (const segment of playlist.segments) {
      if (!this.isRepeated(source, segment)) {
        this.push(source, segment);
      }
    }
    this.targetDurationSeconds = Math.max(this.targetDurationSeconds, playlist.targetDurationSeconds);
    return this.list.length - before;
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
    const playing = Math.max(0, this.indexAfter(playheadMillis) - 1);
    const first = Math.max(this.window?.first ?? 0, playing - 1);
    let end = Math.max(this.window?.end ?? 0, Math.min(first + 1, this.list.length));
    while (end < this.list.length && (this.list[end]?.startMillis ?? 0) < playheadMillis + AHEAD_MILLIS) {
      end++;
    }
    this.window = { first, end };
  }

  /**
   * The same version of the list for every rendition that asks before the next `advance`: for the rungs, or for captions in
   * a language.
   */
  text(captions?: string): string {
    const { first, end } = this.window ?? { first: 0, end: this.list.length };
    const shown = this.list.slice(first, end);
    const lines = [
      '#EXTM3U',
      '#EXT-X-VERSION:11',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-DEFINE:QUERYPARAM="r"',
      `#EXT-X-TARGETDURATION:${this.targetDurationSeconds}`,
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      `#EXT-X-DISCONTINUITY-SEQUENCE:${shown[0]?.composedDiscontinuity ?? 0}`,
    ];
    shown.forEach((segment, i) => {
      lines.push(...linesOf(segment, shown[i - 1], captions));
    });
    return `${lines.join('\n')}\n`;
  }

  /** Where the window begins on the media timeline's zero, for the first version that an instance reads. */
  get windowStart(): Composed | undefined {
    return this.list[this.window?.first ?? 0];
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
    this.list.push({ ...segment, source, place: this.list.length, composedDiscontinuity });
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
