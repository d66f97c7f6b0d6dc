import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BucketedDay, bucketCount, type PlacedSegment, place } from "./day.ts";
import { readPack } from "./pack.ts";
import { readPlaylist } from "./playlist.ts";

export interface PublishedRung {
  readonly id: string;
  readonly bandwidth: number;
  readonly width: number;
  readonly height: number;
  readonly codecs: string;
}

export interface PublishedDay extends BucketedDay {
  readonly release: string;
  readonly directoryBytes: number;
  readonly rungs: readonly PublishedRung[];
}

export interface PublishedVideo {
  readonly id: string;
  readonly title: string;
  readonly frameRate: string;
  readonly segmentFrames: readonly number[];
  readonly bytes: Readonly<Record<string, number>>;
  readonly poster: string;
}

/** Reads the files of a site as any stranger could. */
export class Site {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The days of live.json, first first. */
  days(): PublishedDay[] {
    const live = JSON.parse(this.text("live.json")) as {
      format: number;
      days: (Omit<PublishedDay, "from" | "to"> & { from: string; to: string })[];
    };
    return live.days.map((day) => ({ ...day, from: Date.parse(day.from), to: Date.parse(day.to) }));
  }

  /** A day of the viewer with this key, or of a channel, bucket by bucket. */
  timeline(day: PublishedDay, viewer: { key: string } | { channel: string }): PlacedSegment[][] {
    const file = "key" in viewer ? `${viewer.key.slice(0, 2)}/${viewer.key}` : `c/${viewer.channel}`;
    const pack = this.bytes(`releases/${day.release}/timelines/${file}.pack`);
    return readPack(pack, bucketCount(day)).map((text, k) => place(k, readPlaylist(text)));
  }

  video(videoKey: string): PublishedVideo {
    return JSON.parse(this.text(`segments/${videoKey}/video.json`)) as PublishedVideo;
  }

  /** Each complete video by its key, slate among them. */
  videos(): Map<string, PublishedVideo> {
    const keys = readdirSync(join(this.folder, "segments"));
    const complete = keys.filter((key) => this.has(`segments/${key}/video.json`));
    return new Map(complete.map((key) => [key, this.video(key)]));
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  bytes(path: string): Buffer {
    return readFileSync(join(this.folder, path));
  }

  text(path: string): string {
    return this.bytes(path).toString("utf8");
  }
}
