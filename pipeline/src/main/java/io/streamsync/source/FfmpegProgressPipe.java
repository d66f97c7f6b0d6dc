package io.streamsync.source;

import com.github.kokorin.jaffree.ffmpeg.FFmpegProgress;
import com.github.kokorin.jaffree.ffmpeg.FFmpegProgressReader;
import com.github.kokorin.jaffree.ffmpeg.FFmpegResult;
import com.github.kokorin.jaffree.ffmpeg.ProgressListener;
import com.github.kokorin.jaffree.log.LogMessage;
import com.github.kokorin.jaffree.process.StdReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the reports of {@code -progress pipe:1} from ffmpeg's standard output. */
final class FfmpegProgressPipe implements StdReader<FFmpegResult> {
  private final Reports reports;

  /**
   * @param outputMicros hears how far the output is, in microseconds of its own time
   * @param advanced hears of every report that differs from the one before
   */
  FfmpegProgressPipe(LongConsumer outputMicros, Runnable advanced) {
    this.reports = new Reports(outputMicros, advanced);
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
    Reports(LongConsumer outputMicros, Runnable advanced) {
      super(new Listener(outputMicros, advanced));
    }

    @Override
    protected void readProgress(InputStream standardOutput) throws IOException {
      super.readProgress(standardOutput);
    }
  }

  private static final class Listener implements ProgressListener {
    private final LongConsumer outputMicros;
    private final Runnable advanced;
    private List<Object> before = List.of();

    Listener(LongConsumer outputMicros, Runnable advanced) {
      this.outputMicros = outputMicros;
      this.advanced = advanced;
    }

    @Override
    public void onProgress(FFmpegProgress report) {
      Long micros = report.getTimeMicros();
      if (micros != null) {
        outputMicros.accept(micros);
      }
      List<Object> now =
          Stream.of(report.getFrame(), report.getSize(), micros, report.getDup(), report.getDrop())
              .<Object>map(String::valueOf)
              .toList();
      if (!now.equals(before)) {
        advanced.run();
      }
      before = now;
    }
  }
}
