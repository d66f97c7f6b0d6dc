import { parseInstant } from './instant.ts';

/** One EXT-X-DATERANGE: what the viewer is told about the picture. */
export interface Programme {
  readonly id: string;
  readonly kind: string;
  /** As it is aired; not a number where that is not told. */
  readonly startMillis: number;
  readonly endMillis: number;
  readonly video: string;
  /** Plain text, to be shown as text only. */
  readonly title: string;
  /** Entries of the captions it has, `de.aaaaaaaaaaaaa`, by language. */
  readonly captions: ReadonlyMap<string, string>;
}

export interface Segment {
  /** The file's own numbers, counted from the day's start. */
  readonly sequence: number;
  readonly discontinuity: number;
  readonly startMillis: number;
  readonly durationSeconds: number;
  readonly uri: string;
  readonly mapUri: string;
  readonly programme: Programme | undefined;
}

export interface BucketPlaylist {
  readonly targetDurationSeconds: number;
  readonly segments: readonly Segment[];
}

export function endMillis(segment: Segment): number {
  return segment.startMillis + segment.durationSeconds * 1000;
}

/** Reads the playlist of one bucket; `shiftMillis` moves every date, for an airing at another day's time. */
export function parseBucketPlaylist(text: string, shiftMillis: number): BucketPlaylist {
  const reader = new Reader(shiftMillis);
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '#EXTM3U') {
    throw new Error(`a playlist must begin with #EXTM3U, began with ${lines[0]?.slice(0, 40)}`);
  }
  for (const line of lines) {
    reader.line(line);
  }
  if (!reader.ended) {
    throw new Error('a bucket must end with #EXT-X-ENDLIST: it was cut short');
  }
  return { targetDurationSeconds: reader.targetDurationSeconds, segments: reader.segments };
}

class Reader {
  readonly segments: Segment[] = [];
  targetDurationSeconds = 0;
  ended = false;
  private readonly shiftMillis: number;
  private sequence = 0;
  private discontinuity = 0;
  private clockMillis = Number.NaN;
  private durationSeconds: number | undefined;
  private mapUri = '';
  private programme: Programme | undefined;

  constructor(shiftMillis: number) {
    this.shiftMillis = shiftMillis;
  }

  line(line: string): void {
    if (!line.startsWith('#')) {
      if (line !== '') {
        this.uri(line);
      }
      return;
    }
    const colon = line.indexOf(':');
    this.tag(colon < 0 ? line : line.slice(0, colon), colon < 0 ? '' : line.slice(colon + 1));
  }

  private tag(name: string, value: string): void {
    switch (name) {
      case '#EXT-X-TARGETDURATION':
        this.targetDurationSeconds = number(value);
        break;
      case '#EXT-X-MEDIA-SEQUENCE':
        this.sequence = number(value);
        break;
      case '#EXT-X-DISCONTINUITY-SEQUENCE':
        this.discontinuity = number(value);
        break;
      case '#EXT-X-DISCONTINUITY':
        this.discontinuity++;
        break;
      case '#EXT-X-PROGRAM-DATE-TIME':
        this.clockMillis = parseInstant(value) + this.shiftMillis;
        break;
      case '#EXT-X-DATERANGE':
        this.programme = programmeOf(attributes(value), this.shiftMillis);
        break;
      case '#EXT-X-MAP':
        this.mapUri = attributes(value).get('URI') ?? '';
        break;
      case '#EXTINF':
        this.durationSeconds = number(value.replace(/,.*$/, ''));
        break;
      case '#EXT-X-ENDLIST':
        this.ended = true;
        break;
    }
  }

  private uri(uri: string): void {
    const durationSeconds = this.durationSeconds;
    if (durationSeconds === undefined || this.mapUri === '' || Number.isNaN(this.clockMillis)) {
      throw new Error(`a segment needs EXTINF, EXT-X-MAP and a date-time before it: ${uri}`);
    }
    this.segments.push({
      sequence: this.sequence++,
      discontinuity: this.discontinuity,
      startMillis: this.clockMillis,
      durationSeconds,
      uri,
      mapUri: this.mapUri,
      programme: this.programme,
    });
    this.clockMillis += durationSeconds * 1000;
    this.durationSeconds = undefined;
  }
}

function programmeOf(attribute: Map<string, string>, shiftMillis: number): Programme {
  const startMillis = instantOf(attribute.get('START-DATE')) + shiftMillis;
  return {
    id: attribute.get('ID') ?? '',
    kind: attribute.get('CLASS') ?? '',
    startMillis,
    endMillis: startMillis + Number(attribute.get('DURATION')) * 1000,
    video: attribute.get('X-VIDEO') ?? '',
    title: decodeTitle(attribute.get('X-TITLE') ?? ''),
    captions: captionsOf(attribute.get('X-CAPTIONS') ?? ''),
  };
}

function instantOf(text: string | undefined): number {
  try {
    return parseInstant(text ?? '');
  } catch {
    return Number.NaN; // a date that cannot be read is no reason to show no picture
  }
}

const ENTRY = /^([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.[a-z2-7]{13}$/;

/** An entry that cannot be read is no captions, and no reason to show no picture. */
function captionsOf(entries: string): Map<string, string> {
  const matches = entries.split(',').map((entry) => ENTRY.exec(entry));
  return new Map(matches.flatMap((match) => (match ? [[match[1] ?? '', match[0]]] : [])));
}

function decodeTitle(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // a title that cannot be read is no reason to show no picture
  }
}

/** An attribute list (RFC 8216, 4.2); the order in a file does not matter. */
function attributes(list: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of list.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))/g)) {
    found.set(match[1] ?? '', match[2] ?? match[3] ?? '');
  }
  return found;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new Error(`a number was expected, was ${JSON.stringify(text)}`);
  }
  return value;
}
