package io.streamsync.transcode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a command and tells what it took: time, the most memory of its own process and of each
 * program that it started, and how often it said how far it is. Started by {@code
 * pipeline/bench/long-video.sh}.
 */
final class LongNight {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Process process;
  private final AtomicLong ownKib = new AtomicLong();
  private final AtomicLong programKib = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();

  private LongNight(Process process) {
    this.process = process;
  }

  /**
   * @param command to run
   */
  public static void main(String[] command) throws Exception {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(Arrays.asList(command)).redirectErrorStream(true).start();
    LongNight night = new LongNight(process);
    Thread watch = new Thread(night::watch, "watch");
    watch.start();
    List<String> progress = night.read();
    int exit = process.waitFor();
    night.over.set(true);
    watch.join();
    System.out.printf(
        Locale.ROOT,
        "exit code           %d%nwall time           %.1f s%n"
            + "peak memory, java   %d MiB%npeak memory, ffmpeg %d MiB%nprogress lines      %d%n",
        exit,
        (System.nanoTime() - start) / 1e9,
        night.ownKib.get() >> 10,
        night.programKib.get() >> 10,
        progress.size());
    System.exit(exit);
  }

  private List<String> read() throws IOException {
    List<String> progress = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println("| " + line);
        if (line.startsWith("transcoding:")) {
          progress.add(line);
        }
      }
    }
    return progress;
  }

  private void watch() {
    while (!over.get()) {
      ownKib.accumulateAndGet(peakKib(process.pid()), Math::max);
      process
          .descendants()
          .forEach(each -> programKib.accumulateAndGet(peakKib(each.pid()), Math::max));
      try {
        Thread.sleep(LOOK_EVERY.toMillis()); // memory is sampled: no event tells of it
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** See proc(5): the high water mark of resident memory. */
  private static long peakKib(long pid) {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (IOException e) {
      return 0; // gone meanwhile
    }
  }
}
