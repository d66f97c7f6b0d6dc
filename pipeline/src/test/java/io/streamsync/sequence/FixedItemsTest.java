package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedItemsTest {
  private static final FrameRate RATE = new FrameRate(25, 1);

  /** Of ten seconds in segments of 4, 4 and 2; of a minute; of an hour. */
  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(
              TestVideos.entry("ten", RATE, 250),
              TestVideos.entry("minute", RATE, 1500),
              TestVideos.entry("hour", RATE, 90_000)));

  private static final BroadcastDay DAY = day("2026-11-20", "UTC");

  private static BroadcastDay day(String date, String zone) {
    return new BroadcastDay(LocalDate.parse(date), ZoneId.of(zone));
  }

  /** Items as {@code ten@20:00}, or {@code ten} for one of the loop. */
  private static SequencePart part(long line, long position, String items) {
    List<String> loop = new ArrayList<>();
    List<FixedStart> fixed = new ArrayList<>();
    for (String item : items.isEmpty() ? new String[0] : items.split(" ")) {
      int at = item.indexOf('@');
      if (at < 0) {
        loop.add(item);
      } else {
        LocalTime time = FixedStart.time(item.substring(at + 1)).orElseThrow();
        fixed.add(new FixedStart(item.substring(0, at), time));
      }
    }
    Owner owner = new Owner(/* isChannel= */ false, "u");
    return new SequencePart(owner, "", Place.STANDING, "f", line, position, loop, fixed);
  }

  private static OwnerSequence.Resolved resolve(BroadcastDay day, SequencePart... parts) {
    return OwnerSequence.resolve(
        List.of(parts), CATALOGUE, Set.of("soon"), day, fixed -> List.of());
  }

  private static OwnerSequence.Resolved resolve(BroadcastDay day, String items) {
    return resolve(day, part(/* line= */ 7, SequencePart.WHOLE_RECORD, items));
  }

  /** Written as items are, with the time since the day's first instant. */
  private static String text(List<FixedItem> fixed) {
    return String.join(
        " ",
        fixed.stream()
            .map(
                item ->
                    item.video().id()
                        + "@"
                        + Duration.ofMillis(item.startTicks() / Ticks.PER_MILLI))
            .toList());
  }

  private static String codes(OwnerSequence.Resolved resolved) {
    return String.join(
        " ", resolved.rejects().stream().map(reject -> reject.code().name()).toList());
  }

  @ParameterizedTest(name = "{2} on {0} in {1} begins {3} after the day")
  @CsvSource({
    "2026-11-20, UTC,                 20:00,        PT20H",
    "2026-11-20, UTC,                 20:00:00.001, PT20H0.001S",
    "2026-11-20, UTC,                 00:00,        PT0S",
    "2026-11-20, UTC,                 00:00:00.499, PT0S",
    "2026-11-20, UTC,                 00:00:00.500, PT0.5S",
    "2026-11-20, Asia/Kathmandu,      20:00,        PT20H",
    "2026-03-29, Europe/Berlin,       01:59:59,     PT1H59M59S",
    "2026-03-29, Europe/Berlin,       03:00,        PT2H",
    "2026-03-29, Europe/Berlin,       20:00,        PT19H",
    "2026-10-25, Europe/Berlin,       02:30,        PT2H30M",
    "2026-10-25, Europe/Berlin,       03:00,        PT4H",
    "2026-10-25, Europe/Berlin,       20:00,        PT21H",
    "2026-03-08, America/New_York,    20:00,        PT19H",
    "2026-11-01, America/New_York,    01:30,        PT1H30M",
    "2026-11-01, America/New_York,    20:00,        PT21H",
    "2026-10-04, Australia/Lord_Howe, 02:30,        PT2H",
    "2026-10-04, Australia/Lord_Howe, 20:00,        PT19H30M",
    "2026-04-05, Australia/Lord_Howe, 01:45,        PT1H45M",
    "2026-04-05, Australia/Lord_Howe, 20:00,        PT20H30M",
    "2026-04-24, Africa/Cairo,        01:00,        PT0S",
    "2026-04-24, Africa/Cairo,        01:00:00.499, PT0S",
    "2026-04-24, Africa/Cairo,        20:00,        PT19H",
    "2011-12-29, Pacific/Apia,        20:00,        PT20H",
    "2011-12-31, Pacific/Apia,        00:00:30,     PT30S",
    "2028-02-29, UTC,                 20:00,        PT20H",
    "2026-12-31, UTC,                 23:59:50,     PT23H59M50S",
  })
  void start_isCountedFromTheDaysFirstInstant(
      String date, String zone, String startAt, Duration start) {
    OwnerSequence.Resolved resolved = resolve(day(date, zone), "ten@" + startAt);

    assertThat(text(resolved.fixed())).isEqualTo("ten@" + start);
    assertThat(resolved.rejects()).isEmpty();
    assertThat(resolved.recordsOnAir()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{2} on {0} in {1}")
  @CsvSource({
    "2026-03-29, Europe/Berlin,       02:00",
    "2026-03-29, Europe/Berlin,       02:59:59.999",
    "2026-03-08, America/New_York,    02:30",
    "2026-10-04, Australia/Lord_Howe, 02:15",
    "2026-04-24, Africa/Cairo,        00:00",
    "2026-04-24, Africa/Cairo,        00:30",
    "2018-11-04, America/Sao_Paulo,   00:30",
  })
  void startThatClocksSkip_rejectsTheItemAlone(String date, String zone, String startAt) {
    OwnerSequence.Resolved resolved = resolve(day(date, zone), "minute ten@" + startAt);

    assertThat(resolved.loop()).extracting(AiredVideo::id).containsExactly("minute");
    assertThat(resolved.fixed()).isEmpty();
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::file, Reject::line)
        .containsExactly(tuple(RejectCode.START_IN_GAP, "f", 7L));
    assertThat(resolved.rejects().get(0).reason()).contains(date, zone);
    assertThat(resolved.recordsOnAir()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // asked                                          | placed                       | codes
        "ten@20:00 ten@20:00:10                           | ten@PT20H ten@PT20H10S       | ''",
        "ten@20:00 ten@20:00:09.999                       | ten@PT20H                    | START_OVERLAP",
        "ten@20:00:10 ten@20:00                           | ten@PT20H ten@PT20H10S       | ''",
        "ten@20:00 hour@19:30                             | hour@PT19H30M                | START_OVERLAP",
        "minute@20:00 ten@20:00                           | minute@PT20H                 | START_OVERLAP",
        "ten@20:00 minute@20:00                           | ten@PT20H                    | START_OVERLAP",
        // nominal starts count, also below half a second
        "ten@00:00:00.400 minute@00:00                    | ten@PT0S                     | START_OVERLAP",
        "minute@00:00:00.400 ten@00:01:00.200             | minute@PT0S ten@PT1M0.2S     | ''",
        // what was rejected stands in nobody's way
        "minute@20:00 hour@20:00:30 ten@20:02             | minute@PT20H ten@PT20H2M     | START_OVERLAP",
        "hour@20:00 minute@20:59:59 ten@21:00             | hour@PT20H ten@PT21H         | START_OVERLAP",
        "x@20:00 ten@20:00:05                             | ten@PT20H5S                  | UNKNOWN_VIDEO",
        "soon@20:00 ten@20:00:05                          | ten@PT20H5S                  | NOT_READY",
        // whole segments of 4, 4 and 2 seconds before the day's end
        "ten@23:59:50                                     | ten@PT23H59M50S              | ''",
        "ten@23:59:56                                     | ten@PT23H59M56S              | ''",
        "hour@23:30 ten@23:59:56                          | hour@PT23H30M                | START_OVERLAP",
        "hour ten@23:59:56.001                            | ''                           | START_TOO_LATE",
        "hour ten@23:59:59.999                            | ''                           | START_TOO_LATE",
      })
  void items_keepApart(String asked, String placed, String codes) {
    OwnerSequence.Resolved resolved = resolve(DAY, asked);

    assertThat(text(resolved.fixed())).isEqualTo(placed);
    assertThat(codes(resolved)).isEqualTo(codes);
    assertThat(resolved.recordsOnAir()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} is rejected {1} and not ready {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | 1 | 0 | NO_PLAYABLE_ITEM",
        "ten@23:59:59          | 1 | 0 | NO_PLAYABLE_ITEM START_TOO_LATE",
        "x@20:00               | 1 | 0 | UNKNOWN_VIDEO NO_PLAYABLE_ITEM",
        "soon@20:00            | 0 | 1 | NOT_READY NOT_READY",
        "soon@20:00 x          | 0 | 1 | NOT_READY NOT_READY UNKNOWN_VIDEO",
      })
  void recordWithoutAnItemThatCanPlay_isRejectedOrNotReady(
      String asked, int rejected, int notReady, String codes) {
    OwnerSequence.Resolved resolved = resolve(DAY, asked);

    assertThat(resolved.isOnAir()).isFalse();
    assertThat(codes(resolved)).isEqualTo(codes);
    assertThat(resolved.rejectedRecords()).isEqualTo(rejected);
    assertThat(resolved.notReadyRecords()).isEqualTo(notReady);
  }

  @Test
  void videoNotReady_thatClocksWouldSkip_makesNoRecordWait() {
    OwnerSequence.Resolved resolved = resolve(day("2026-03-29", "Europe/Berlin"), "soon@02:30");

    assertThat(codes(resolved)).isEqualTo("NO_PLAYABLE_ITEM START_IN_GAP");
    assertThat(resolved.rejectedRecords()).isEqualTo(1);
  }

  @Test
  void placeInTheList_decidesNothing() {
    OwnerSequence.Resolved first = resolve(DAY, "ten@20:00 minute hour ten");
    OwnerSequence.Resolved last = resolve(DAY, "minute hour ten ten@20:00");

    assertThat(first).isEqualTo(last);
    assertThat(first.loop()).extracting(AiredVideo::id).containsExactly("minute", "hour", "ten");
  }

  @Test
  void rowsAtOneInstant_theFirstByPositionStays() {
    OwnerSequence.Resolved resolved =
        resolve(DAY, part(2, 9, "ten@20:00"), part(3, 1, "minute@20:00"), part(4, 5, "hour"));

    assertThat(text(resolved.fixed())).isEqualTo("minute@PT20H");
    assertThat(resolved.fixed().get(0).line()).isEqualTo(3);
    assertThat(resolved.rejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(RejectCode.START_OVERLAP, 2L));
  }

  @Test
  void dayRecordOfFixedItemsAlone_replacesTheStandingOne_unlessNoneHasRoom() {
    SequencePart standing = part(1, SequencePart.WHOLE_RECORD, "hour");
    SequencePart good = onDay(part(2, SequencePart.WHOLE_RECORD, "ten@20:00"));
    SequencePart bad = onDay(part(2, SequencePart.WHOLE_RECORD, "ten@23:59:59"));

    assertThat(resolve(DAY, standing, good).loop()).isEmpty();
    assertThat(resolve(DAY, standing, good).recordsOnAir()).isEqualTo(1);
    assertThat(resolve(DAY, standing, bad).loop()).hasSize(1);
    assertThat(resolve(DAY, standing, bad).rejectedRecords()).isEqualTo(1);
  }

  private static SequencePart onDay(SequencePart part) {
    return new SequencePart(
        part.owner(), "", Place.DAY, "d", part.line(), part.position(), part.loop(), part.fixed());
  }

  @Property(tries = 300)
  void placedAndRejected_areAll_andPlacedOnesTileWithoutOverlap(
      @ForAll @Size(max = 12) List<@IntRange(max = 24 * 60 - 1) Integer> minutes,
      @ForAll @Size(min = 12, max = 12) List<@IntRange(max = 2) Integer> kinds) {
    List<CatalogueEntry> videos = CATALOGUE.entries();
    StringBuilder items = new StringBuilder("ten");
    for (int i = 0; i < minutes.size(); i++) {
      LocalTime at = LocalTime.ofSecondOfDay(minutes.get(i) * 60L);
      items.append(' ').append(videos.get(kinds.get(i)).id()).append('@').append(at);
    }

    OwnerSequence.Resolved resolved = resolve(day("2026-03-29", "Europe/Berlin"), items.toString());

    assertThat(resolved.fixed().size() + resolved.rejects().size()).isEqualTo(minutes.size());
    long[] ends = resolved.fixed().stream().mapToLong(FixedItemsTest::end).toArray();
    for (int i = 1; i < ends.length; i++) {
      assertThat(resolved.fixed().get(i).startTicks()).isGreaterThanOrEqualTo(ends[i - 1]);
    }
    assertThat(Arrays.stream(ends).distinct().count()).isEqualTo(ends.length);
  }

  private static long end(FixedItem item) {
    return item.startTicks() + item.video().startTicks(item.video().segments());
  }

  @ParameterizedTest
  @CsvSource({"00:00", "23:59", "20:00:59", "20:00:00.001"})
  void timeAsItMustBe_isRead(String text) {
    assertThat(FixedStart.time(text)).contains(LocalTime.parse(text));
  }

  @ParameterizedTest(name = "''{0}''")
  @CsvSource({
    "24:00", "9:00", "20", "20:60", "20:00:60", "20:00:00.1", "20:00:00.0001", "20:00:00.",
        "'20:00 '",
    "' 20:00'", "''", "20.00", "8pm", "08:00 PM", "20:00Z", "20:00+01:00", "2026-11-20T20:00",
        "-1:00",
    "٢٠:٠٠", "24:00:00", "20:00:00:00", "'20:00:00,000'"
  })
  void timeInAnyOtherWords_isNone(String text) {
    assertThat(FixedStart.time(text)).isEmpty();
  }
}
