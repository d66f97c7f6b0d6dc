package io.streamsync.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.media.Rung;
import io.streamsync.release.LiveDocument.DayOverlapException;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveDocumentTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Rung RUNG = new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2");

  private static LiveDay day(int ofNovember, String release) {
    Instant from = Instant.parse("2026-11-01T00:00:00Z").plusSeconds(86_400L * (ofNovember - 1));
    return span(from, from.plusSeconds(86_400), release);
  }

  private static LiveDay span(Instant from, Instant to, String release) {
    return new LiveDay(from, to, release, 600, 1328, List.of(RUNG));
  }

  @Test
  void merge_sameSpan_replacesTheRelease() throws DayOverlapException {
    assertThat(
            LiveDocument.merge(
                List.of(day(20, "old"), day(21, "next")), List.of(day(20, "new")), NOON))
        .containsExactly(day(20, "new"), day(21, "next"));
  }

  @Test
  void merge_otherDays_areInOrderOfTime() throws DayOverlapException {
    assertThat(LiveDocument.merge(List.of(day(21, "b")), List.of(day(22, "c"), day(20, "a")), NOON))
        .containsExactly(day(20, "a"), day(21, "b"), day(22, "c"));
  }

  @ParameterizedTest(name = "the 18th to 20th at {0}: {1} days stay")
  @CsvSource({
    "2026-11-20T12:00:00Z, 2",
    "2026-11-19T23:59:59.999Z, 3",
    "2026-11-20T00:00:00Z, 2",
    "2026-11-21T00:00:00Z, 1",
    "2026-11-22T00:00:00Z, 0",
  })
  void merge_daysLongOver_areDropped(Instant now, int staying) throws DayOverlapException {
    assertThat(
            LiveDocument.merge(List.of(day(18, "a"), day(19, "b"), day(20, "c")), List.of(), now))
        .hasSize(staying);
  }

  @Test
  void merge_overlap_namesBothReleases() {
    LiveDay shifted =
        span(
            Instant.parse("2026-11-19T23:00:00Z"), Instant.parse("2026-11-20T23:00:00Z"), "berlin");
    assertThatThrownBy(() -> LiveDocument.merge(List.of(day(20, "utc")), List.of(shifted), NOON))
        .isInstanceOf(DayOverlapException.class)
        .hasMessageContainingAll("berlin", "utc", "2026-11-19T23:00:00Z", "2026-11-21T00:00:00Z");
    assertThatThrownBy(
            () -> LiveDocument.merge(List.of(), List.of(day(20, "a"), day(20, "b")), NOON))
        .isInstanceOf(DayOverlapException.class);
  }

  @ParameterizedTest(name = "{0} to {1} at {2}: {3} is in the way")
  @CsvSource({
    "2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z, 2026-11-20T12:00:00Z, none",
    "2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z, 2026-11-20T12:00:00Z, none",
    "2026-11-20T23:00:00Z, 2026-11-21T23:00:00Z, 2026-11-20T12:00:00Z, a",
    "2026-11-21T23:00:00Z, 2026-11-22T23:00:00Z, 2026-11-20T12:00:00Z, b",
    "2026-11-20T00:00:00Z, 2026-11-21T01:00:00Z, 2026-11-20T12:00:00Z, a",
    "2026-11-19T01:00:00Z, 2026-11-20T01:00:00Z, 2026-11-22T00:00:00Z, none",
  })
  void inTheWayOf_span_isWhatItOverlapsWithoutBeingTheSame(
      Instant from, Instant to, Instant now, String release) {
    LiveDocument live = new LiveDocument(1, "p", NOON, List.of(day(20, "a"), day(21, "b")));
    assertThat(live.inTheWayOf(from, to, now).map(LiveDay::release).orElse("none"))
        .isEqualTo(release);
  }

  @ParameterizedTest(name = "{0} is on {1}")
  @CsvSource({
    "2026-11-19T23:59:59.999Z, none",
    "2026-11-20T00:00:00Z, a",
    "2026-11-20T23:59:59.999Z, a",
    "2026-11-21T00:00:00Z, b",
    "2026-11-22T00:00:00Z, none",
  })
  void dayOf_instant_isHalfOpen(Instant instant, String release) {
    LiveDocument live = new LiveDocument(1, "p", NOON, List.of(day(20, "a"), day(21, "b")));
    assertThat(live.dayOf(instant).map(LiveDay::release).orElse("none")).isEqualTo(release);
  }

  @Test
  void parse_writtenDocument_isTheSame() throws IOException {
    LiveDocument live = new LiveDocument(1, "01J", NOON, List.of(day(20, "a")));
    byte[] json = JsonText.document(live);
    assertThat(LiveDocument.parse(json)).isEqualTo(live);
    assertThat(new String(json, UTF_8))
        .contains("\"published\": \"2026-11-20T12:00:00Z\"", "\"directoryBytes\": 1328");
  }

  @Test
  void parse_laterMembers_areIgnored() throws IOException {
    String json =
        "{\"format\":1,\"publication\":\"p\",\"published\":\"2026-11-20T12:00:00Z\","
            + "\"days\":[],\"later\":true}";
    assertThat(LiveDocument.parse(json.getBytes(UTF_8)).days()).isEmpty();
  }

  @Test
  void parse_newerFormat_saysSo() {
    byte[] json = JsonText.document(new LiveDocument(2, "p", NOON, List.of()));
    assertThatThrownBy(() -> LiveDocument.parse(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("knows 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"format\":1,\"publication\":null}"})
  void parse_otherText_isRefusedNamingTheFile(String json) {
    assertThatThrownBy(() -> LiveDocument.parse(json.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("live.json");
  }
}
