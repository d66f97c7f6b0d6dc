package io.streamsync.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastDayTest {

  @ParameterizedTest(name = "{0} in {1} begins at {2} and lasts {3}")
  @CsvSource({
    "2026-11-20, UTC,                 2026-11-20T00:00:00Z, PT24H",
    "2026-11-20, Asia/Kathmandu,      2026-11-19T18:15:00Z, PT24H",
    "2026-03-29, Europe/Berlin,       2026-03-28T23:00:00Z, PT23H",
    "2026-10-25, Europe/Berlin,       2026-10-24T22:00:00Z, PT25H",
    "2026-10-04, Australia/Lord_Howe, 2026-10-03T13:30:00Z, PT23H30M",
    "2026-04-24, Africa/Cairo,        2026-04-23T22:00:00Z, PT23H",
  })
  void span_followsTheZone(LocalDate date, String zone, Instant from, Duration length) {
    BroadcastDay day = new BroadcastDay(date, ZoneId.of(zone));

    assertThat(day.from()).isEqualTo(from);
    assertThat(Duration.between(day.from(), day.to())).isEqualTo(length);
    assertThat(day.next().from()).isEqualTo(day.to());
  }

  @ParameterizedTest(name = "{0} is in the day {2} of {1}")
  @CsvSource({
    "2026-11-20T23:59:59.999Z, UTC,              2026-11-20",
    "2026-11-21T00:00:00Z,     UTC,              2026-11-21",
    "2026-11-20T23:00:00Z,     Europe/Berlin,    2026-11-21",
    "2026-11-21T04:59:59Z,     America/New_York, 2026-11-20",
  })
  void of_findsTheDayOfAnInstant(Instant instant, String zone, LocalDate date) {
    assertThat(BroadcastDay.of(instant, ZoneId.of(zone)).date()).isEqualTo(date);
  }
}
