import type { Clip } from "./clip.ts";
import { band, codeExpression, columns, rows } from "./code.ts";

/** ffmpeg's arguments that make all clips in one process: starting it costs more than a short clip. */
export function encodingArguments(clips: readonly Clip[], pathOf: (clip: Clip) => string): string[] {
  return [
    "-hide_banner",
    "-loglevel",
    "error",
    "-y",
    ...clips.flatMap((clip) => ["-f", "lavfi", "-i", source(clip)]),
    ...clips.flatMap((clip, input) => [...encoder(clip, input), pathOf(clip)]),
  ];
}

/** A moving test card, which shows its own clock, with the code over its middle. */
function source(clip: Clip): string {
  const rate = `${clip.rate.numerator}/${clip.rate.denominator}`;
  const bit = `mod(floor(${codeExpression(clip.number)}/pow(2,X+${columns}*Y)),2)`;
  const height = Math.round(clip.height * band.height);
  const top = Math.round(clip.height * band.top);
  const picture = [
    `testsrc2=size=${clip.width}x${clip.height}:rate=${rate}[card]`,
    `color=black:size=${columns}x${rows}:rate=${rate},format=gray,geq=lum='255*${bit}',` +
      `scale=${clip.width}:${height}:flags=neighbor[code]`,
    `[card][code]overlay=0:${top},trim=end_frame=${clip.frames},format=yuv420p[out0]`,
  ];
  return [...picture, ...tone(clip)].join(";");
}

function tone(clip: Clip): string[] {
  if (clip.toneHz === undefined) {
    return [];
  }
  const seconds = (clip.frames * clip.rate.denominator) / clip.rate.numerator;
  return [`sine=frequency=${clip.toneHz}:sample_rate=48000:duration=${seconds.toFixed(6)}[out1]`];
}

function encoder(clip: Clip, input: number): string[] {
  const picture = ["-map", `${input}:v`, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-g", "50"];
  const sound = ["-map", `${input}:a`, "-c:a", "aac", "-b:a", "96k"];
  return clip.toneHz === undefined ? picture : [...picture, ...sound];
}
