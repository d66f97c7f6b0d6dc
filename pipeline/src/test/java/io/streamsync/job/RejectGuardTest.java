package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectGuardTest {

  @ParameterizedTest(name = "{0} of {1} at {2} %: {3}")
  @CsvSource({
    "  0,    0, 5,   false",
    " 20,   20, 5,   false",
    " 21,   21, 5,   true",
    " 21,  420, 5,   false",
    " 22,  439, 5,   true",
    " 21, 9999, 0,   true",
    "500,  500, 100, false",
  })
  void night_stops_aboveThePercentageAndAboveTwenty(
      long rejected, long read, double percent, boolean stops) {
    RunSummary.Balance balance = new RunSummary.Balance(read, read - rejected, rejected, 0);

    assertThat(RejectGuard.isTooMuch(balance, percent)).isEqualTo(stops);
  }

  @Test
  void night_goesOn_howeverMuchIsNotReady() {
    RunSummary.Balance balance =
        new RunSummary.Balance(1000, /* onAir= */ 10, /* rejected= */ 20, /* notReady= */ 970);

    assertThat(balance.addsUp()).isTrue();
    assertThat(RejectGuard.isTooMuch(balance, 1)).isFalse();
  }
}
