package io.streamsync.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the console how far all encodes of a run in this JVM are, and how long the rest will
 * take: a bar on a terminal, else a line now and then. It counts bytes of sources, which are known
 * without opening them. A run that encodes nothing prints nothing.
 */
public final class EncodeProgress implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long MIB = 1 << 20;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  private long totalBytes;
  private double doneBytes;
  private long startNanos;
  private long lastLineNanos;
  private boolean started;
  private @Nullable ProgressBar bar;

  EncodeProgress(long totalBytes, PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.totalBytes = totalBytes;
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /**
   * On standard error.
   *
   * @param totalBytes of all sources that {@link Transcoder#transcode} is going to be asked for; 0
   *     where only the launcher knows, and then there is no telling how long it will take
   */
  public static EncodeProgress start(long totalBytes) {
    return new EncodeProgress(totalBytes, System.err, isTerminal(STANDARD_ERROR), System::nanoTime);
  }

  /** Tells nothing. */
  public static EncodeProgress silent() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new EncodeProgress(0, nowhere, /* terminal= */ false, System::nanoTime);
  }

  /** {@link System#console} asks about standard input and output, and differs between JDKs. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** One source: it may turn out that there is nothing to encode. */
  Share share(long sourceBytes) {
    return new Share(sourceBytes);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    } else if (started) {
      printLine("transcoding ended after " + text(elapsedSeconds()));
    }
    bar = null;
    started = false;
  }

  private synchronized void advance(double bytes) {
    if (!started) {
      begin();
    }
    doneBytes += bytes;
    if (bar != null) {
      bar.stepTo((long) doneBytes);
    } else if (nanoTime.getAsLong() - lastLineNanos >= LINE_EVERY_NANOS) {
      printLine(line());
    }
  }

  private synchronized void leaveOut(long bytes) {
    totalBytes = Math.max(0, totalBytes - bytes);
    if (bar != null) {
      bar.maxHint(totalBytes);
    }
  }

  private void begin() {
    started = true;
    startNanos = nanoTime.getAsLong();
    lastLineNanos = startNanos;
    if (terminal && totalBytes > 0) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("transcoding")
              .setInitialMax(totalBytes)
              .setUnit(" MiB", MIB)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .build();
    }
  }

  private String line() {
    if (totalBytes == 0) {
      return "transcoding: " + mebibytes(doneBytes) + " of sources done";
    }
    double fraction = Math.min(1, doneBytes / (double) totalBytes);
    String left =
        fraction > 0 ? ", " + text(elapsedSeconds() * (1 - fraction) / fraction) + " left" : "";
    return String.format(
        "transcoding: %d %% of %s%s",
        Math.round(fraction * 100), mebibytes((double) totalBytes), left);
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
  }

  private double elapsedSeconds() {
    return (nanoTime.getAsLong() - startNanos) / 1e9;
  }

  /** {@code 1:02:03}, as the bar prints it. */
  private static String text(double seconds) {
    long whole = Math.round(seconds);
    return String.format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  private void printLine(String line) {
    lastLineNanos = nanoTime.getAsLong();
    out.println(line);
  }

  /** What one source takes of the whole. */
  final class Share implements AutoCloseable {
    private final long sourceBytes;
    private double doneFraction;
    private boolean encoding;

    private Share(long sourceBytes) {
      this.sourceBytes = sourceBytes;
    }

    /**
     * @param fraction of this source, from 0 to 1; never back
     */
    synchronized void reached(double fraction) {
      encoding = true;
      double next = Math.max(doneFraction, Math.min(1, fraction));
      advance((next - doneFraction) * sourceBytes);
      doneFraction = next;
    }

    /** The source is through, however it went: nothing of it is left to wait for. */
    @Override
    public synchronized void close() {
      if (encoding) {
        reached(1);
      } else {
        leaveOut(sourceBytes);
      }
    }
  }
}
