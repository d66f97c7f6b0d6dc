package io.streamsync.transcode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small sound films, one a container, the same to the byte each time they are made. */
final class MutantBases {
  private static final String X264 = "-c:v libx264 -preset ultrafast -threads 1 -g 12 ";

  private static final List<List<String>> FILMS =
      List.of(
          List.of("fast.mp4", X264 + "-c:a aac -movflags +faststart"),
          List.of("fragmented.mp4", X264 + "-c:a aac -movflags +frag_keyframe+empty_moov"),
          List.of("film.mkv", X264 + "-bf 2 -c:a libmp3lame"),
          List.of("film.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"),
          List.of("film.ts", X264 + "-bf 2 -c:a aac"),
          List.of("film.avi", "-c:v mpeg4 -bf 2 -c:a libmp3lame"),
          List.of("film.flv", X264 + "-c:a aac"),
          List.of("film.mov", "-c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le"));

  private MutantBases() {}

  static List<Path> make(TestClips clips) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (List<String> film : FILMS) {
      files.add(clips.run(film.get(0), arguments(film.get(1))));
    }
    return files;
  }

  private static List<String> arguments(String codecs) {
    String inputs =
        "-f lavfi -i testsrc2=size=96x64:rate=25 -f lavfi -i sine=sample_rate=44100 -t 1.5 "
            + "-pix_fmt yuv420p -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -ac 1 ";
    return Arrays.asList((inputs + codecs).split(" ", -1));
  }

  static byte[] bytes(Path base) throws IOException {
    return Files.readAllBytes(base);
  }
}
