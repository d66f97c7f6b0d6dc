package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.release.SitePaths;
import io.streamsync.store.ObjectInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills nights at random moments, looks at what they leave, and runs the next one. Each has a new
 * video to encode and another sequence. A round that finds a fault ends with an AssertionError.
 */
final class KilledNights {
  private static final String ROW = "%5s %8s  %-10s %-48s %6s  %s%n";

  private final Path folder;
  private final TinyNight night;
  private final Random random;
  private final PrintStream out;

  KilledNights(Path folder, long seed, PrintStream out) {
    this.folder = folder;
    this.night = TinyNight.in(folder);
    this.random = new Random(seed);
    this.out = out;
    out.println("seed " + seed);
  }

  /**
   * The script's entry.
   *
   * @param arguments how many, and the seed of an earlier run
   */
  public static void main(String... arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Path folder = Files.createTempDirectory("killed-nights");
    try {
      new KilledNights(folder, seed, System.out).run(count);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  void run(int count) throws Exception {
    night.withSlate();
    change(0);
    night.run();
    change(count + 1); // once without harm, to know how long it takes
    long start = System.nanoTime();
    int exit = NightProcess.start(folder, night.now()).waitFor();
    assertThat(exit).as(log()).isZero();
    long wholeMillis = millisSince(start);
    out.printf("a whole night takes %d ms here%n", wholeMillis);
    out.printf(ROW, "night", "moment", "on air", "last written", "rerun", "verdict");
    int killed = 0;
    for (int number = 1; number <= count; number++) {
      killed += round(number, (long) (random.nextDouble() * wholeMillis)) ? 1 : 0;
    }
    out.printf("%d of %d nights killed, all others had ended before%n", killed, count);
    assertThat(killed).as("nights killed of %d", count).isPositive();
  }

  private void change(int number) throws IOException, InterruptedException {
    String clip = "clip-" + number;
    night.putClip(clip, "0x%06x".formatted(random.nextInt(1 << 24)));
    night.putSequences(TinyNight.record("u1", clip), TinyNight.record("u-" + number, clip));
  }

  /**
   * @return true if it was killed, and had not ended before
   */
  private boolean round(int number, long moment) throws Exception {
    change(number);
    String oldRelease = night.wholeOnAir();
    Process process = NightProcess.start(folder, night.now());
    boolean ended = process.waitFor(moment, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    assertThat(ended && process.exitValue() != 0).as(log()).isFalse();
    String last = lastWritten();
    String onAir = night.wholeOnAir();
    Set<String> complete = night.completeVideos();
    Map<String, Instant> left = times();

    long start = System.nanoTime();
    night.run();
    long rerun = millisSince(start);

    String newRelease = night.wholeOnAir();
    assertThat(newRelease).isNotEqualTo(oldRelease);
    assertThat(onAir).isIn(oldRelease, newRelease);
    assertThat(writtenAgain(left)).noneMatch(path -> isOfOne(complete, path));
    assertThat(writtenAgain(left)).allMatch(path -> path.startsWith("segments/"));
    out.printf(
        ROW,
        number,
        ended ? "ended" : moment + " ms",
        onAir.equals(newRelease) ? "the new" : "the old",
        last,
        "%.1f s".formatted(rerun / 1000.0),
        "whole, complete, nothing finished was written again");
    return !ended;
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static boolean isOfOne(Set<String> videoKeys, String path) {
    return videoKeys.contains(SitePaths.videoKey(path));
  }

  private String log() throws IOException {
    return Files.readString(NightProcess.log(folder).toPath());
  }

  /** What changed last in site and ledger, long names shortened. */
  private String lastWritten() throws IOException {
    Stream<ObjectInfo> objects =
        Stream.concat(night.site().list("").stream(), night.ledger().list("").stream());
    return objects
        .max(Comparator.comparing(ObjectInfo::modified))
        .map(object -> object.path().replaceAll("([a-z0-9]{4})[-a-z0-9]{14,}", "$1.."))
        .orElse("");
  }

  private Map<String, Instant> times() throws IOException {
    Map<String, Instant> times = new TreeMap<>();
    for (ObjectInfo object : night.site().list("")) {
      times.put(object.path(), object.modified());
    }
    return times;
  }

  /** Objects that were there and have been written since, without the pointer. */
  private Set<String> writtenAgain(Map<String, Instant> before) throws IOException {
    Map<String, Instant> now = times();
    Set<String> again = new TreeSet<>(before.keySet());
    again.removeIf(path -> Objects.equals(before.get(path), now.get(path)));
    again.remove(SitePaths.LIVE);
    return again;
  }
}
