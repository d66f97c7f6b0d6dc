package io.streamsync.source;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of languages as files give them, brought to BCP 47. */
final class Languages {
  /** What BCP 47 has for "not said". */
  static final String UNDETERMINED = "und";

  /** ISO 639-2/B codes that differ from the terminological ones, which {@link Locale} knows. */
  private static final Map<String, String> BIBLIOGRAPHIC =
      Map.ofEntries(
          Map.entry("alb", "sq"),
          Map.entry("arm", "hy"),
          Map.entry("baq", "eu"),
          Map.entry("bur", "my"),
          Map.entry("chi", "zh"),
          Map.entry("cze", "cs"),
          Map.entry("dut", "nl"),
          Map.entry("fre", "fr"),
          Map.entry("geo", "ka"),
          Map.entry("ger", "de"),
          Map.entry("gre", "el"),
          Map.entry("ice", "is"),
          Map.entry("mac", "mk"),
          Map.entry("mao", "mi"),
          Map.entry("may", "ms"),
          Map.entry("per", "fa"),
          Map.entry("rum", "ro"),
          Map.entry("slo", "sk"),
          Map.entry("tib", "bo"),
          Map.entry("wel", "cy"));

  private static final Map<String, String> TWO_LETTERS =
      Stream.of(Locale.getISOLanguages())
          .filter(code -> three(code).isPresent())
          .collect(
              Collectors.toMap(
                  code -> three(code).orElseThrow(),
                  Function.identity(),
                  (first, second) -> first));

  private Languages() {}

  /**
   * The shortest tag of a language, in lower case: {@code en} for {@code eng} and {@code en}.
   *
   * @param name as a container or a file name gives it; what is no tag is {@link #UNDETERMINED}
   */
  static String tag(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!lower.matches("[a-z]{2,3}(-[a-z0-9]{2,8})*")) {
      return UNDETERMINED;
    }
    int hyphen = lower.indexOf('-');
    String language = hyphen < 0 ? lower : lower.substring(0, hyphen);
    String rest = hyphen < 0 ? "" : lower.substring(hyphen);
    String shortest =
        BIBLIOGRAPHIC.getOrDefault(language, TWO_LETTERS.getOrDefault(language, language));
    return shortest + rest;
  }

  private static Optional<String> three(String twoLetters) {
    try {
      return Optional.of(new Locale(twoLetters).getISO3Language());
    } catch (MissingResourceException e) {
      return Optional.empty();
    }
  }
}
