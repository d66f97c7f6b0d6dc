package io.streamsync.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.CatalogueEntry;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A judge that refuses nothing would prove nothing: a good day, and damage of every kind to it. */
class TimelineJudgeTest {
  private static final CatalogueEntry HOUR =
      TestVideos.entry("hour", FrameRate.parse("25"), 90_000);
  private static final CatalogueEntry FILM =
      TestVideos.entry("film", FrameRate.parse("24"), 57_600);
  private static final CatalogueEntry NEWS =
      TestVideos.entry("news", FrameRate.parse("30000/1001"), 27_000);

  /** News at 06:00:00.000; before it an hour is cut, and slate is shown for 3.9 s. */
  private static final DayWish WISH =
      new DayWish(
          new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneOffset.UTC),
          List.of(HOUR, FILM),
          List.of(new Fixed(21_603_900, NEWS)));

  private static List<String> faults(Consumer<List<Shown>> damage) {
    List<Shown> shown = new ArrayList<>(OracleDay.of(WISH).shown());
    damage.accept(shown);
    return TimelineJudge.faults(WISH, new PlainDay(shown, List.of()));
  }

  /** Moves all from one programme on. */
  private static void delay(List<Shown> day, int from, long units) {
    for (int i = from; i < day.size(); i++) {
      Shown old = day.get(i);
      day.set(i, new Shown(old.slate(), old.start() + units, old.end() + units, old.pieces()));
    }
  }

  private static int news(List<Shown> day) {
    return day.stream().map(Shown::key).toList().indexOf(NEWS.videoKey());
  }

  @Test
  void faults_goodDay_areNone() {
    assertThat(faults(day -> assertThat(day.get(news(day) - 1).slate()).isTrue())).isEmpty();
  }

  @Test
  void faults_holeOf21Milliseconds_areNamed() {
    assertThat(faults(day -> delay(day, 2, 21 * PlainDay.PER_MILLI)))
        .anyMatch(fault -> fault.startsWith("a hole at "));
  }

  @Test
  void faults_overlap_areNamed() {
    assertThat(faults(day -> delay(day, 2, -1)))
        .anyMatch(fault -> fault.startsWith("an overlap at "));
  }

  @Test
  void faults_itemTwice_areNamed() {
    assertThat(
            faults(
                day -> {
                  Shown first = day.get(0);
                  delay(day, 1, first.end());
                  day.add(1, new Shown(false, first.end(), 2 * first.end(), first.pieces()));
                }))
        .anyMatch(fault -> fault.startsWith("not the next item of the loop at 3600000 ms"));
  }

  @Test
  void faults_twoItemsInWrongOrder_areNamed() {
    assertThat(
            faults(
                day -> {
                  Shown hour = day.get(0);
                  Shown film = day.get(1);
                  long change = film.end() - hour.end();
                  day.set(0, new Shown(false, 0, change, film.pieces()));
                  day.set(1, new Shown(false, change, film.end(), hour.pieces()));
                }))
        .contains(
            "not the next item of the loop at 0 ms", "not the next item of the loop at 2400000 ms");
  }

  @Test
  void faults_fixedItem21MillisecondsLate_areNamed() {
    assertThat(faults(day -> delay(day, news(day), 21 * PlainDay.PER_MILLI)))
        .anyMatch(fault -> fault.startsWith("nobody sees the item fixed at"));
  }

  @Test
  void faults_slateTwiceInARow_areNamed() {
    assertThat(
            faults(
                day -> {
                  Shown slate = day.get(news(day) - 1);
                  long middle = (slate.start() + slate.end()) / 2;
                  Piece piece = slate.pieces().get(0);
                  int half = (piece.first() + 25) / 2 - 25;
                  List<Piece> pieces = List.of(new Piece(piece.key(), half, 1));
                  day.set(news(day) - 1, new Shown(true, slate.start(), middle, pieces));
                  day.add(news(day), new Shown(true, middle, slate.end(), pieces));
                }))
        .anyMatch(fault -> fault.startsWith("slate after slate"));
  }

  @Test
  void faults_dayThatEndsASegmentEarly_areNamed() {
    assertThat(faults(day -> day.remove(day.size() - 1)))
        .anyMatch(fault -> fault.startsWith("the day ends at"));
  }

  @Test
  void faults_slateWhereASegmentHadRoom_areNamed() {
    assertThat(
            faults(
                day -> {
                  int cut = news(day) - 2;
                  Shown item = day.get(cut);
                  long units = 4 * PlainDay.PER_SECOND;
                  Piece whole = item.pieces().get(0);
                  List<Piece> pieces = List.of(new Piece(whole.key(), 0, whole.count() - 1));
                  day.set(cut, new Shown(false, item.start(), item.end() - units, pieces));
                  Shown slate = day.get(cut + 1);
                  List<Piece> longer = new ArrayList<>(slate.pieces());
                  longer.add(0, new Piece("slate", 0, 1));
                  day.set(cut + 1, new Shown(true, slate.start() - units, slate.end(), longer));
                }))
        .anyMatch(fault -> fault.startsWith("slate where segments had room"));
  }
}
