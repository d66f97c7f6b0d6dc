package io.streamsync.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lindstrom.m3u8.model.DateRange;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.time.BroadcastDay;
import io.streamsync.timeline.DayWish.Fixed;
import io.streamsync.timeline.LibraryPlaylist.Listed;
import io.streamsync.timeline.OracleSegments.Aired;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws 4 and 5 of a timeline: planned days as a player reads them, bucket by bucket. */
class PublishedDayTest {
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneOffset.UTC);
  private static final long UNITS_PER_MILLI = PlainDay.PER_MILLI;

  @Provide
  Arbitrary<DayWish> wishes() {
    return DayWishes.viewers();
  }

  @Provide
  Arbitrary<Integer> bucketSeconds() {
    return Arbitraries.of(60, 600, 600, 900, 3600);
  }

  @Property(tries = 6)
  void buckets_ofAPlannedDay_keepTheLaws(
      @ForAll("wishes") DayWish wish, @ForAll("bucketSeconds") int bucketSeconds)
      throws PlaylistParserException {
    keepTheLaws(wish, bucketSeconds);
  }

  /** Between loop items slate is a segment or two; here it starts again every minute. */
  @Test
  void buckets_ofADayOfSlateAroundTwoItems_keepTheLaws() throws PlaylistParserException {
    CatalogueEntry film = TestVideos.entry("film", FrameRate.parse("24000/1001"), 40_001);
    CatalogueEntry entry =
        new CatalogueEntry("film", film.title(), "key-film", film.video(), film.captions());
    keepTheLaws(
        new DayWish(DAY, List.of(), List.of(new Fixed(1_234, entry), new Fixed(40_000_321, entry))),
        600);
  }

  private static void keepTheLaws(DayWish wish, int bucketSeconds) throws PlaylistParserException {
    List<LibraryPlaylist> buckets = new ArrayList<>();
    for (byte[] text : BucketPlaylistWriter.write(wish.plan().timeline(), bucketSeconds)) {
      buckets.add(LibraryPlaylist.of(new String(text, UTF_8)));
    }
    OracleSegments day = OracleSegments.of(wish);
    everyInstantIsHeld(day, buckets, bucketSeconds);
    theDayIsListedOnce(day, buckets, bucketSeconds);
    buckets.forEach(bucket -> datesAreExact(day, bucket));
    durationsDoNotDrift(day, buckets);
    rangesAreAired(day, buckets);
  }

  private static void everyInstantIsHeld(
      OracleSegments day, List<LibraryPlaylist> buckets, int bucketSeconds) {
    int second = 0;
    for (Aired segment : day.segments()) {
      for (; second * PlainDay.PER_SECOND < segment.end(); second++) {
        isHeld(day, buckets, bucketSeconds, segment, second * PlainDay.PER_SECOND);
        if (second % bucketSeconds == 0) {
          long edge = second * PlainDay.PER_SECOND;
          isHeld(day, buckets, bucketSeconds, edge - UNITS_PER_MILLI);
          isHeld(day, buckets, bucketSeconds, edge + UNITS_PER_MILLI);
        }
      }
      isHeld(day, buckets, bucketSeconds, segment, segment.start());
      isHeld(day, buckets, bucketSeconds, segment, segment.start() + UNITS_PER_MILLI);
      isHeld(day, buckets, bucketSeconds, segment, segment.end() - UNITS_PER_MILLI);
    }
    assertThat(second).isGreaterThanOrEqualTo((int) (day.dayUnits() / PlainDay.PER_SECOND) - 1);
  }

  private static void isHeld(
      OracleSegments day, List<LibraryPlaylist> buckets, int bucketSeconds, long instant) {
    if (instant >= 0 && instant < day.segments().get(day.segments().size() - 1).end()) {
      isHeld(day, buckets, bucketSeconds, day.onAir(instant), instant);
    }
  }

  /** The one bucket of an instant has the segment on air, where the player looks for it. */
  private static void isHeld(
      OracleSegments day,
      List<LibraryPlaylist> buckets,
      int bucketSeconds,
      Aired segment,
      long instant) {
    if (instant >= day.dayUnits()) {
      return; // the last segment may end 20 ms late
    }
    List<Listed> listed =
        buckets.get((int) (instant / (bucketSeconds * PlainDay.PER_SECOND))).segments();
    int index = listed.isEmpty() ? -1 : (int) (segment.number() - listed.get(0).number());
    if (index < 0
        || index >= listed.size()
        || !listed.get(index).uri().equals(segment.uri())
        || day.distance(listed.get(index).startMicros(), segment.start()) > UNITS_PER_MILLI) {
      throw new AssertionError("at unit " + instant + " " + segment + " is not in its bucket");
    }
  }

  private static void theDayIsListedOnce(
      OracleSegments day, List<LibraryPlaylist> buckets, int bucketSeconds) {
    assertThat(buckets)
        .hasSize((int) Math.ceil(day.dayUnits() / (double) PlainDay.PER_SECOND / bucketSeconds));
    long next = 0;
    for (int i = 0; i < buckets.size(); i++) {
      long first = buckets.get(i).segments().get(0).number();
      for (Listed segment : buckets.get(i).segments()) {
        Aired aired = day.segments().get((int) segment.number());
        long bucket = aired.start() / (bucketSeconds * PlainDay.PER_SECOND);
        boolean repeated = segment.number() == next - 1 && bucket < i;
        assertThat(segment.number()).isEqualTo(repeated ? first : next);
        assertThat(repeated || bucket == i).as("segment %s in bucket %d", aired, i).isTrue();
        assertThat(segment.uri()).isEqualTo(aired.uri());
        assertThat(segment.discontinuity()).isEqualTo(aired.run());
        next = segment.number() + 1;
      }
    }
    assertThat(next).isEqualTo(day.segments().size());
  }

  private static void datesAreExact(OracleSegments day, LibraryPlaylist bucket) {
    long run = -1;
    for (Listed segment : bucket.segments()) {
      Aired aired = day.segments().get((int) segment.number());
      boolean first = segment.discontinuity() != run;
      run = segment.discontinuity();
      assertThat(segment.date() != null).as("date-time of %s", aired).isEqualTo(first);
      assertThat(segment.range() != null).as("DATERANGE of %s", aired).isEqualTo(first);
      assertThat(segment.map()).isEqualTo(first ? aired.map() : null);
      if (first) {
        assertThat(day.distance(segment.startMicros(), aired.start()))
            .isLessThanOrEqualTo(UNITS_PER_MILLI / 2);
      }
    }
  }

  /**
   * EXTINF has six decimals, so each tail is up to half a microsecond off, and always to the same
   * side where one video is shown over and over: 0.3 ms over 600 programmes, 43 ms if each second
   * had one of its own. Players start anew at each date-time.
   */
  private static void durationsDoNotDrift(OracleSegments day, List<LibraryPlaylist> buckets) {
    Map<Long, Long> printed = new HashMap<>();
    buckets.forEach(bucket -> bucket.segments().forEach(s -> printed.put(s.number(), s.micros())));
    long micros = printed.values().stream().mapToLong(Long::longValue).sum();
    long exact = day.segments().get(day.segments().size() - 1).end();
    double drift = Math.abs(micros / 1e6 - exact / (double) PlainDay.PER_SECOND);
    long runs = day.segments().get(day.segments().size() - 1).run() + 1;
    assertThat(drift).isLessThan(0.5e-6 * runs + 1e-9);
    assertThat(drift).isLessThan(0.001);
  }

  private static void rangesAreAired(OracleSegments day, List<LibraryPlaylist> buckets) {
    Map<String, DateRange> seen = new HashMap<>();
    for (LibraryPlaylist bucket : buckets) {
      for (Listed segment : bucket.segments()) {
        DateRange range = segment.range();
        if (range != null) {
          assertThat(seen.merge(range.id(), range, (first, second) -> first)).isEqualTo(range);
          day.isTold(day.segments().get((int) segment.number()), range);
        }
      }
    }
    assertThat(seen).hasSize(day.day().shown().size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no first line             | #EXTM3U                     | #EXTINF:4,",
        "a segment without EXTINF  | #EXTINF:4.000000,           | #",
        "a date-time in no zone    | .000Z                       | .000",
        "a DATERANGE without an id | DATERANGE:ID=               | DATERANGE:X-ID=",
        "a MAP without a URI       | MAP:URI                     | MAP:URL",
        "a number that is none     | SEQUENCE:0                  | SEQUENCE:none",
        "no target duration        | #EXT-X-TARGETDURATION:5     | #",
        "a tag nobody knows        | #EXT-X-PROGRAM-DATE-TIME    | #EXT-X-PROGRAM-DATE-TIMES",
        "no end                    | #EXT-X-ENDLIST              | #",
      })
  void library_ofABrokenPlaylist_refusesIt(String row, String good, String bad)
      throws PlaylistParserException {
    DayWish wish =
        new DayWish(DAY, List.of(TestVideos.entry("film", FrameRate.parse("25"), 400)), List.of());
    String text = new String(BucketPlaylistWriter.write(wish.plan().timeline(), 600).get(0), UTF_8);
    assertThat(LibraryPlaylist.of(text).segments()).hasSize(150);
    assertThat(text).contains(good);
    assertThatThrownBy(() -> LibraryPlaylist.of(text.replace(good, bad))).as(row).isNotNull();
  }
}
