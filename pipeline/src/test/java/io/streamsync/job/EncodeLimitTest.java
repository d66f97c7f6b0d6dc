package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeLimitTest {
  private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");

  @ParameterizedTest(name = "{0} is over at {1}: {2}")
  @CsvSource({
    "PT6H,             2026-11-20T06:59:59.999Z, false",
    "PT6H,             2026-11-20T07:00:00Z,     true",
    "PT0S,             2026-11-20T01:00:00Z,     true",
    "PT0S,             2026-11-20T00:00:00Z,     true",
    "P40000D,          9999-12-31T00:00:00Z,     false",
    "PT2562047788015H, 9999-12-31T00:00:00Z,     false",
  })
  void limit_isOver_fromItsEnd(Duration length, Instant now, boolean over) {
    assertThat(EncodeLimit.after(START, length).isOver(now)).isEqualTo(over);
  }

  @Test
  void none_isNeverOver() {
    assertThat(EncodeLimit.NONE.isOver(Instant.parse("9999-12-31T00:00:00Z"))).isFalse();
  }

  @Test
  void negative_isRefused() {
    assertThatThrownBy(() -> EncodeLimit.after(START, Duration.ofHours(-6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--transcode-for must not be negative, was PT-6H");
  }
}
