package io.streamsync.source;

import com.github.kokorin.jaffree.ffmpeg.FFmpegProgressReader;
import com.github.kokorin.jaffree.ffmpeg.FFmpegResult;
import com.github.kokorin.jaffree.log.LogMessage;
import com.github.kokorin.jaffree.process.StdReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the reports of {@code -progress pipe:1} from ffmpeg's standard output. */
final class FfmpegProgressPipe implements StdReader<FFmpegResult> {
  private final Reports reports;

  /**
   * @param outputMicros hears how far the output is, in microseconds of its own time
   */
  FfmpegProgressPipe(LongConsumer outputMicros) {
    this.reports = new Reports(outputMicros);
  }

  @Override
  public @Nullable FFmpegResult read(InputStream standardOutput) {
    try {
      reports.readProgress(standardOutput);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return null;
  }

  @Override
  public List<LogMessage> getErrorLogMessages() {
    return List.of();
  }

  /** Opens jaffree's parser, made for sockets, to a pipe. */
  private static final class Reports extends FFmpegProgressReader {
    Reports(LongConsumer outputMicros) {
      super(
          report -> {
            Long micros = report.getTimeMicros();
            if (micros != null) {
              outputMicros.accept(micros);
            }
          });
    }

    @Override
    protected void readProgress(InputStream standardOutput) throws IOException {
      super.readProgress(standardOutput);
    }
  }
}
