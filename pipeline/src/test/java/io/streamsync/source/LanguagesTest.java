package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguagesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "en, en",
    "eng, en",
    "ger, de",
    "deu, de",
    "pt-BR, pt-br",
    "zh_Hant, zh-hant",
    "chi, zh",
    "haw, haw",
    "'', und",
    "english language, und",
    "und, und",
    "../x, und",
  })
  void name_ofLanguage_becomesItsShortestTag(String name, String tag) {
    assertThat(Languages.tag(name)).isEqualTo(tag);
  }
}
