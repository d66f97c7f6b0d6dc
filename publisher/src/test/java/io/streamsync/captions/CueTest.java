package io.streamsync.captions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CueTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an end at the start, 5, 5, '', a",
    "an end before the start, 5, 4, '', a",
    "no text, 0, 1, '', ''",
    "an empty first line, 0, 1, '', ;a",
    "an empty line between, 0, 1, '', a;;b",
    "an empty last line, 0, 1, '', a;",
    "text that would be times, 0, 1, '', 00:00.000 --> 00:01.000",
    "settings of two lines, 0, 1, line:0;x, a",
    "settings that would be times, 0, 1, -->, a",
  })
  void new_whatIsNoCue_isRefused(String row, long start, long end, String settings, String text) {
    assertThatThrownBy(
            () -> new Cue(start, end, settings.replace(';', '\n'), text.replace(';', '\n')))
        .as(row)
        .isInstanceOf(IllegalArgumentException.class);
  }
}
