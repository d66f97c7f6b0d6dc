package io.streamsync.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.DateRange;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.timeline.PlainDay.Piece;
import io.streamsync.timeline.PlainDay.Shown;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The oracle's day, one segment after the other, as a player should see it. */
record OracleSegments(DayWish wish, PlainDay day, List<Aired> segments) {
  private static final String TO_SEGMENTS = "../../../../segments/";

  /**
   * A segment on air.
   *
   * @param number of the day
   * @param run how many breaks of decode time were before it
   * @param programme index of the one it belongs to
   * @param name of its file, without ending
   */
  record Aired(
      long number, long run, int programme, long start, long end, String key, String name) {
    String uri() {
      return TO_SEGMENTS + key + "/{$r}/" + name + ".m4s";
    }

    String map() {
      return TO_SEGMENTS + key + "/{$r}/init.mp4";
    }
  }

  static OracleSegments of(DayWish wish) {
    PlainDay day = OracleDay.of(wish);
    List<Aired> segments = new ArrayList<>();
    long now = 0;
    long run = 0;
    for (int i = 0; i < day.shown().size(); i++) {
      for (Piece piece : day.shown().get(i).pieces()) {
        CatalogueEntry entry = wish.entry(piece.key());
        for (int s = piece.first(); s < piece.first() + piece.count(); s++) {
          long end = now + PlainDay.units(entry, s);
          String name = (100_000 + s + "").substring(1);
          segments.add(new Aired(segments.size(), run, i, now, end, piece.key(), name));
          now = end;
        }
        run++;
      }
    }
    return new OracleSegments(wish, day, segments);
  }

  long dayUnits() {
    return PlainDay.dayUnits(wish);
  }

  Aired onAir(long instant) {
    int low = 0;
    for (int high = segments.size() - 1; low < high; ) {
      int middle = (low + high) / 2;
      if (segments.get(middle).end() <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return segments.get(low);
  }

  /** How far a printed instant is from the exact one, rounded up. */
  long distance(long epochMicros, long exact) {
    long micros = epochMicros - wish.day().from().toEpochMilli() * 1000;
    return (Math.abs(micros * 9 - exact * 25) + 24) / 25;
  }

  /** Asserts that a DATERANGE tells of the programme of a segment. */
  void isTold(Aired segment, DateRange range) {
    Shown shown = day.shown().get(segment.programme());
    assertThat(range.id()).endsWith("Z-" + segment.programme());
    assertThat(range.classAttribute()).contains(shown.slate() ? "slate" : "programme");
    assertThat(distance(micros(range.startDate()), shown.start()))
        .isLessThanOrEqualTo(PlainDay.PER_MILLI / 2);
    BigDecimal printed = BigDecimal.valueOf(range.duration().orElseThrow());
    long length = printed.multiply(BigDecimal.valueOf(PlainDay.PER_SECOND)).longValueExact();
    assertThat(Math.abs(length - (shown.end() - shown.start())))
        .isLessThanOrEqualTo(PlainDay.PER_MILLI / 2);
    String video = shown.slate() ? "slate" : shown.key().replaceFirst("key-", "");
    assertThat(range.clientAttributes())
        .containsEntry("X-VIDEO", video)
        .containsOnlyKeys("X-VIDEO", "X-TITLE");
  }

  private static long micros(OffsetDateTime date) {
    return date.toInstant().toEpochMilli() * 1000;
  }
}
