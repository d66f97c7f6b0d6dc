import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { captionFile, languages } from "../clips/captions.ts";
import { type Clip, clips } from "../clips/clip.ts";
import { encodingArguments } from "../clips/encode.ts";
import { run } from "./jar.ts";

const hour = 3_600_000;

/** An input folder that an admin would fill. */
export class Input {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  put(path: string, content: string | Uint8Array): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Makes every file an hour old: younger than a minute it would not be ready. */
  age(): void {
    const then = new Date(Date.now() - hour);
    for (const entry of readdirSync(this.folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) {
        utimesSync(join(entry.parentPath, entry.name), then, then);
      }
    }
  }
}

/** Where a clip lies; some in a folder of their own, since videos may. */
export function videoPath(clip: Clip): string {
  return clip.number % 2 === 0 ? `videos/${clip.id}.mp4` : `videos/odd ones/${clip.id}.mp4`;
}

/** Encodes all clips and writes their sidecars. */
export async function putClips(input: Input): Promise<void> {
  for (const clip of clips) {
    const sidecar = videoPath(clip).replace(/mp4$/, "json");
    mkdirSync(dirname(join(input.folder, sidecar)), { recursive: true });
    if (clip.title !== undefined) {
      input.put(sidecar, JSON.stringify({ title: clip.title }));
    }
    for (const language of languages.get(clip.id) ?? []) {
      const { ending, text } = captionFile(clip, language);
      input.put(videoPath(clip).replace(/mp4$/, `${language}.${ending}`), text);
    }
  }
  await run("ffmpeg", "--", ...encodingArguments(clips, (clip) => join(input.folder, videoPath(clip))));
}
