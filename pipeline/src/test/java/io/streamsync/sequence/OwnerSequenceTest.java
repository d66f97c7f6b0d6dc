package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.time.BroadcastDay;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerSequenceTest {
  private static final Catalogue CATALOGUE = TestVideos.catalogue("a", "b", "c");
  private static final Set<String> NOT_READY = Set.of("soon", "later");
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneId.of("UTC"));
  private static final Owner USER = new Owner(false, "u");

  private static SequencePart record(Place place, String file, long line, String... videos) {
    return new SequencePart(USER, "", place, file, line, -1, List.of(videos), List.of());
  }

  private static SequencePart row(String file, long line, long position, String video) {
    return new SequencePart(
        USER, "", Place.STANDING, file, line, position, List.of(video), List.of());
  }

  /** In every order the outcome must be the same, for a shuffle keeps none. */
  private static OwnerSequence.Resolved resolve(SequencePart... parts) {
    List<SequencePart> shuffled = new ArrayList<>(List.of(parts));
    OwnerSequence.Resolved first =
        OwnerSequence.resolve(shuffled, CATALOGUE, NOT_READY, DAY, fixed -> List.of());
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(OwnerSequence.resolve(shuffled, CATALOGUE, NOT_READY, DAY, fixed -> List.of()))
          .isEqualTo(first);
    }
    assertThat(first.recordsOnAir()).isEqualTo(first.isOnAir() ? 1 : 0);
    return first;
  }

  private static List<String> ids(OwnerSequence.Resolved resolved) {
    return resolved.loop().stream().map(AiredVideo::id).toList();
  }

  @Test
  void firstRecord_byFileAndLine_wins() {
    OwnerSequence.Resolved resolved =
        resolve(
            record(Place.STANDING, "b.jsonl", 1, "b"),
            record(Place.STANDING, "a.jsonl", 9, "a"),
            record(Place.STANDING, "a.jsonl", 10, "c"));

    assertThat(ids(resolved)).containsExactly("a");
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::file, Reject::line)
        .containsExactlyInAnyOrder(
            tuple(RejectCode.DUPLICATE_RECORD, "a.jsonl", 10L),
            tuple(RejectCode.DUPLICATE_RECORD, "b.jsonl", 1L));
  }

  @Test
  void dayRecord_replacesTheStandingOne() {
    OwnerSequence.Resolved resolved =
        resolve(record(Place.STANDING, "a", 1, "a"), record(Place.DAY, "z", 1, "b", "b"));

    assertThat(ids(resolved)).containsExactly("b", "b");
    assertThat(resolved.records()).isEqualTo(1);
    assertThat(resolved.rejects()).isEmpty();
  }

  @Test
  void dayRecord_thatCannotPlay_leavesTheStandingOneInForce() {
    OwnerSequence.Resolved resolved =
        resolve(record(Place.STANDING, "a", 1, "a"), record(Place.DAY, "z", 1, "x"));

    assertThat(ids(resolved)).containsExactly("a");
    assertThat(resolved.rejects())
        .extracting(Reject::code)
        .containsExactlyInAnyOrder(RejectCode.UNKNOWN_VIDEO, RejectCode.NO_PLAYABLE_ITEM);
  }

  @Test
  void dayRecord_whoseFixedItemsHaveNoRoom_leavesTheStandingOneInForce() {
    SequencePart day = fixedAt(LocalTime.of(23, 59), "a", "b");
    SequencePart standing = record(Place.STANDING, "a", 1, "c");

    OwnerSequence.Resolved resolved =
        OwnerSequence.resolve(
            List.of(standing, day), CATALOGUE, NOT_READY, DAY, OwnerSequenceTest::noRoom);

    assertThat(ids(resolved)).containsExactly("c");
    assertThat(resolved.fixed()).isEmpty();
    assertThat(resolved.records()).isEqualTo(2);
    assertThat(resolved.rejectedRecords()).isEqualTo(1);
    assertThat(resolved.rejects())
        .extracting(Reject::code)
        .containsExactly(
            RejectCode.NO_PLAYABLE_ITEM, RejectCode.START_OVERLAP, RejectCode.START_TOO_CLOSE);
  }

  @Test
  void dayRecord_ofWhichOneFixedItemHasRoom_staysInForce() {
    SequencePart day = fixedAt(LocalTime.of(20, 0), "a");

    OwnerSequence.Resolved resolved =
        OwnerSequence.resolve(
            List.of(day, record(Place.STANDING, "a", 1, "c")),
            CATALOGUE,
            NOT_READY,
            DAY,
            fixed -> List.of());

    assertThat(resolved.loop()).isEmpty();
    assertThat(resolved.fixed()).extracting(item -> item.video().id()).containsExactly("a");
    assertThat(resolved.rejects()).isEmpty();
  }

  private static SequencePart fixedAt(LocalTime at, String... videos) {
    List<FixedStart> fixed = Stream.of(videos).map(id -> new FixedStart(id, at)).toList();
    return new SequencePart(USER, "", Place.DAY, "z", 1, -1, List.of(), fixed);
  }

  private static List<Reject> noRoom(List<FixedItem> fixed) {
    return fixed.stream()
        .map(item -> new Reject(RejectCode.START_TOO_CLOSE, item.file(), item.line(), "no room"))
        .toList();
  }

  @Test
  void unknownVideo_isRejectedAndTheRestPlays() {
    OwnerSequence.Resolved resolved = resolve(record(Place.STANDING, "a", 4, "a", "../x", "c"));

    assertThat(ids(resolved)).containsExactly("a", "c");
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(RejectCode.UNKNOWN_VIDEO, 4L));
    assertThat(resolved.rejectedRecords()).isZero();
  }

  @ParameterizedTest(name = "{0} and standing {1} plays {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // day       | standing   | plays | rejected | not ready | codes of day's record
        "a soon c    | none       | a c   | 0        | 0         | NOT_READY",
        "soon a soon | none       | a     | 0        | 0         | NOT_READY NOT_READY",
        "soon x a    | none       | a     | 0        | 0         | NOT_READY UNKNOWN_VIDEO",
        "soon        | none       | ''    | 0        | 1         | NOT_READY NOT_READY",
        "x soon later| none       | ''    | 0        | 1         | NOT_READY NOT_READY NOT_READY UNKNOWN_VIDEO",
        "x y         | none       | ''    | 1        | 0         | UNKNOWN_VIDEO UNKNOWN_VIDEO NO_PLAYABLE_ITEM",
        "soon        | b          | b     | 0        | 1         | NOT_READY NOT_READY",
        "soon        | later      | ''    | 0        | 2         | NOT_READY NOT_READY",
        "x           | soon       | ''    | 1        | 1         | UNKNOWN_VIDEO NO_PLAYABLE_ITEM",
        "soon        | x          | ''    | 1        | 1         | NOT_READY NOT_READY",
        "a soon      | later      | a     | 0        | 0         | NOT_READY",
      })
  void videoNotReady_isListedAndCostsNoReject(
      String day,
      @Nullable String standing,
      String plays,
      int rejected,
      int notReady,
      String dayCodes) {
    List<SequencePart> parts = new ArrayList<>();
    parts.add(record(Place.DAY, "day", 3, day.split(" ")));
    if (standing != null) {
      parts.add(record(Place.STANDING, "standing", 1, standing.split(" ")));
    }

    OwnerSequence.Resolved resolved = resolve(parts.toArray(SequencePart[]::new));

    assertThat(String.join(" ", ids(resolved))).isEqualTo(plays);
    assertThat(resolved.rejectedRecords()).isEqualTo(rejected);
    assertThat(resolved.notReadyRecords()).isEqualTo(notReady);
    assertThat(resolved.rejects())
        .filteredOn(reject -> reject.file().equals("day") && reject.line() == 3)
        .extracting(reject -> reject.code().name())
        .containsExactly(dayCodes.split(" "));
  }

  @Test
  void videoNotReady_isNamedWithWhenItIsTaken() {
    OwnerSequence.Resolved resolved = resolve(row("a.csv", 2, 1, "soon"), row("a.csv", 3, 2, "a"));

    assertThat(resolved.rejects())
        .containsExactly(
            new Reject(
                RejectCode.NOT_READY,
                "a.csv",
                2,
                "the video 'soon' is not ready: it is taken the next night"));
  }

  @Test
  void recordNotReady_stillMakesLaterOnesDuplicates() {
    OwnerSequence.Resolved resolved =
        resolve(
            record(Place.STANDING, "a.jsonl", 1, "soon"),
            record(Place.STANDING, "a.jsonl", 2, "a"));

    assertThat(resolved.loop()).isEmpty();
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::line)
        .containsExactlyInAnyOrder(
            tuple(RejectCode.DUPLICATE_RECORD, 2L),
            tuple(RejectCode.NOT_READY, 1L),
            tuple(RejectCode.NOT_READY, 1L));
  }

  @Test
  void rows_ofManyFiles_areOneRecordInOrderOfPosition() {
    OwnerSequence.Resolved resolved =
        resolve(row("b.csv", 2, 1, "a"), row("a.csv", 3, 30, "c"), row("a.csv", 2, 4, "b"));

    assertThat(ids(resolved)).containsExactly("a", "b", "c");
    assertThat(resolved.records()).isEqualTo(1);
  }

  @Test
  void rows_standWhereTheFirstOneStands() {
    OwnerSequence.Resolved rowsFirst =
        resolve(
            row("a.csv", 2, 1, "a"),
            record(Place.STANDING, "b.jsonl", 1, "b"),
            row("z.csv", 2, 2, "c"));

    assertThat(ids(rowsFirst)).containsExactly("a", "c");
    assertThat(rowsFirst.rejects()).extracting(Reject::file).containsExactly("b.jsonl");
  }

  @Test
  void equalPosition_isRejected() {
    OwnerSequence.Resolved resolved = resolve(row("a.csv", 2, 1, "a"), row("a.csv", 3, 1, "b"));

    assertThat(ids(resolved)).containsExactly("a");
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(RejectCode.DUPLICATE_POSITION, 3L));
  }

  @Test
  void rowsOfMoreThanAnybodyCanSee_areRejected() {
    SequencePart[] rows =
        IntStream.rangeClosed(0, SequencePart.MAX_ITEMS)
            .mapToObj(i -> row("a.csv", 2L + i, i, "a"))
            .toArray(SequencePart[]::new);

    OwnerSequence.Resolved resolved =
        OwnerSequence.resolve(List.of(rows), CATALOGUE, NOT_READY, DAY, fixed -> List.of());

    assertThat(resolved.isOnAir()).isFalse();
    assertThat(resolved.rejectedRecords()).isEqualTo(1);
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(RejectCode.BAD_RECORD, 2L));
  }

  @Test
  void builtInMain_playsOnlyWhereNothingElseDoes() {
    SequencePart builtIn = SequencePart.builtInMain(List.of("a", "b", "c"));
    SequencePart own =
        new SequencePart(Owner.MAIN, "Mine", Place.STANDING, "f", 1, -1, List.of("c"), List.of());

    assertThat(
            ids(
                OwnerSequence.resolve(
                    List.of(builtIn), CATALOGUE, NOT_READY, DAY, fixed -> List.of())))
        .containsExactly("a", "b", "c");
    assertThat(
            OwnerSequence.resolve(List.of(builtIn), CATALOGUE, NOT_READY, DAY, fixed -> List.of())
                .records())
        .isZero();
    assertThat(
            ids(
                OwnerSequence.resolve(
                    List.of(builtIn, own), CATALOGUE, NOT_READY, DAY, fixed -> List.of())))
        .containsExactly("c");
  }
}
