/** The programme that a DATERANGE tells of. */
export interface DateRange {
  readonly id: string;
  readonly kind: string;
  readonly start: number;
  readonly seconds: string;
  readonly video: string;
  readonly title: string;
  /** Entries of its captions, language and hash. */
  readonly captions: readonly string[];
  /** The tag as printed, to compare where it is repeated. */
  readonly text: string;
}

export interface PublishedSegment {
  readonly videoKey: string;
  /** Number of its file. */
  readonly index: number;
  /** As printed, in whole microseconds. */
  readonly microseconds: number;
  /** Whether DISCONTINUITY stands before it. */
  readonly discontinuity: boolean;
  /** Printed date-time, milliseconds since 1970; only where there is one. */
  readonly dateTime?: number;
  readonly dateRange?: DateRange;
  readonly map?: string;
}

export interface BucketPlaylist {
  readonly targetDuration: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  readonly segments: readonly PublishedSegment[];
}

const header =
  /^#EXTM3U\n#EXT-X-VERSION:11\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-DEFINE:QUERYPARAM="r"\n#EXT-X-TARGETDURATION:(\d+)\n#EXT-X-MEDIA-SEQUENCE:(\d+)\n#EXT-X-DISCONTINUITY-SEQUENCE:(\d+)\n/;
const footer = "#EXT-X-ENDLIST\n";
const segmentLine = /^\.\.\/\.\.\/\.\.\/\.\.\/segments\/([a-z2-7]{26})\/\{\$r\}\/(\d{5,})\.m4s$/;
const mapLine = /^#EXT-X-MAP:URI="\.\.\/\.\.\/\.\.\/\.\.\/segments\/([a-z2-7]{26})\/\{\$r\}\/init\.mp4"$/;
const dateTimeLine = /^#EXT-X-PROGRAM-DATE-TIME:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;
const durationLine = /^#EXTINF:(\d+\.\d{6}),$/;
const dateRangeLine =
  /^#EXT-X-DATERANGE:ID="([^"]+)",CLASS="([^"]+)",START-DATE="([^"]+Z)",DURATION=(\d+\.\d{3}),X-VIDEO="([^"]+)",X-TITLE="([A-Za-z0-9._~%-]*)"(?:,X-CAPTIONS="((?:[a-z]{2,3}(?:-[a-z0-9]{2,8})*\.[a-z2-7]{13},?)+)")?$/;

/** Reads a bucket's playlist line by line; throws at a line that the contract does not know. */
export function readPlaylist(text: string): BucketPlaylist {
  const head = header.exec(text);
  if (head === null || !text.endsWith(footer)) {
    throw new Error(`not a bucket playlist: ${text.slice(0, 300)}`);
  }
  return {
    targetDuration: Number(head[1]),
    mediaSequence: Number(head[2]),
    discontinuitySequence: Number(head[3]),
    segments: readSegments(text.slice(head[0].length, -footer.length)),
  };
}

type Pending = { -readonly [K in keyof PublishedSegment]?: PublishedSegment[K] };

function readSegments(body: string): PublishedSegment[] {
  const segments: PublishedSegment[] = [];
  let pending: Pending = {};
  for (const line of body.split("\n").slice(0, -1)) {
    const uri = segmentLine.exec(line);
    if (uri === null) {
      readTag(line, pending);
      continue;
    }
    const { microseconds } = pending;
    if (microseconds === undefined) {
      throw new Error(`no EXTINF before ${line}`);
    }
    const [, videoKey = "", index] = uri;
    segments.push({ discontinuity: false, ...pending, microseconds, videoKey, index: Number(index) });
    pending = {};
  }
  return segments;
}

function readTag(line: string, pending: Pending): void {
  const duration = durationLine.exec(line)?.[1];
  const dateTime = dateTimeLine.exec(line)?.[1];
  const map = mapLine.exec(line)?.[1];
  if (duration !== undefined) {
    pending.microseconds = Math.round(Number(duration) * 1e6);
  } else if (line === "#EXT-X-DISCONTINUITY") {
    pending.discontinuity = true;
  } else if (dateTime !== undefined) {
    pending.dateTime = Date.parse(dateTime);
  } else if (map !== undefined) {
    pending.map = map;
  } else {
    pending.dateRange = readDateRange(line);
  }
}

function readDateRange(line: string): DateRange {
  const [text, id = "", kind = "", start = "", seconds = "", video = "", title = "", entries] =
    dateRangeLine.exec(line) ?? [];
  if (text === undefined) {
    throw new Error(`unknown line: ${line}`);
  }
  return {
    id,
    kind,
    start: Date.parse(start),
    seconds,
    video,
    title: decodeURIComponent(title),
    captions: entries?.split(",") ?? [],
    text,
  };
}
