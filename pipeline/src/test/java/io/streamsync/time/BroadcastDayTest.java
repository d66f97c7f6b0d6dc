package io.streamsync.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    "2026-04-05, Australia/Lord_Howe, 2026-04-04T13:00:00Z, PT24H30M",
    "2026-04-24, Africa/Cairo,        2026-04-23T22:00:00Z, PT23H",
    "2018-11-04, America/Sao_Paulo,   2018-11-04T03:00:00Z, PT23H",
    "2010-11-07, America/Goose_Bay,   2010-11-07T03:00:00Z, PT25H",
    "2011-12-29, Pacific/Apia,        2011-12-29T10:00:00Z, PT24H",
    "2028-02-29, UTC,                 2028-02-29T00:00:00Z, PT24H",
    "2026-12-31, Asia/Kathmandu,      2026-12-30T18:15:00Z, PT24H",
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
    // clocks show the old date again from 03:01 to 04:00, but its day is over
    "2010-11-07T02:59:59Z,     America/Goose_Bay, 2010-11-06",
    "2010-11-07T03:30:00Z,     America/Goose_Bay, 2010-11-07",
    "2010-11-08T03:59:59Z,     America/Goose_Bay, 2010-11-07",
  })
  void of_findsTheDayOfAnInstant(Instant instant, String zone, LocalDate date) {
    assertThat(BroadcastDay.of(instant, ZoneId.of(zone)).date()).isEqualTo(date);
  }

  @ParameterizedTest(name = "{0} in {1} never was")
  @CsvSource({
    "2011-12-30, Pacific/Apia",
    "1993-08-21, Pacific/Kwajalein",
  })
  void dateThatAZoneLeftOut_isRefusedByName(LocalDate date, ZoneId zone) {
    assertThatThrownBy(() -> new BroadcastDay(date, zone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(date.toString())
        .hasMessageContaining(zone.toString());

    BroadcastDay before = new BroadcastDay(date.minusDays(1), zone);
    assertThat(before.next().date()).isEqualTo(date.plusDays(1));
    assertThat(before.next().from()).isEqualTo(before.to());
  }

  @ParameterizedTest(name = "{2} on {0} in {1} is {3}")
  @CsvSource(
      nullValues = "never",
      value = {
        "2026-03-29, Europe/Berlin,       01:59:59.999, 2026-03-29T00:59:59.999Z",
        "2026-03-29, Europe/Berlin,       02:00,        never",
        "2026-03-29, Europe/Berlin,       02:59:59.999, never",
        "2026-03-29, Europe/Berlin,       03:00,        2026-03-29T01:00:00Z",
        "2026-10-25, Europe/Berlin,       02:00,        2026-10-25T00:00:00Z",
        "2026-10-25, Europe/Berlin,       02:59:59,     2026-10-25T00:59:59Z",
        "2026-10-25, Europe/Berlin,       03:00,        2026-10-25T02:00:00Z",
        "2026-03-08, America/New_York,    02:30,        never",
        "2026-11-01, America/New_York,    01:30,        2026-11-01T05:30:00Z",
        "2026-10-04, Australia/Lord_Howe, 02:00,        never",
        "2026-10-04, Australia/Lord_Howe, 02:29:59,     never",
        "2026-10-04, Australia/Lord_Howe, 02:30,        2026-10-03T15:30:00Z",
        "2026-04-05, Australia/Lord_Howe, 01:30,        2026-04-04T14:30:00Z",
        "2026-04-05, Australia/Lord_Howe, 02:00,        2026-04-04T15:30:00Z",
        "2026-04-24, Africa/Cairo,        00:30,        never",
        "2026-04-24, Africa/Cairo,        01:00,        2026-04-23T22:00:00Z",
        "2018-11-04, America/Sao_Paulo,   00:59:59,     never",
        "2010-11-06, America/Goose_Bay,   23:30,        2010-11-07T02:30:00Z",
        "2010-11-07, America/Goose_Bay,   00:00:30,     2010-11-07T03:00:30Z",
        "2026-11-20, Asia/Kathmandu,      20:00,        2026-11-20T14:15:00Z",
        "2011-12-31, Pacific/Apia,        00:00,        2011-12-30T10:00:00Z",
        "2028-02-29, UTC,                 23:59:59.999, 2028-02-29T23:59:59.999Z",
        "2026-12-31, UTC,                 20:00,        2026-12-31T20:00:00Z",
      })
  void at_isWhenClocksFirstShowIt(
      LocalDate date, ZoneId zone, LocalTime time, @Nullable Instant instant) {
    BroadcastDay day = new BroadcastDay(date, zone);

    assertThat(day.at(time)).isEqualTo(Optional.ofNullable(instant));
  }
}
