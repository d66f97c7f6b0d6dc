package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EncodeProgressTest {
  private static final long MIB = 1 << 20;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void run_withoutEncodes_printsNothing() {
    EncodeProgress progress = progress(2 * MIB, false);
    progress.share(MIB).close();
    progress.share(MIB).close();
    progress.close();

    assertThat(lines()).isEmpty();
  }

  @Test
  void run_withoutTerminal_printsALineEveryTenSeconds() {
    EncodeProgress progress = progress(4 * MIB, false);
    progress.share(MIB).close();
    EncodeProgress.Share share = progress.share(3 * MIB);
    share.reached(0);
    for (int i = 1; i <= 20; i++) {
      pass(1);
      share.reached(i * 0.02);
    }
    share.close();
    progress.close();

    assertThat(lines())
        .isEqualTo(
            """
            transcoding: 20 % of 3.0 MiB, 0:00:40 left
            transcoding: 40 % of 3.0 MiB, 0:00:30 left
            transcoding ended after 0:00:20
            """);
  }

  @Test
  void run_ofUnknownSize_tellsWhatIsDone() {
    EncodeProgress progress = progress(0, true);
    EncodeProgress.Share share = progress.share(3 * MIB);
    share.reached(0);
    pass(11);
    share.reached(0.5);

    assertThat(lines()).isEqualTo("transcoding: 1.5 MiB of sources done\n");
  }

  @Test
  void run_onTerminal_drawsABar() {
    EncodeProgress progress = progress(4 * MIB, true);
    EncodeProgress.Share share = progress.share(4 * MIB);
    share.reached(0.5);
    share.close();
    progress.close();

    assertThat(lines()).contains("transcoding", "100%", "4/4 MiB");
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private EncodeProgress progress(long totalBytes, boolean terminal) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new EncodeProgress(totalBytes, out, terminal, nanos::get);
  }

  private String lines() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
