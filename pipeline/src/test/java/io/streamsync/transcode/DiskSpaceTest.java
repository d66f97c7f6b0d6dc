package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class DiskSpaceTest {
  private static final long MIB = 1 << 20;
  private final DiskSpace space = new DiskSpace("/work", () -> 1000 * MIB);

  @Test
  void encode_thatDoesNotFitAlone_failsWithAllFigures() {
    assertThatThrownBy(() -> space.reserve(800 * MIB))
        .isInstanceOf(TooLittleSpaceException.class)
        .hasMessage(
            "too little space in /work: the next video may need 800 MiB and 256 MiB must stay free,"
                + " but there are 1000 MiB");
  }

  @Test
  void encode_thatDoesNotFitBesideAnother_waitsForItsEnd() throws Exception {
    DiskSpace.Reservation first = space.reserve(500 * MIB);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<DiskSpace.Reservation> second = thread.submit(() -> space.reserve(500 * MIB));
    assertThat(second.isDone()).isFalse();
    first.close();

    second.get(10, TimeUnit.SECONDS).close();
    thread.shutdown();
    space.reserve(700 * MIB).close();
  }
}
