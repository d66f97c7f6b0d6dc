package io.streamsync.source;

import io.streamsync.source.FfmpegProcesses.TreeStopper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks after one process and kills it, with all that it started, once it exceeds a limit. */
final class FfmpegWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final double MIB = 1 << 20;

  private final FfmpegLimits limits;
  private final TreeStopper process;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ffmpeg-watch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile long lastProgressNanos = System.nanoTime();
  private volatile @Nullable String verdict;

  FfmpegWatch(FfmpegLimits limits, TreeStopper process) {
    this.limits = limits;
    this.process = process;
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void progressed() {
    lastProgressNanos = System.nanoTime();
  }

  /** Why the process was killed, if it was. */
  Optional<String> verdict() {
    return Optional.ofNullable(verdict);
  }

  private void look() {
    Optional<String> excess = silence().or(this::memory).or(this::output);
    if (excess.isPresent() && process.isStarted()) {
      verdict = excess.get();
      timer.shutdown();
      process.forceStop();
    }
  }

  private Optional<String> silence() {
    Duration since = Duration.ofNanos(System.nanoTime() - lastProgressNanos);
    return since.compareTo(limits.silence()) <= 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "stopped: no progress for %.0f s",
                limits.silence().toMillis() / 1000.0));
  }

  private Optional<String> memory() {
    return excess("used", "of memory", process.residentBytes(), limits.memoryBytes());
  }

  private Optional<String> output() {
    return limits
        .output()
        .flatMap(output -> excess("wrote", "", bytes(output.folder()), output.bytes()));
  }

  private static Optional<String> excess(String did, String what, long bytes, long allowed) {
    return bytes <= allowed
        ? Optional.empty()
        : Optional.of(
            String.format(
                    Locale.ROOT, "stopped: it %s more than %.0f MiB %s", did, allowed / MIB, what)
                .strip());
  }

  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(FfmpegWatch::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // a file came or went meanwhile: the next look counts it
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
