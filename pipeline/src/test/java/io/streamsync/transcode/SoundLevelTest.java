package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SoundLevelTest {

  @ParameterizedTest(name = "{0} LUFS, peak {1} dBTP: {2} dB, ceiling {3}")
  @CsvSource({
    "-14, -1,   -9,  0",
    "-30, -12,   7,  0",
    "-30, -4,    7, -2",
    "-23, -2,    0,  0",
    "-23, -1.9,  0, -2",
    "-60, -50,  30,  0",
    "-70, -80,   0,  0",
  })
  void first_ofSource_reachesTheTargetUnderTheCeiling(
      double lufs, double peak, double gain, double ceiling) {
    assertThat(SoundLevel.first(new Loudness(lufs, peak), -23))
        .isEqualTo(new SoundLevel(gain, ceiling));
  }

  @Test
  void silence_staysAsItIs() {
    Loudness silence = new Loudness(Loudness.NOTHING, Double.NEGATIVE_INFINITY);
    SoundLevel level = SoundLevel.first(silence, -23);

    assertThat(level).isEqualTo(SoundLevel.UNCHANGED);
    assertThat(level.isCertain(silence)).isTrue();
    assertThat(level.filters()).isEmpty();
  }

  @Test
  void next_afterTooQuietAndTooHigh_addsGainAndLowersTheCeiling() {
    SoundLevel next = new SoundLevel(7, -2).next(new Loudness(-24.5, -0.3), -23);

    assertThat(next.gainDb()).isCloseTo(8.5, within(1e-9));
    assertThat(next.ceilingDb()).isCloseTo(-2.8, within(1e-9));
  }

  @ParameterizedTest(name = "{0} LUFS, peak {1}: {2}")
  @CsvSource({"-23.4, -1.0, true", "-23.5, -3, false", "-23, -0.9, false", "-70, -90, true"})
  void reached_isWithinATenthsAndUnderThePeak(double lufs, double peak, boolean reached) {
    assertThat(new SoundLevel(3, -2).isReached(new Loudness(lufs, peak), -23)).isEqualTo(reached);
  }

  @Test
  void filters_ofLimitedLevel_workAtFourTimesTheRate() {
    assertThat(new SoundLevel(-3.456, -2).filters())
        .isEqualTo(
            ",volume=-3.46dB,aresample=192000,alimiter=limit=0.7943:level=false:latency=true"
                + ",aresample=48000");
  }

  @Test
  void summary_ofEbur128_isRead() {
    List<String> words =
        List.of(
            "Parsed_ebur128_0: Summary:",
            "Integrated loudness:",
            "I:         -21.8 LUFS",
            "Threshold: -31.8 LUFS",
            "True peak:",
            "Peak:       -3.0 dBFS");
    assertThat(Loudness.read(words)).isEqualTo(new Loudness(-21.8, -3.0));
  }

  @Test
  void summary_ofDigitalSilence_isReadAsNothing() {
    Loudness silence = Loudness.read(List.of("I:  -70.0 LUFS", "Peak:  -inf dBFS"));

    assertThat(silence.isSilent()).isTrue();
    assertThat(silence.truePeak()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void words_withoutSummary_areAnError() {
    assertThatThrownBy(() -> Loudness.read(List.of("nothing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no loudness");
  }
}
