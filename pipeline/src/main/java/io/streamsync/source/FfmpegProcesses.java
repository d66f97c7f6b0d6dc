package io.streamsync.source;

import com.github.kokorin.jaffree.process.Stopper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ffmpeg processes that run now; none outlives this JVM. */
final class FfmpegProcesses {
  /** A killed process lingers only where its disk does not answer. */
  private static final int KILL_SECONDS = 10;

  private static final int PAGE_BYTES = 4096;

  private final Set<ProcessHandle> running = ConcurrentHashMap.newKeySet();

  FfmpegProcesses() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> running.forEach(FfmpegProcesses::kill), "ffmpeg-end"));
  }

  /** For one process to come: jaffree hands it over as soon as it runs. */
  TreeStopper stopper() {
    return new TreeStopper();
  }

  /**
   * With all that it started, for an explicit ffmpeg may be a script. Waits until they are gone:
   * what still runs would write into a folder that is being deleted.
   */
  static void kill(ProcessHandle process) {
    List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process)).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, KILL_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** See proc(5): the second figure of statm counts pages. */
  private static long residentBytesOf(long pid) {
    try {
      String statm = Files.readString(Path.of("/proc", Long.toString(pid), "statm"));
      return Long.parseLong(statm.split(" ", 3)[1]) * PAGE_BYTES;
    } catch (IOException | UncheckedIOException e) {
      return 0; // gone meanwhile, or no Linux
    }
  }

  /** Kills a process with all that it started. */
  final class TreeStopper implements Stopper {
    private volatile @Nullable ProcessHandle process;

    @Override
    public void setProcess(Process started) {
      ProcessHandle handle = started.toHandle();
      process = handle;
      running.add(handle);
      var unused = handle.onExit().thenAccept(running::remove);
    }

    boolean isStarted() {
      return process != null;
    }

    /** Resident memory of the process and all that it started; 0 where the system does not tell. */
    long residentBytes() {
      ProcessHandle started = process;
      return started == null
          ? 0
          : Stream.concat(started.descendants(), Stream.of(started))
              .mapToLong(each -> residentBytesOf(each.pid()))
              .sum();
    }

    @Override
    public void graceStop() {
      forceStop();
    }

    @Override
    public void forceStop() {
      ProcessHandle started = process;
      if (started != null) {
        kill(started);
      }
    }
  }
}
