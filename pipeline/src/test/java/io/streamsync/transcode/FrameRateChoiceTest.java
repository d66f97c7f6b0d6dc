package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe.Ratio;
import io.streamsync.source.Probe.Timing;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameRateChoiceTest {

  @ParameterizedTest(name = "{0}: {1}/{2} is aired at {3}")
  @CsvSource({
    "film, 24, 1, 24",
    "film on NTSC, 24000, 1001, 24000/1001",
    "film on NTSC in round numbers, 23976, 1000, 24000/1001",
    "PAL, 25, 1, 25",
    "NTSC, 30000, 1001, 30000/1001",
    "NTSC in two decimals, 2997, 100, 30000/1001",
    "web, 30, 1, 30",
    "web by an average, 23040000, 767849, 30",
    "PAL fields, 50, 1, 50",
    "NTSC fields, 60000, 1001, 60000/1001",
    "screen, 60, 1, 60",
    "half film shown twice, 12, 1, 24",
    "half PAL shown twice, 25, 2, 25",
    "half NTSC shown twice, 15000, 1001, 30000/1001",
    "half web shown twice, 15, 1, 30",
    "animation at eight shown three times, 8, 1, 24",
    "animation at ten shown three times, 10, 1, 30",
    "slides once a second, 1, 1, 24",
    "twenty shown three times, 20, 1, 60",
    "between two rates the faster one, 600, 19, 50",
    "just too far from thirty, 3005, 100, 50",
    "above the fastest, 120, 1, 60",
    "a little above the fastest, 61, 1, 60",
    "milliseconds for frames, 1000, 1, 30",
    "a clock for frames, 90000, 1, 30",
  })
  void rate_ofSource_isOneOnAir(String what, long numerator, long denominator, String aired) {
    assertThat(FrameRateChoice.of(new Ratio(numerator, denominator)))
        .isEqualTo(FrameRate.parse(aired));
  }

  @ParameterizedTest(name = "{0}: average {1}, base {2} is aired at {3}")
  @CsvSource({
    "a steady source, 25/1, 25/1, 25",
    "a phone that is a little slow, 2983/100, 30/1, 30",
    "a phone that is a little fast, 3011/100, 30/1, 30",
    "frames now and then, 12/1, 60/1, 24",
    "a clock for base rate, 24000/1001, 90000/1, 24000/1001",
    "no average, 0/0, 25/1, 25",
    "neither, 0/0, 90000/1, 30",
    "interlaced by fields, 25/1, 50/1, 25",
  })
  void rate_ofVariableSource_followsTheSaneOne(
      String what, String average, String base, String aired) {
    Timing timing = new Timing(0, 0, ratio(average), ratio(base), OptionalLong.empty());
    assertThat(FrameRateChoice.of(timing)).isEqualTo(FrameRate.parse(aired));
  }

  private static Optional<Ratio> ratio(String text) {
    int slash = text.indexOf('/');
    long numerator = Long.parseLong(text.substring(0, slash));
    long denominator = Long.parseLong(text.substring(slash + 1));
    return denominator == 0 ? Optional.empty() : Optional.of(new Ratio(numerator, denominator));
  }
}
