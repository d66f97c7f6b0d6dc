package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamsync.job.TimelineStrip.Block;
import io.streamsync.job.TimelineStrip.Column;
import io.streamsync.job.TimelineStrip.Share;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineStripTest {
  private static final BroadcastDay UTC = day("2026-11-21", "UTC");

  private static BroadcastDay day(String date, String zone) {
    return new BroadcastDay(LocalDate.parse(date), ZoneId.of(zone));
  }

  private static TimelineStrip strip(BroadcastDay day, Block... blocks) {
    return new TimelineStrip("channel main", day.from(), day.to(), day.zone(), List.of(blocks));
  }

  private static Block block(Instant start, Duration length, String video) {
    return new Block(start, start.plus(length), video, "Title of " + video, false);
  }

  private static Block slate(Instant start, Duration length) {
    return new Block(start, start.plus(length), "slate", "Slate", true);
  }

  private static String svg(TimelineStrip strip) {
    Markup svg = new Markup();
    strip.draw(svg);
    return svg.toString();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "06:00 of a 24-hour day is at a quarter,   2026-11-21, UTC,                 PT6H,    0.25",
    "the start of a day is at 0,               2026-11-21, UTC,                 PT0S,    0",
    "the end of a day is at 1,                 2026-11-21, UTC,                 PT24H,   1",
    "noon by the clock of a 25-hour day,       2026-10-25, Europe/Berlin,       PT13H,   0.52",
    "five hours of a 25-hour day are a fifth,  2026-10-25, Europe/Berlin,       PT5H,    0.2",
    "noon by the clock of a 23-hour day,       2026-03-29, Europe/Berlin,       PT11H,   0.478261",
    "half of a day of 24 hours and a half,     2026-04-05, Australia/Lord_Howe, PT12H15M,0.5",
  })
  void instant_hasItsPlaceInTheDay(
      String sentence, String date, String zone, Duration after, double place) {
    BroadcastDay day = day(date, zone);

    assertThat(strip(day).position(day.from().plus(after))).isCloseTo(place, within(1e-6));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "24 hours,                            2026-11-21, UTC,                 24",
    "a day of 25 hours has one twice,     2026-10-25, Europe/Berlin,       25",
    "a day of 23 hours lacks one,         2026-03-29, Europe/Berlin,       23",
    "half an hour more is no hour,        2026-04-05, Australia/Lord_Howe, 24",
    "an offset of quarters,               2026-11-21, Asia/Kathmandu,      24",
  })
  void hours_areThoseOfTheZonesClock(String sentence, String date, String zone, int hours) {
    TimelineStrip strip = strip(day(date, zone));

    assertThat(strip.hours()).hasSize(hours).first().isEqualTo(strip.from());
    assertThat(strip.hours()).allMatch(hour -> hour.atZone(strip.zone()).getMinute() == 0);
  }

  @Test
  void block_isDrawnWhereItIsOn_withStartAndTitle() {
    String svg = svg(strip(UTC, block(UTC.from().plusSeconds(6 * 3600), Duration.ofHours(3), "a")));

    assertThat(svg)
        .contains(
            "<title>06:00:00 Title of a</title><rect class=\""
                + TimelineStrip.colour("a")
                + "\" x=\"25%\" width=\"12.5%\" y=\"0\" height=\"34\"></rect>")
        .contains("<text x=\"25%\" y=\"55\" class=\"h6\">06</text>");
  }

  @Test
  void start_isPrintedInTheZone() {
    BroadcastDay berlin = day("2026-11-21", "Europe/Berlin");

    assertThat(svg(strip(berlin, block(berlin.from(), Duration.ofHours(1), "a"))))
        .contains("<title>00:00:00 Title of a</title>");
  }

  @Test
  void slate_isHatched_whateverItsIdIs() {
    assertThat(svg(strip(UTC, slate(UTC.from(), Duration.ofHours(24)))))
        .contains("<title>00:00:00 slate</title><rect class=\"slate\"");
  }

  @Test
  void hostileTitle_staysText() {
    Block hostile =
        new Block(
            UTC.from(), UTC.to(), "a", "</title><script>alert(1)</script>", /* slate= */ false);

    assertThat(svg(strip(UTC, hostile)))
        .contains("&lt;/title&gt;&lt;script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void hundreds_areDrawnOneByOne() {
    List<Column> columns = strip(UTC, blocks(300, i -> "v" + i)).columns();

    assertThat(columns).hasSize(300).allMatch(column -> column.programmes() == 1);
    assertThat(columns.get(299).parts())
        .containsExactly(new Share("v299", "Title of v299", false, 1));
  }

  /** Ten seconds each. */
  @Test
  void thousands_shareColumns_thatTileTheSameTime() {
    TimelineStrip strip = strip(UTC, blocks(8640, i -> i % 3 == 0 ? "often" : "v" + i));

    List<Column> columns = strip.columns();

    assertThat(columns).hasSize(96).allMatch(column -> column.programmes() == 90);
    assertThat(columns.get(0).start()).isEqualTo(UTC.from());
    for (int i = 1; i < columns.size(); i++) {
      assertThat(columns.get(i).start()).isEqualTo(columns.get(i - 1).end());
    }
    assertThat(columns.get(95).end()).isEqualTo(UTC.to());
    assertThat(columns.get(95).parts())
        .extracting(Share::title)
        .containsExactly("Title of often", "other videos");
    assertThat(columns.get(95).parts()).extracting(Share::look).last().isEqualTo("others");
    assertThat(columns.get(95).parts().get(0).share()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(svg(strip)).contains("<title>00:00:00 to 00:15:00: 90 programmes</title>");
  }

  /** As many layers as there can be, and titles that take most space. */
  @Test
  void strip_staysSmall() {
    String title = "<".repeat(200);
    Block[] many =
        Stream.of(blocks(40_000, i -> "v" + i * i % 31))
            .map(b -> new Block(b.start(), b.end(), b.video(), title, i(b) % 7 == 0))
            .toArray(Block[]::new);
    Block[] few =
        Stream.of(blocks(300, i -> "v" + i))
            .map(b -> new Block(b.start(), b.end(), b.video(), title, false))
            .toArray(Block[]::new);

    assertThat(svg(strip(UTC, many))).hasSizeLessThan(60_000);
    assertThat(svg(strip(UTC, few)).replace("&lt;", "<")).hasSizeLessThan(60_000);
  }

  private static long i(Block block) {
    return block.start().getEpochSecond();
  }

  private static Block[] blocks(int count, IntFunction<String> video) {
    Duration length = Duration.ofDays(1).dividedBy(count);
    return IntStream.range(0, count)
        .mapToObj(i -> block(UTC.from().plus(length.multipliedBy(i)), length, video.apply(i)))
        .toArray(Block[]::new);
  }

  @Test
  void legend_namesWhatFillsMostOfTheDay() {
    TimelineStrip strip =
        strip(
            UTC,
            block(UTC.from(), Duration.ofHours(6), "a"),
            block(UTC.from().plusSeconds(6 * 3600), Duration.ofHours(12), "b"),
            block(UTC.from().plusSeconds(18 * 3600), Duration.ofHours(3), "a"),
            slate(UTC.from().plusSeconds(21 * 3600), Duration.ofHours(3)));

    assertThat(strip.legend())
        .containsExactly(
            new Share("b", "Title of b", false, 0.5),
            new Share("a", "Title of a", false, 0.375),
            new Share("slate", "Slate", true, 0.125));
  }

  @Test
  void colour_isOfTheIdAlone() {
    assertThat(TimelineStrip.colour("bunny")).isEqualTo(TimelineStrip.colour("bunny"));
    assertThat(IntStream.range(0, 200).mapToObj(i -> TimelineStrip.colour("clip-" + i)).distinct())
        .hasSizeGreaterThan(30)
        .allMatch(colour -> colour.matches("c([0-9]|[12][0-9]|3[0-5])"));
  }
}
