package io.streamsync.publish;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.media.Rung;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Rung RUNG = new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2");

  /** {@code 20a}: release a of the 20th. */
  private static LiveDay day(String text) {
    Instant from = Instant.parse("2026-11-" + text.substring(0, 2) + "T00:00:00Z");
    return new LiveDay(from, from.plusSeconds(86_400), text, 600, 1328, List.of(RUNG));
  }

  private static List<LiveDay> days(String text) {
    return Arrays.stream(text.split(" ", -1)).map(RollbackTest::day).toList();
  }

  /** Pointers one after the other, {@code 20a, 20a 21a}. */
  private static List<LiveDocument> history(String pointers) {
    List<LiveDocument> history = new ArrayList<>();
    for (String pointer : pointers.split(" > ", -1)) {
      history.add(new LiveDocument(1, "p", NOON.plusSeconds(history.size()), days(pointer)));
    }
    return history;
  }

  private static String rolledBack(List<LiveDocument> history, Set<String> complete)
      throws IOException {
    List<LiveDay> onAir = history.get(history.size() - 1).days();
    return new Rollback(history, complete)
        .days(onAir, NOON).stream().map(LiveDay::release).collect(joining(" "));
  }

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    "one step, 20a > 20b, 20a",
    "two steps one after the other, 20a > 20b > 20c > 20b, 20a",
    "a release published again, 20a > 20b > 20a > 20b, 20a",
    "a release that was rolled back from does not come back, 20a > 20b > 20a > 20c, 20a",
    "yesterday is over and stays, 19a 20a > 19b 20a > 19b 20b, 19b 20a",
    "tomorrow had none and goes, 20a > 20b > 20b 21a, 20a",
    "tomorrow had one, 20a 21a > 20b 21b, 20a 21a",
    "another span is another day, 20a > 20a 21a > 20b 21a > 20b 21b, 20a 21a",
  })
  void days_ofAHistory_areThoseBefore(String what, String pointers, String after)
      throws IOException {
    List<LiveDocument> history = history(pointers);
    assertThat(rolledBack(history, Rollback.releases(history))).isEqualTo(after);
  }

  @Test
  void releaseThatIsGone_isPassedOver() throws IOException {
    assertThat(rolledBack(history("20a > 20b > 20c"), Set.of("20a", "20c"))).isEqualTo("20a");
  }

  @ParameterizedTest
  @CsvSource({"20a", "20a > 20a 21a", "19a > 19a 21a", "20a > 20b > 20a"})
  void nothingOnAirNow_isRefused(String pointers) {
    List<LiveDocument> history = history(pointers);
    assertThatThrownBy(() -> rolledBack(history, Rollback.releases(history)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing would be on air at 2026-11-20T12:00:00Z");
  }

  @Test
  void releases_ofAHistory_areAllOfThem() {
    assertThat(Rollback.releases(history("20a > 20b 21a"))).containsExactly("20a", "20b", "21a");
  }
}
