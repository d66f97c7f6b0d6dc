package io.streamsync.timeline;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.media.FrameRate;
import io.streamsync.media.VideoDescription;
import io.streamsync.time.BroadcastDay;
import io.streamsync.timeline.DayWish.Fixed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random days: of all kinds to plan, and of a viewer's kind to publish. */
final class DayWishes {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Africa/Cairo"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("UTC"));

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2032, 12, 31);

  /** How long after the end of the one before a fixed item starts, and which video it is. */
  private record Step(long gapMillis, int video) {}

  private DayWishes() {}

  static Arbitrary<DayWish> any() {
    Arbitrary<Long> gaps =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(0L, 1L, 19L, 20L, 21L, 499L, 500L, 501L, 4_500L, 8_500L)),
            Tuple.of(4, Arbitraries.longs().between(1, 600)),
            Tuple.of(4, Arbitraries.longs().between(600, 12_000)),
            Tuple.of(1, Arbitraries.longs().between(12_000, 10_000_000)));
    return wishes(videos().list().ofMaxSize(5), gaps);
  }

  /** About six hundred programmes of a minute or some, and slate between them here and there. */
  static Arbitrary<DayWish> viewers() {
    Arbitrary<Long> gaps =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 600), Arbitraries.longs().between(600, 10_000_000));
    return wishes(
        Arbitraries.of(FrameRate.AIRED)
            .flatMap(rate -> video(rate, 30 * 24, 300 * 24))
            .list()
            .ofMinSize(3)
            .ofMaxSize(6),
        gaps);
  }

  private static Arbitrary<DayWish> wishes(
      Arbitrary<List<CatalogueEntry>> loops, Arbitrary<Long> gaps) {
    Arbitrary<List<Step>> steps =
        Combinators.combine(gaps, Arbitraries.integers().between(0, 3))
            .as(Step::new)
            .list()
            .ofMaxSize(14);
    Arbitrary<Long> lasts = Arbitraries.longs().between(-1, 30_000);
    return Combinators.combine(
            days(), loops, videos().list().ofMinSize(1).ofMaxSize(4), steps, lasts)
        .as(DayWishes::wish);
  }

  private static DayWish wish(
      BroadcastDay day,
      List<CatalogueEntry> loop,
      List<CatalogueEntry> videos,
      List<Step> steps,
      long lastMillis) {
    long dayMillis = day.to().toEpochMilli() - day.from().toEpochMilli();
    List<Fixed> fixed = new ArrayList<>();
    long free = 0;
    for (Step step : steps) {
      CatalogueEntry video = videos.get(step.video % videos.size());
      long start = free + step.gapMillis;
      start = start < 500 ? 0 : start;
      if (start <= dayMillis - firstMillis(video)) {
        fixed.add(new Fixed(start, video));
        free = start + millis(PlainDay.units(video));
      }
    }
    long last = dayMillis - firstMillis(videos.get(0)) - lastMillis;
    if (lastMillis >= 0 && last >= Math.max(free, 500)) {
      fixed.add(new Fixed(last, videos.get(0)));
    }
    return new DayWish(day, loop, fixed);
  }

  private static long firstMillis(CatalogueEntry video) {
    return millis(PlainDay.units(video, 0));
  }

  private static long millis(long units) {
    return (units + PlainDay.PER_MILLI - 1) / PlainDay.PER_MILLI;
  }

  private static Arbitrary<CatalogueEntry> videos() {
    return Arbitraries.of(FrameRate.AIRED)
        .flatMap(
            rate ->
                Arbitraries.frequencyOf(
                    Tuple.of(3, video(rate, frames(rate, 1), frames(rate, 2))),
                    Tuple.of(3, video(rate, frames(rate, 2), frames(rate, 30))),
                    Tuple.of(4, video(rate, frames(rate, 30), frames(rate, 600))),
                    Tuple.of(1, video(rate, frames(rate, 3600), frames(rate, 5 * 3600)))));
  }

  private static int frames(FrameRate rate, int seconds) {
    return (int) Math.ceil(rate.framesPerSecond() * seconds);
  }

  /** Tails as they are cut, from a second on; and, now and then, tails down to one frame. */
  private static Arbitrary<CatalogueEntry> video(FrameRate rate, int minFrames, int maxFrames) {
    return Combinators.combine(
            Arbitraries.integers().between(minFrames, maxFrames).withoutEdgeCases(),
            Arbitraries.of(true, true, true, false))
        .as((frames, joined) -> video(rate, frames, joined));
  }

  private static CatalogueEntry video(FrameRate rate, int frames, boolean joined) {
    int four = (int) Math.round(rate.framesPerSecond()) * 4;
    int second = frames(rate, 1);
    List<Integer> segments = new ArrayList<>(Collections.nCopies(frames / four, four));
    int tail = frames % four;
    if (tail >= second || segments.isEmpty() || (tail > 0 && !joined)) {
      segments.add(tail);
    } else {
      segments.set(segments.size() - 1, four + tail);
    }
    String id = "v" + frames + "at" + rate.numerator() + joined;
    return new CatalogueEntry(
        id,
        "Title of " + id,
        "key-" + id,
        new VideoDescription(1, id, id, rate, segments, Map.of("v240", 1L), "poster.jpg"));
  }

  private static Arbitrary<BroadcastDay> days() {
    return Arbitraries.of(ZONES)
        .flatMap(
            zone ->
                Arbitraries.frequencyOf(
                        Tuple.of(3, dates()),
                        Tuple.of(
                            1,
                            Arbitraries.of(
                                LocalDate.of(2024, 2, 29),
                                LocalDate.of(2028, 2, 29),
                                LocalDate.of(2026, 12, 31),
                                LocalDate.of(2028, 12, 31))),
                        Tuple.of(3, clockChanges(zone)))
                    .map(date -> new BroadcastDay(date, zone)));
  }

  private static Arbitrary<LocalDate> dates() {
    return Arbitraries.longs()
        .between(FIRST.toEpochDay(), LAST.toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  private static Arbitrary<LocalDate> clockChanges(ZoneId zone) {
    List<LocalDate> changes = new ArrayList<>();
    Instant last = LAST.atStartOfDay(zone).toInstant();
    ZoneOffsetTransition change =
        zone.getRules().nextTransition(FIRST.atStartOfDay(zone).toInstant());
    while (change != null && change.getInstant().isBefore(last)) {
      changes.add(change.getDateTimeBefore().toLocalDate());
      changes.add(change.getDateTimeAfter().toLocalDate());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return changes.isEmpty() ? dates() : Arbitraries.of(changes);
  }
}
