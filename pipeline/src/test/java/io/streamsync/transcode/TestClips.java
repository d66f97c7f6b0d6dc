package io.streamsync.transcode;

import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes small clips with the bundled ffmpeg, which is unpacked once for all tests. */
final class TestClips {
  static final Path WORK = Path.of("target", "ffmpeg-work");

  static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofSeconds(20), 2L << 30, Optional.empty());

  private final Ffmpeg ffmpeg;
  private final Path folder;

  TestClips(Path folder) throws IOException {
    this.ffmpeg = new Ffmpeg(WORK, Optional.empty());
    this.folder = folder;
  }

  Ffmpeg ffmpeg() {
    return ffmpeg;
  }

  /** A moving picture without sound. */
  Path silent(String name, String size, String rate, String seconds)
      throws IOException, InterruptedException {
    return make(name, List.of(), size, rate, seconds);
  }

  /** A moving picture with a tone. */
  Path withTone(String name, String size, String rate, String seconds)
      throws IOException, InterruptedException {
    return make(name, List.of("-f", "lavfi", "-i", "sine=sample_rate=44100"), size, rate, seconds);
  }

  private Path make(String name, List<String> sound, String size, String rate, String seconds)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i"));
    arguments.add("testsrc2=size=" + size + ":rate=" + rate);
    arguments.addAll(sound);
    arguments.addAll(List.of("-t", seconds, "-c:v", "libx264", "-preset", "ultrafast"));
    arguments.addAll(List.of("-pix_fmt", "yuv420p", "-movflags", "+faststart"));
    return run(name, arguments);
  }

  /** Whatever ffmpeg makes of the arguments. */
  Path run(String name, List<String> arguments) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("-nostdin", "-loglevel", "error", "-y"));
    command.addAll(arguments);
    command.add(file.toString());
    if (ffmpeg.passThrough(command) != 0) {
      throw new IOException("could not make " + name);
    }
    return file;
  }

  Path sound(String name) throws IOException, InterruptedException {
    return run(name, List.of("-f", "lavfi", "-i", "sine", "-t", "2"));
  }

  /** A song as shops sell it: its cover is a video stream of one frame. */
  Path soundWithCover(String name) throws IOException, InterruptedException {
    return run(
        name,
        Arrays.asList(
            ("-f lavfi -i sine -f lavfi -i testsrc2=size=64x64 -t 2 -c:v mjpeg -frames:v 1"
                    + " -pix_fmt yuvj420p -disposition:v attached_pic")
                .split(" ", -1)));
  }

  Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  /** The first half of the bytes. */
  Path truncated(String name, Path whole) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    return file(name, Arrays.copyOf(bytes, bytes.length / 2));
  }

  static byte[] concat(Path one, Path other) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Files.readAllBytes(one));
    bytes.write(Files.readAllBytes(other));
    return bytes.toByteArray();
  }
}
