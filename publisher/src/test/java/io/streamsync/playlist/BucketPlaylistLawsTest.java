package io.streamsync.playlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.FrameRate;
import io.streamsync.playlist.DayOracle.AiredSegment;
import io.streamsync.playlist.DayOracle.Airing;
import io.streamsync.playlist.DayOracle.Source;
import io.streamsync.playlist.PlainPlaylist.Entry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** The laws of a timeline that are laws of its text; the numbers are those of the design. */
class BucketPlaylistLawsTest {
  private static final long HALF_A_MILLISECOND = DayOracle.UNITS_PER_SECOND / 2000;

  @Provide
  Arbitrary<DayOracle> days() {
    return Combinators.combine(
            Arbitraries.oneOf(anyFrames().list().ofMaxSize(4), wholeSeconds().list().ofMaxSize(2))
                .filter(sources -> !sources.isEmpty()),
            Arbitraries.integers().between(0, 3).list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.integers().between(90, 700),
            Arbitraries.of(60, 120, 300, 600))
        .as(DayOracle::of);
  }

  private static Arbitrary<Source> anyFrames() {
    return Arbitraries.of(FrameRate.AIRED)
        .flatMap(
            rate ->
                Arbitraries.integers()
                    .between((int) (rate.framesPerSecond() / 2), (int) (rate.framesPerSecond() * 5))
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(40)
                    .map(frames -> new Source(rate, frames)));
  }

  /** Videos whose segments end exactly where buckets do. */
  private static Arbitrary<Source> wholeSeconds() {
    return Arbitraries.of(1, 2, 4, 5)
        .map(seconds -> new Source(new FrameRate(25, 1), Collections.nCopies(15, 25 * seconds)));
  }

  private static List<PlainPlaylist> write(DayOracle oracle) {
    return BucketPlaylistWriter.write(oracle.day(), oracle.bucketSeconds()).stream()
        .map(PlainPlaylist::of)
        .toList();
  }

