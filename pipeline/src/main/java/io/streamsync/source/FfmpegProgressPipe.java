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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the reports of {@code -progress pipe:1} from ffmpeg's standard output. */
final class FfmpegProgressPipe implements StdReader<FFmpegResult> {
  private final Reports reports;

  /**
   * @param points hears now and then how far it is
   * @param advanced hears of every report that differs from the one before
   */
  FfmpegProgressPipe(Consumer<EncodePoint> points, Runnable advanced) {
    this.reports = new Reports(points, advanced);
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
    Reports(Consumer<EncodePoint> points, Runnable advanced) {
      super(new Listener(points, advanced));
    }

    @Override
    protected void readProgress(InputStream standardOutput) throws IOException {
      super.readProgress(standardOutput);
    }
  }

  private static final class Listener implements ProgressListener {
    private final Consumer<EncodePoint> points;
    private final Runnable advanced;
    private List<Object> before = List.of();

    Listener(Consumer<EncodePoint> points, Runnable advanced) {
      this.points = points;
      this.advanced = advanced;
    }

    @Override
    public void onProgress(FFmpegProgress report) {
      Long micros = report.getTimeMicros();
      Long frames = report.getFrame();
      points.accept(new EncodePoint(frames == null ? 0 : frames, micros == null ? 0 : micros));
      List<Object> now =
          Stream.of(frames, report.getSize(), micros, report.getDup(), report.getDrop())
              .<Object>map(String::valueOf)
              .toList();
      if (!now.equals(before)) {
        advanced.run();
      }
      before = now;
    }
  }
}
