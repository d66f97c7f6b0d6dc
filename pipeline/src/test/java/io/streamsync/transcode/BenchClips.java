package io.streamsync.transcode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Six films of differing size, rate, codec and difficulty, for whoever has none at hand. */
final class BenchClips {
  private static final String X264 = "-c:v libx264 -preset veryfast -crf 18 -c:a aac";

  private static final List<List<String>> FILMS =
      List.of(
          List.of("zoom-24.mp4", "mandelbrot=size=1280x720:rate=24000/1001", X264),
          List.of("grain-25.mp4", "testsrc2=size=1920x1080:rate=25,noise=alls=12:allf=t", X264),
          List.of("upright-30.mp4", "mandelbrot=size=720x1280:rate=30,hue=h=120", X264),
          List.of(
              "scroll-50.mp4",
              "mandelbrot=size=1920x1080:rate=1:end_scale=0.3,fps=50"
                  + ",scroll=horizontal=0.002,crop=960:540",
              X264),
          List.of(
              "sd-25.ts",
              "testsrc2=size=720x576:rate=25,noise=alls=6:allf=t",
              "-c:v mpeg2video -q:v 3 -c:a mp2"),
          List.of(
              "game-60.webm",
              "testsrc2=size=1280x720:rate=60",
              "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 4M -c:a libopus"));

  private BenchClips() {}

  static List<Path> make(TestClips clips, int seconds) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (List<String> film : FILMS) {
      List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", film.get(1)));
      arguments.addAll(List.of("-f", "lavfi", "-i", "sine=beep_factor=4,volume=0.3"));
      arguments.addAll(List.of("-t", Integer.toString(seconds), "-pix_fmt", "yuv420p"));
      arguments.addAll(Arrays.asList(film.get(2).split(" ", -1)));
      files.add(clips.run(film.get(0), arguments));
    }
    return files;
  }
}
