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
import java.util.regex.Pattern;

/**
 * Reads what ffmpeg says on its standard error and keeps the last lines. A damaged file can bring
 * forth millions of them; jaffree's own reader keeps and logs them all.
 *
 * @param <T> what jaffree wants from a reader
 */
final class FfmpegWords<T> implements StdReader<T> {
  private static final int KEPT_LINES = 4;

  /** {@code [error] } of the option {@code -loglevel level+…}. */
  private static final Pattern LEVEL = Pattern.compile("\\[(panic|fatal|error|warning|info)\\] ");

  /** The address differs from run to run, and the same input must give the same report. */
  private static final Pattern COMPONENT =
      Pattern.compile("\\[([^\\]@]+?)(#[\\d:/.]+)? @ 0x[0-9a-f]+\\] ");

  private final Supplier<T> result;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param result what {@link #read} returns when all is read
   */
  FfmpegWords(Supplier<T> result) {
    this.result = result;
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
    String words = COMPONENT.matcher(LEVEL.matcher(line).replaceAll("")).replaceAll("$1: ").strip();
    if (words.isEmpty() || words.equals(lines.peekLast())) {
      return;
    }
    lines.addLast(words);
    if (lines.size() > KEPT_LINES) {
      lines.removeFirst();
    }
  }

  /** The last lines as one, each said once, with the file named as its owner knows it. */
  synchronized String text(Path source) {
    String text = String.join("; ", new LinkedHashSet<>(lines));
    return text.isEmpty()
        ? "ffmpeg ended without a word"
        : text.replace(source.toString(), String.valueOf(source.getFileName()));
  }

  @Override
  public List<LogMessage> getErrorLogMessages() {
    return List.of();
  }
}
