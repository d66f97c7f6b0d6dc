package io.streamsync.source;

import com.github.kokorin.jaffree.log.LogMessage;
import com.github.kokorin.jaffree.process.StdReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A reader that never throws: jaffree interrupts its caller when one does, who then takes a damaged
 * source for an order to stop.
 *
 * @param <T> what is read
 */
final class FfmpegSafeReader<T> implements StdReader<T> {
  private final StdReader<T> reader;
  private final T instead;

  /**
   * @param instead of what cannot be read
   */
  FfmpegSafeReader(StdReader<T> reader, T instead) {
    this.reader = reader;
    this.instead = instead;
  }

  @Override
  public T read(InputStream in) {
    try {
      return reader.read(in);
    } catch (RuntimeException e) {
      drain(in); // or the program would wait for ever
      return instead;
    }
  }

  private static void drain(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<LogMessage> getErrorLogMessages() {
    return List.of();
  }
}
