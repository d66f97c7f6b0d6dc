package io.streamsync.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.Programme;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimelinePlannerTest {
  private static final long UNITS_PER_SECOND = 120_000;

  @Provide
  Arbitrary<BroadcastDay> days() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 365),
            Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"))
        .as((day, zone) -> new BroadcastDay(LocalDate.ofYearDay(2026, day), ZoneId.of(zone)));
  }

  @Provide
  Arbitrary<CatalogueEntry> videos() {
    return Combinators.combine(
            Arbitraries.of(FrameRate.AIRED), Arbitraries.integers().between(24, 60_000))
        .as(
            (rate, frames) ->
                TestVideos.entry("v" + rate.numerator() + "-" + frames, rate, frames));
  }

  /**
   * Goes through the segments one by one, in units of 1/120,000 s, which the planner does not use.
   */
  @Property(tries = 60)
  void day_isTheLoopOverAndOverInWholeSegments(
      @ForAll("days") BroadcastDay day,
      @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("videos") CatalogueEntry> loop) {
    List<AiredVideo> videos = loop.stream().map(CatalogueEntry::aired).toList();
    long dayUnits = Duration.between(day.from(), day.to()).toSeconds() * UNITS_PER_SECOND;

    List<Programme> programmes = TimelinePlanner.plan(day, videos).programmes();

    long position = 0;
    for (int i = 0; i < programmes.size(); i++) {
      Programme programme = programmes.get(i);
      CatalogueEntry entry = loop.get(i % loop.size());
      assertThat(programme.video().id()).isEqualTo(entry.id());
      assertThat(programme.startTicks()).isEqualTo(position * 6);
      List<Integer> frames = entry.video().segmentFrames();
      for (int s = 0; s < programme.segments(); s++) {
        position += units(entry, frames.get(s));
      }
      assertThat(position).isLessThanOrEqualTo(dayUnits);
      if (programme.segments() < frames.size()) {
        assertThat(i).isEqualTo(programmes.size() - 1);
        assertThat(position + units(entry, frames.get(programme.segments())))
            .isGreaterThan(dayUnits);
      }
    }
    Programme last = programmes.get(programmes.size() - 1);
    if (last.segments() == last.video().segments()) {
      CatalogueEntry next = loop.get(programmes.size() % loop.size());
      assertThat(position + units(next, next.video().segmentFrames().get(0)))
          .isGreaterThan(dayUnits);
    }
  }

  private static long units(CatalogueEntry entry, int frames) {
    FrameRate rate = entry.video().frameRate();
    return UNITS_PER_SECOND * rate.denominator() / rate.numerator() * frames;
  }

  @Test
  void emptyLoop_isRefused() {
    BroadcastDay day = new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneId.of("UTC"));

    assertThatThrownBy(() -> TimelinePlanner.plan(day, new ArrayList<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
