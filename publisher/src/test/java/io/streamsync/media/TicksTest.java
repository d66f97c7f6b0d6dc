package io.streamsync.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
  private static final long DAY_AND_MORE = 100_000L * 720_000;

  @ParameterizedTest(name = "{0}: {1} ticks are {2} s")
  @CsvSource({
    "nothing, 0, 0.000000",
    "one tick is 1.39 microseconds, 1, 0.000001",
    "two ticks are 2.78 microseconds, 2, 0.000003",
    "nine ticks are 12.5 microseconds and halves go up, 9, 0.000013",
    "four seconds, 2880000, 4.000000",
    "120 frames at 30000/1001, 2882880, 4.004000",
    "96 frames at 24000/1001, 2882880, 4.004000",
    "one frame at 60000/1001 is 16683.3 microseconds, 12012, 0.016683",
    "one frame at 24 is 41666.6 microseconds, 30000, 0.041667",
    "a last tick before the second, 719999, 0.999999",
    "a day, 62208000000, 86400.000000",
  })
  void toMicroText_ofTicks_hasSixDecimals(String row, long ticks, String text) {
    assertThat(Ticks.toMicroText(ticks)).as(row).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}: {1} ticks are {2} s")
  @CsvSource({
    "nothing, 0, 0.000",
    "just below half a millisecond goes down, 359, 0.000",
    "half a millisecond goes up, 360, 0.001",
    "one and a half goes up too, 1080, 0.002",
    "just below a second goes up to it, 719640, 1.000",
    "one frame at 24, 30000, 0.042",
    "a minute and a frame at 25, 43228800, 60.040",
  })
  void toMilliText_ofTicks_hasThreeDecimals(String row, long ticks, String text) {
    assertThat(Ticks.toMilliText(ticks)).as(row).isEqualTo(text);
  }

  @Test
  void of_durationFinerThanMilliseconds_dropsTheRest() {
    assertThat(Ticks.of(Duration.ofNanos(1_999_999))).isEqualTo(720);
    assertThat(Ticks.of(Duration.ofHours(25))).isEqualTo(25L * 3600 * Ticks.PER_SECOND);
  }

  @Test
  void of_durationBeyondLong_isRefused() {
    assertThatThrownBy(() -> Ticks.of(Duration.ofMillis(Long.MAX_VALUE)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void after_originWithMilliseconds_roundsTheTicksOnly() {
    Instant origin = Instant.parse("2026-11-20T23:00:00.250Z");
    assertThat(Ticks.after(origin, 2_882_880)).isEqualTo("2026-11-20T23:00:04.254Z");
  }

  @Property
  void toMillis_anyTicks_isWithinHalfAMillisecond(
      @ForAll @LongRange(min = -DAY_AND_MORE, max = DAY_AND_MORE) long ticks) {
    long twiceErrorTicks = 2 * (Ticks.toMillis(ticks) * 720 - ticks);
    assertThat(twiceErrorTicks).isBetween(-719L, 720L);
  }

  @Property
  void toMicroText_anyTicks_isWithinHalfAMicrosecond(
      @ForAll @LongRange(min = 0, max = DAY_AND_MORE) long ticks) {
    BigDecimal error =
        new BigDecimal(Ticks.toMicroText(ticks))
            .multiply(BigDecimal.valueOf(720_000))
            .subtract(BigDecimal.valueOf(ticks));
    assertThat(error.abs()).isLessThanOrEqualTo(new BigDecimal("0.36"));
  }
}
