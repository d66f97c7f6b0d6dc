package io.streamsync.source;

import com.github.kokorin.jaffree.log.LogMessage;
import com.github.kokorin.jaffree.process.StdReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what ffmpeg says on its standard error and keeps the last lines. A damaged file can bring
 * forth millions of them; jaffree's own reader keeps and logs them all.
 *
 * @param <T> what jaffree wants from a reader
 */
final class FfmpegWords<T> implements StdReader<T> {
  private static final int KEPT_LINES = 4;

  /** Of a filter that sums up what it measured. */
  private static final int REPORT_LINES = 40;

  /** {@code [error] } of the option {@code -loglevel level+…}. */
  private static final Pattern LEVEL = Pattern.compile("\\[(panic|fatal|error|warning|info)\\] ");

  /** The address differs from run to run, and the same input must give the same report. */
  private static final Pattern COMPONENT =
      Pattern.compile("\\[([^\\]@]+?)(#[\\d:/.]+)? @ 0x[0-9a-f]+\\] ");

  /** What ffmpeg says at last of every output, whatever went wrong. */
  private static final Pattern CONSEQUENCE =
      Pattern.compile(
          "Nothing was written into output file|Conversion failed|Terminating thread with"
              + "|Task finished with error code|Could not open encoder before EOF");

  /** Said of the disk and the memory of the machine, and of no source. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|Cannot allocate memory"
              + "|Too many open files|Input/output error|Read-only file system");

  private final Supplier<T> result;
  private final int kept;
  private final Deque<String> lines = new ArrayDeque<>();

  /** Those of {@link #lines} that are no mere information. */
  private final Deque<String> complaints = new ArrayDeque<>();

  /** A message may have more lines, of which the first tells the level; without one it is grave. */
  private boolean complaining = true;

  private boolean machineFailed;

  private FfmpegWords(Supplier<T> result, int kept) {
    this.result = result;
    this.kept = kept;
  }

  /**
   * The last words of a program.
   *
   * @param result what {@link #read} returns when all is read
   */
  static <T> FfmpegWords<T> last(Supplier<T> result) {
    return new FfmpegWords<>(result, KEPT_LINES);
  }

  /** As {@link #last}, with enough lines for what a filter reports at the end. */
  static <T> FfmpegWords<T> report(Supplier<T> result) {
    return new FfmpegWords<>(result, REPORT_LINES);
  }

  @Override
  public T read(InputStream standardError) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(standardError, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.get();
  }

  private synchronized void keep(String line) {
    Matcher level = LEVEL.matcher(line);
    if (level.find()) {
      complaining = !level.group(1).equals("info");
    }
    String words = COMPONENT.matcher(level.replaceAll("")).replaceAll("$1: ").strip();
    if (words.isEmpty()) {
      return;
    }
    append(words, lines, kept);
    if (complaining && !CONSEQUENCE.matcher(words).find()) {
      machineFailed |= MACHINE.matcher(words).find();
      append(words, complaints, KEPT_LINES);
    }
  }

  private static void append(String words, Deque<String> to, int atMost) {
    if (words.equals(to.peekLast())) {
      return;
    }
    to.addLast(words);
    if (to.size() > atMost) {
      to.removeFirst();
    }
  }

  /** The last lines, oldest first. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The last lines as one, each said once, with the file named as its owner knows it. */
  synchronized String text(Path source) {
    String text = String.join("; ", new LinkedHashSet<>(complaints));
    return text.isEmpty()
        ? "ffmpeg ended without a word"
        : withoutFolder(
            text.replace(source.toString(), String.valueOf(source.getFileName())), source);
  }

  /** A verdict on the program, and what it said before. */
  synchronized String after(String verdict, Path source) {
    return complaints.isEmpty() ? verdict : verdict + "; " + text(source);
  }

  /** Where this machine keeps its files is nobody's business. */
  private static String withoutFolder(String text, Path source) {
    Path folder = source.getParent();
    return folder == null ? text : text.replace(folder + "/", "");
  }

  synchronized boolean isEmpty() {
    return complaints.isEmpty();
  }

  /** True if what went wrong has nothing to do with the source. */
  synchronized boolean isMachineFailure() {
    return machineFailed;
  }

  synchronized boolean speakOf(String words) {
    return lines.stream().anyMatch(line -> line.contains(words));
  }

  @Override
  public List<LogMessage> getErrorLogMessages() {
    return List.of();
  }
}
