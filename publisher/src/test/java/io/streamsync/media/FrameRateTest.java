package io.streamsync.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTest {
  @ParameterizedTest(name = "{0} has frames of {1} ticks")
  @CsvSource({
    "24000/1001, 30030", "24, 30000", "25, 28800", "30000/1001, 24024",
    "30, 24000", "50, 14400", "60000/1001, 12012", "60, 12000",
  })
  void ticksPerFrame_ofEachRateOnAir_isWhole(String rate, long ticks) {
    FrameRate parsed = FrameRate.parse(rate);
    assertThat(FrameRate.AIRED).contains(parsed);
    assertThat(parsed.ticksPerFrame()).isEqualTo(ticks);
    assertThat(parsed.toTicks(1_000_000)).isEqualTo(1_000_000 * ticks);
    assertThat(parsed).hasToString(rate);
  }

  @Test
  void aired_order_isSlowestFirst() {
    assertThat(FrameRate.AIRED)
        .hasSize(8)
        .isSortedAccordingTo((a, b) -> Double.compare(a.framesPerSecond(), b.framesPerSecond()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "25/", "/1", "25/1/1", "25.0", "0", "-25", "25/0", "7", "121"})
  void parse_whatIsNoRate_isRefused(String text) {
    assertThatThrownBy(() -> FrameRate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void new_frameOfFractionalTicks_namesTheRate() {
    assertThatThrownBy(() -> new FrameRate(30_001, 1001)).hasMessageContaining("30001/1001");
  }

  @Test
  void json_roundTrip_isTheText() throws IOException {
    String json = JsonText.line(List.of(new FrameRate(30_000, 1001), new FrameRate(25, 1)));
    assertThat(json).isEqualTo("[\"30000/1001\",\"25\"]");
    assertThat(JsonText.read(json.getBytes(StandardCharsets.UTF_8), FrameRate[].class, "rates"))
        .containsExactly(new FrameRate(30_000, 1001), new FrameRate(25, 1));
  }
}