  @Property(tries = 100)
  void law4_bucketOfAnInstant_aloneHoldsTheSegmentOnAir(
      @ForAll("days") DayOracle oracle,
      @ForAll @LongRange(min = 0, max = 700 * DayOracle.UNITS_PER_SECOND) long random) {
    List<PlainPlaylist> buckets = write(oracle);
    List<Long> instants = new ArrayList<>(List.of(random));
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      instants.add(bucket * oracle.bucketUnits());
      instants.add((bucket + 1) * oracle.bucketUnits() - 1);
    }
    oracle.segments().forEach(segment -> instants.addAll(List.of(segment.start(), segment.end())));
    for (long instant : instants) {
      oracle.onAir(instant).ifPresent(number -> holds(oracle, buckets, instant, number));
    }
  }

  private static void holds(
      DayOracle oracle, List<PlainPlaylist> buckets, long instant, int number) {
    int bucket = (int) (instant / oracle.bucketUnits());
    assertThat(buckets.get(bucket).entries())
        .as("bucket %d at %d", bucket, instant)
        .anyMatch(
            entry ->
                entry.number() == number
                    && entry.uri().equals(oracle.segments().get(number).uri()));
  }

  @Property(tries = 100)
  void law5_bucketsInOrder_listTheDayOnce(@ForAll("days") DayOracle oracle) {
    List<PlainPlaylist> buckets = write(oracle);
    assertThat(buckets)
        .hasSize(
            (int)
                ceilDiv(
                    Duration.between(oracle.day().from(), oracle.day().to()).toSeconds(),
                    oracle.bucketSeconds()));
    long next = 0;
    for (int i = 0; i < buckets.size(); i++) {
      List<Entry> entries = buckets.get(i).entries();
      long first = entries.isEmpty() ? -1 : entries.get(0).number();
      for (Entry entry : entries) {
        boolean repeated = entry.number() == next - 1 && entry.number() == first;
        assertThat(entry.number()).isEqualTo(repeated ? next - 1 : next);
        AiredSegment exact = oracle.segments().get((int) entry.number());
        assertThat(entry.uri()).isEqualTo(exact.uri());
        assertThat(entry.discontinuity()).isEqualTo(exact.airing());
        boolean startsInTheSlice = exact.start() / oracle.bucketUnits() == i;
        assertThat(startsInTheSlice).as("number %d in %d", entry.number(), i).isEqualTo(!repeated);
        assertThat(exact.end()).as("still on air in %d", i).isGreaterThan(i * oracle.bucketUnits());
        next = entry.number() + 1;
      }
    }
    assertThat(next).isEqualTo(oracle.segments().size());
  }

  private static long ceilDiv(long a, long b) { // Math.ceilDiv came with Java 18
    return (a + b - 1) / b;
  }

  @Property(tries = 100)
  void durations_summed_doNotDrift(@ForAll("days") DayOracle oracle) {
    Map<Long, BigDecimal> printed = new HashMap<>();
    for (PlainPlaylist bucket : write(oracle)) {
      bucket.entries().forEach(entry -> printed.put(entry.number(), entry.seconds()));
    }
    BigDecimal sum = BigDecimal.ZERO;
    long exact = 0;
    for (int i = 0; i < oracle.segments().size(); i++) {
      sum = sum.add(printed.getOrDefault((long) i, BigDecimal.ZERO));
      exact += oracle.segments().get(i).end() - oracle.segments().get(i).start();
      BigDecimal error =
          sum.multiply(BigDecimal.valueOf(DayOracle.UNITS_PER_SECOND))
              .subtract(BigDecimal.valueOf(exact));
      // Half a microsecond is 1.8 units.
      assertThat(error.abs()).isLessThanOrEqualTo(BigDecimal.valueOf(1.8 * (i + 1)));
    }
  }

  @Property(tries = 100)
  void dateTimes_ofEveryRun_areWithinHalfAMillisecond(@ForAll("days") DayOracle oracle) {
    for (PlainPlaylist bucket : write(oracle)) {
      long discontinuity = -1;
      for (Entry entry : bucket.entries()) {
        if (entry.discontinuity() == discontinuity) {
          continue;
        }
        discontinuity = entry.discontinuity();
        long start = oracle.segments().get((int) entry.number()).start();
        assertThat(entry.dateTime()).as("number %d", entry.number()).isNotNull();
        if (entry.dateTime() != null) {
          assertThat(oracle.distance(entry.dateTime(), start))
              .isLessThanOrEqualTo(HALF_A_MILLISECOND);
        }
        assertThat(entry.map()).isNotNull();
        assertThat(entry.dateRange()).isNotNull();
      }
    }
  }

  @Property(tries = 100)
  void dateRange_ofAProgramme_isTheSameInEveryBucket(@ForAll("days") DayOracle oracle) {
    Map<Long, String> seen = new HashMap<>();
    for (PlainPlaylist bucket : write(oracle)) {
      for (Entry entry : bucket.entries()) {
        String line = entry.dateRange();
        if (line != null) {
          assertThat(seen.merge(entry.discontinuity(), line, (first, second) -> first))
              .isEqualTo(line);
          Airing airing = oracle.airings().get((int) entry.discontinuity());
          assertThat(line).contains("-" + entry.discontinuity() + "\",CLASS=\"programme\"");
          assertThat(line).contains("X-VIDEO=\"" + airing.videoId() + "\"");
          BigDecimal millis =
              new BigDecimal(line.replaceFirst(".*,DURATION=([0-9.]+),.*", "$1")).movePointRight(3);
          long length = airing.end() - airing.start();
          assertThat(Math.abs(millis.longValueExact() * 3600 - length))
              .isLessThanOrEqualTo(HALF_A_MILLISECOND);
        }
      }
    }
    assertThat(seen).hasSize(oracle.airings().size());
  }

  @Property(tries = 50)
  void parser_ofEveryBucket_agreesWithTheDay(@ForAll("days") DayOracle oracle) {
    for (byte[] text : BucketPlaylistWriter.write(oracle.day(), oracle.bucketSeconds())) {
      BucketPlaylist parsed = BucketPlaylist.parse(new String(text, UTF_8));
      for (int i = 0; i < parsed.segments().size(); i++) {
        AiredSegment exact = oracle.segments().get((int) parsed.mediaSequence() + i);
        assertThat("../../../../" + parsed.segments().get(i).uri()).isEqualTo(exact.uri());
        assertThat(oracle.distance(parsed.segments().get(i).start(), exact.start()))
            // its run's date-time and the EXTINFs since then are rounded, each to half a unit
            .isLessThanOrEqualTo(HALF_A_MILLISECOND + 2L * i + 1);
        Airing airing = oracle.airings().get(exact.airing());
        assertThat(parsed.segments().get(i).programme().videoId()).isEqualTo(airing.videoId());
        assertThat(oracle.distance(parsed.segments().get(i).programme().start(), airing.start()))
            .isLessThanOrEqualTo(HALF_A_MILLISECOND);
      }
    }
  }
}
