package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.job.AirStatistics.LeftOut;
import io.streamsync.job.AirStatistics.SlateShare;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.playlist.Programme.Part;
import io.streamsync.sequence.FixedItem;
import io.streamsync.sequence.Owner;
import io.streamsync.timeline.TimelinePlanner.Plan;
import io.streamsync.timeline.TimelinePlanner.TooClose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AirStatisticsTest {
  private static final Instant FROM = Instant.parse("2026-11-21T00:00:00Z");
  private static final AiredVideo SLATE = TestSlate.VIDEO.aired();
  private static final long SLATE_TICKS = 4 * Ticks.PER_SECOND; // of a segment

  /** An owner's day, as many programmes of four seconds each. */
  record Aired(Owner owner, List<String> videos, int slates, int packBytes) {}

  private static AiredVideo video(String id) {
    CatalogueEntry entry = TestVideos.entry(id, new FrameRate(25, 1), 100);
    return entry.aired();
  }

  private static Plan plan(Aired aired, TooClose... leftOut) {
    List<Programme> programmes = new ArrayList<>();
    long position = 0;
    for (String id : aired.videos()) {
      programmes.add(new Programme(position, video(id), 1));
      position += SLATE_TICKS;
    }
    for (int i = 0; i < aired.slates(); i++) {
      programmes.add(new Programme(position, Kind.SLATE, List.of(new Part(SLATE, 0, 1))));
      position += SLATE_TICKS;
    }
    return new Plan(new DayTimeline(FROM, FROM.plusSeconds(86_400), programmes), List.of(leftOut));
  }

  private static AirStatistics of(List<Aired> all) {
    AirGathering gathering = new AirGathering();
    all.forEach(aired -> gathering.add(aired.owner(), plan(aired), aired.packBytes()));
    return gathering.done();
  }

  @Test
  void timelines_areAddedUp_viewersAndChannelsApart() {
    AirStatistics statistics =
        of(
            List.of(
                new Aired(new Owner(false, "u1"), List.of("a", "b", "a"), 1, 500),
                new Aired(new Owner(false, "u2"), List.of("b"), 0, 700),
                new Aired(Owner.MAIN, List.of("c"), 0, 300)));

    assertThat(statistics.viewers())
        .isEqualTo(new Airtime(2, 5 * SLATE_TICKS, SLATE_TICKS, 1200, 700));
    assertThat(statistics.channels()).isEqualTo(new Airtime(1, SLATE_TICKS, 0, 300, 300));
    assertThat(statistics.airings()).isEqualTo(Map.of("a", 2L, "b", 2L, "c", 1L));
    assertThat(statistics.slateHeavy().first())
        .containsExactly(new SlateShare("user u1", SLATE_TICKS, 4 * SLATE_TICKS));
  }

  /** A tenth itself is not yet much. */
  @Test
  void slate_isMuchAboveATenth() {
    assertThat(SlateShare.isMuch(10, 100)).isFalse();
    assertThat(SlateShare.isMuch(11, 100)).isTrue();
  }

  @Test
  void mostSlate_isNamedFirst() {
    AirStatistics statistics =
        of(
            List.of(
                new Aired(new Owner(false, "few"), List.of("a"), 1, 1),
                new Aired(new Owner(true, "many"), List.of("a"), 9, 1)));

    assertThat(statistics.slateHeavy().first())
        .extracting(SlateShare::owner)
        .containsExactly("channel many", "user few");
  }

  @Test
  void fixedItemThatWasLeftOut_isNamed() {
    AirGathering gathering = new AirGathering();
    Aired aired = new Aired(Owner.MAIN, List.of("a"), 0, 1);
    FixedItem item = new FixedItem(SLATE_TICKS, video("b"), "one.jsonl", 7);
    gathering.add(Owner.MAIN, plan(aired, new TooClose(item, Optional.empty())), 1);

    assertThat(gathering.done().leftOut().first())
        .containsExactly(new LeftOut("one.jsonl", 7, "b", SLATE_TICKS));
  }

  @Provide
  Arbitrary<Aired> days() {
    return Combinators.combine(
            Arbitraries.of("u1", "u2", "u3", "u4"),
            Arbitraries.of(true, false),
            Arbitraries.of("a", "b", "c").list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(1, 5000))
        .as(
            (name, channel, videos, slates, bytes) ->
                new Aired(new Owner(channel, name), videos, slates, bytes));
  }

  /** However a runner cuts owners into bundles, and in whatever order it brings them together. */
  @Property(tries = 60)
  void bundles_addUpToTheWhole(
      @ForAll @Size(max = 5) List<@From("days") Aired> a,
      @ForAll @Size(max = 5) List<@From("days") Aired> b,
      @ForAll @Size(max = 5) List<@From("days") Aired> c) {
    List<Aired> all = new ArrayList<>(a);
    all.addAll(b);
    all.addAll(c);
    AirStatistics whole = of(all);

    assertThat(of(a).plus(of(b)).plus(of(c))).isEqualTo(whole);
    assertThat(of(a).plus(of(b).plus(of(c)))).isEqualTo(whole);
    assertThat(of(c).plus(of(b)).plus(of(a))).isEqualTo(whole);
    assertThat(AirStatistics.NONE.plus(whole)).isEqualTo(whole);
  }
}
