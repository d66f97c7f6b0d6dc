package io.streamsync.job;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pipeline/bench/kill-nights.sh} kills as many as one likes. */
@Timeout(300)
class KilledNightTest {
  private static final int NIGHTS = 3;

  /** {@code -Dstreamsync.seed=…} repeats the moments of an earlier run. */
  private final long seed = Long.getLong("streamsync.seed", System.nanoTime());

  @Test
  void night_thatIsKilled_leavesAWholeReleaseOnAir_andTheNextOneCompletes(@TempDir Path folder)
      throws Exception {
    new KilledNights(folder, seed, System.out).run(NIGHTS);
  }
}
