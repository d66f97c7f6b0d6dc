package io.streamsync.job;

import io.streamsync.source.Ffmpeg;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes the input of the demo: a few clips with a readable clock and a tone of their own, and
 * sequences.
 */
final class DemoClips {
  static final List<String> USERS = List.of("ada", "ben", "cleo");

  /**
   * One clip.
   *
   * @param hue turns the colours of the test picture, in degrees
   * @param toneHertz 0 for a clip without sound
   */
  private record Clip(
      String id, String title, String size, String rate, int seconds, int hue, int toneHertz) {}

  private static final List<Clip> CLIPS =
      List.of(
          new Clip("aurora", "Aurora over the harbour", "1280x720", "30", 45, 0, 262),
          new Clip("breeze", "A light breeze", "854x480", "25", 20, 60, 294),
          new Clip("canyon", "Canyon, upright", "406x720", "30000/1001", 30, 120, 330),
          new Clip("drift", "Drift (silent)", "1280x536", "24", 24, 180, 0),
          new Clip("ember", "Ember at fifty", "640x360", "50", 22, 240, 392),
          new Clip("fjord", "Fjord, 59.94 a second", "960x540", "60000/1001", 28, 300, 440));

  private static final String SEQUENCES =
      """
      {"user": "ada", "videos": ["aurora", "breeze", "canyon", "drift"]}
      {"user": "ben", "videos": ["ember", "fjord", "aurora"]}
      {"user": "cleo", "videos": ["drift", "canyon", "fjord", "breeze", "ember"]}
      {"channel": "main", "title": "Everything", "videos": ["aurora", "breeze", "canyon", "drift", "ember", "fjord"]}
      {"channel": "calm", "title": "Calm", "videos": ["breeze", "drift"]}
      """;

  private DemoClips() {}

  /** What is there already is left as it is, so that a second start has nothing to do. */
  static void make(Path input, Ffmpeg ffmpeg, PrintWriter out)
      throws IOException, InterruptedException {
    Path videos = Files.createDirectories(input.resolve("videos"));
    for (Clip clip : CLIPS) {
      Path file = videos.resolve(clip.id() + ".mp4");
      if (!Files.exists(file)) {
        out.println("making the clip " + file.getFileName());
        out.flush();
        make(clip, file, ffmpeg);
        write(videos.resolve(clip.id() + ".json"), "{\"title\": \"" + clip.title() + "\"}\n");
      }
    }
    Path sequences = Files.createDirectories(input.resolve("sequences")).resolve("demo.jsonl");
    if (!Files.exists(sequences)) {
      write(sequences, SEQUENCES);
    }
  }

  private static void make(Clip clip, Path file, Ffmpeg ffmpeg)
      throws IOException, InterruptedException {
    Path unfinished = Files.createTempFile("streamsync-demo-", ".mp4");
    List<String> arguments =
        new java.util.ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-y"));
    String picture = "testsrc2=size=%s:rate=%s,hue=h=%d,format=yuv420p";
    arguments.addAll(List.of("-f", "lavfi", "-i"));
    arguments.add(picture.formatted(clip.size(), clip.rate(), clip.hue()));
    if (clip.toneHertz() > 0) {
      arguments.addAll(List.of("-f", "lavfi", "-i"));
      arguments.add("sine=frequency=%d:beep_factor=4,volume=0.2".formatted(clip.toneHertz()));
      arguments.addAll(List.of("-c:a", "aac", "-ac", "2"));
    }
    arguments.addAll(List.of("-t", Integer.toString(clip.seconds())));
    arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-crf", "18"));
    arguments.add(unfinished.toString());
    try {
      int exit = ffmpeg.passThrough(arguments);
      if (exit != 0) {
        throw new IOException("ffmpeg could not make the clip " + clip.id() + ": exit " + exit);
      }
      settle(unfinished);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    settle(file);
  }

  /** A night leaves out files younger than a minute, but these are known to be complete. */
  private static void settle(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
  }
}
