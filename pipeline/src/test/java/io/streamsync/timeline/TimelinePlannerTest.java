package io.streamsync.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.time.BroadcastDay;
import io.streamsync.timeline.DayWish.Fixed;
import io.streamsync.timeline.PlainDay.Piece;
import io.streamsync.timeline.PlainDay.Shown;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days small enough to be worked out by hand. */
class TimelinePlannerTest {
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneOffset.UTC);
  private static final FrameRate RATE = FrameRate.parse("50");

  /** Frames of 20 ms, in segments of 4 s and the rest. */
  private static CatalogueEntry video(String id, int frames) {
    return TestVideos.entry(id, RATE, frames);
  }

  private static PlainDay plan(List<CatalogueEntry> loop, Fixed... fixed) {
    DayWish wish = new DayWish(DAY, loop, List.of(fixed));
    PlainDay day = PlainDay.of(wish.plan());
    assertThat(TimelineJudge.faults(wish, day)).isEmpty();
    return day;
  }

  /** What is on until the first fixed item, {@code id:segments} or {@code slate:milliseconds}. */
  private static String untilFixed(PlainDay day, CatalogueEntry fixed) {
    List<String> words = new ArrayList<>();
    for (Shown shown : day.shown()) {
      if (shown.key().equals(fixed.videoKey())) {
        break;
      }
      words.add(word(shown));
    }
    return String.join(" ", words);
  }

  private static String word(Shown shown) {
    long millis = (shown.end() - shown.start()) / PlainDay.PER_MILLI;
    return shown.slate()
        ? "slate:" + millis
        : (shown.key().equals(LOOP.videoKey()) ? "ten" : "two") + ":" + shown.segments();
  }

  private static final CatalogueEntry LOOP = video("ten", 500);
  private static final CatalogueEntry TWO = video("two", 100);
  private static final CatalogueEntry FIXED = video("fixed", 3000);

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "an item that ends at the boundary needs no slate, 12000, ten:3 two:1",
    "a hole of 20 ms stays, 12020, ten:3 two:1",
    "a hole of 21 ms takes the only segment of an item, 12021, ten:3 slate:2020",
    "a hole just below half a second too, 12499, ten:3 slate:2500",
    "half a second is the shortest slate, 12500, ten:3 two:1 slate:500",
    "a hole below half a second takes the last segment of several, 10100, ten:2 slate:2100",
    "an item that is cut keeps its whole segments, 9000, ten:2 slate:1000",
    "an item is cut to nothing after whole ones, 11600, ten:3 slate:1600",
    "a length between two of the ruler is rounded down to the nearest, 12509, ten:3 two:1 slate:500",
    "halves are rounded up, 12510, ten:3 two:1 slate:520",
    "the longest segment of the ruler, 16499, ten:3 two:1 slate:4500",
    "an item that leaves half a second is cut, 16500, ten:3 two:1 ten:1 slate:500",
  })
  void plan_boundary_isFilledByTheLaws(String row, long startMillis, String expected) {
    PlainDay day = plan(List.of(LOOP, TWO), new Fixed(startMillis, FIXED));
    assertThat(untilFixed(day, FIXED)).as(row).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: then {2}")
  @CsvSource({
    "an item that is cut is not resumed, 9000, two:1",
    "an item that was shown whole is over, 12000, ten:3",
    "an item that gave up its only segment is next, 12021, two:1",
    "an item of which nothing had room is next, 10700, two:1",
  })
  void plan_afterAFixedItem_theLoopGoesOn(String row, long startMillis, String expected) {
    List<Shown> day = plan(List.of(LOOP, TWO), new Fixed(startMillis, FIXED)).shown();
    int fixed = day.stream().map(Shown::key).toList().indexOf(FIXED.videoKey());
    assertThat(word(day.get(fixed + 1))).as(row).isEqualTo(expected);
  }

  @Test
  void plan_emptyLoop_isSlateInWholeMinutesAndOneRulerSegment() {
    List<Shown> day = plan(List.of()).shown();
    assertThat(day).hasSize(1);
    assertThat(day.get(0).pieces()).hasSize(1441);
    assertThat(day.get(0).pieces().subList(0, 1439))
        .allMatch(new Piece(TestSlate.VIDEO.videoKey(), 0, 15)::equals);
    assertThat(day.get(0).pieces().subList(1439, 1441))
        .containsExactly(new Piece(TestSlate.VIDEO.videoKey(), 0, 14), new Piece("ruler", 175, 1));
    assertThat(day.get(0).end()).isEqualTo(86_400 * PlainDay.PER_SECOND);
  }

  @ParameterizedTest(name = "{0} ms: {1} whole segments and {2} of the ruler")
  @CsvSource({"500, 0, 0", "4499, 0, 200", "4500, 1, 0", "4510, 1, 1", "8500, 2, 0"})
  void plan_slateOfALength_hasAsManyWholeSegmentsAsLeaveHalfASecond(
      long millis, int whole, int ruler) {
    List<Piece> pieces = plan(List.of(), new Fixed(millis, FIXED)).shown().get(0).pieces();
    assertThat(pieces.stream().limit(pieces.size() - 1).mapToInt(Piece::count).sum())
        .isEqualTo(whole);
    assertThat(pieces.get(pieces.size() - 1)).isEqualTo(new Piece("ruler", ruler, 1));
  }

  @Test
  void plan_fixedItemsBackToBackAfterALateOne_doNotDrift() {
    CatalogueEntry item = TestVideos.entry("b", FrameRate.parse("25"), 250);
    Fixed[] fixed =
        Stream.iterate(10_510L, start -> start + 10_000)
            .limit(50)
            .map(start -> new Fixed(start, item))
            .toArray(Fixed[]::new);
    List<Shown> day = plan(List.of(TWO), fixed).shown();
    List<Shown> shown = day.stream().filter(one -> one.key().equals(item.videoKey())).toList();
    for (int i = 0; i < fixed.length; i++) {
      // The hole of 0.51 s before the first is filled by 0.52 s.
      assertThat(shown.get(i).start()).isEqualTo((10_520 + 10_000L * i) * PlainDay.PER_MILLI);
    }
  }

  @Test
  void plan_fixedItemTooCloseAfterOneOfOneSegment_isLeftOut() {
    PlainDay day =
        plan(
            List.of(LOOP),
            new Fixed(10_000, FIXED),
            new Fixed(70_300, TWO),
            new Fixed(72_500, FIXED));
    assertThat(day.leftOut()).containsExactly(2);
    assertThat(day.shown().subList(1, 4).stream().map(Shown::segments)).containsExactly(14, 1, 1);
  }

  @ParameterizedTest(name = "{0} ms apart: {1} of ten are on air")
  @CsvSource({"0, 10", "20, 7", "21, 5", "300, 5", "499, 5", "500, 10"})
  void plan_chainOfFixedItemsOfOneSegment_losesAtMostEverySecond(long gapMillis, int onAir) {
    Fixed[] chain =
        Stream.iterate(0L, start -> start + 2_000 + gapMillis)
            .limit(10)
            .map(start -> new Fixed(start, TWO))
            .toArray(Fixed[]::new);
    PlainDay day = plan(List.of(LOOP), chain);
    assertThat(10 - day.leftOut().size()).isEqualTo(onAir);
    assertThat(day.shown().get(0).key()).as("the first stays").isEqualTo(TWO.videoKey());
  }

  @Test
  void plan_fixedItemOfOneSegmentTooCloseToTheDaysEnd_isLeftOutAndTheOneBeforeStays() {
    long end = 86_400_000;
    PlainDay day = plan(List.of(), new Fixed(end - 6_000, TWO), new Fixed(end - 2_300, TWO));
    assertThat(day.leftOut()).containsExactly(1);
    assertThat(day.shown()).hasSize(3);
  }

  @Test
  void plan_fixedItemCutByTheDaysEnd_isFollowedBySlate() {
    CatalogueEntry second = video("second", 50);
    long start = 86_400_000 - 7_000;
    List<Shown> day = plan(List.of(second), new Fixed(start, FIXED)).shown();
    Shown cut = day.get(day.size() - 2);
    assertThat(cut.key()).isEqualTo(FIXED.videoKey());
    assertThat(cut.segments()).isEqualTo(1);
    assertThat(day.get(day.size() - 1).slate()).isTrue();
  }

  @Test
  void plan_fixedItemWithoutAWholeSegmentBeforeTheDaysEnd_isRefused() {
    Fixed late = new Fixed(86_400_000 - 3_999, FIXED);
    assertThatThrownBy(() -> plan(List.of(LOOP), late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wish line 0");
  }
}
