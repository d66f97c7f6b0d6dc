package io.streamsync.source;

import com.github.kokorin.jaffree.log.LogMessage;
import com.github.kokorin.jaffree.process.StdReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** Reads {@code pts_time,dts_time,duration_time} of all packets of a stream, as ffprobe prints. */
final class FfmpegPackets implements StdReader<PacketSpan> {
  static final List<String> OPTIONS =
      List.of("-show_entries", "packet=pts_time,dts_time,duration_time", "-of", "csv=p=0");

  private final PacketSpan span;
  private final Runnable advanced;

  /**
   * @param advanced hears of every packet
   */
  FfmpegPackets(PacketSpan span, Runnable advanced) {
    this.span = span;
    this.advanced = advanced;
  }

  @Override
  public PacketSpan read(InputStream standardOutput) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(standardOutput, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        advanced.run();
        String[] fields = line.split(",", -1);
        span.add(field(fields, 0), field(fields, 1), field(fields, 2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return span;
  }

  private static OptionalLong field(String[] fields, int index) {
    return index < fields.length && !fields[index].isEmpty() && !fields[index].equals("N/A")
        ? ProbeReader.micros(fields[index])
        : OptionalLong.empty();
  }

  @Override
  public List<LogMessage> getErrorLogMessages() {
    return List.of();
  }
}
