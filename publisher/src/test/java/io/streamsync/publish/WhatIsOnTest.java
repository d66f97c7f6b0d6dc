package io.streamsync.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.media.FrameRate;
import io.streamsync.pack.PackWriter;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.BucketPlaylist.AiredProgramme;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.playlist.Programme.Part;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIsOnTest {
  private static final TimelinePath MAIN = TimelinePath.ofChannel("main");
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());

  @BeforeEach
  void publish() throws Exception {
    MemoryStore ledger = new MemoryStore(Clock.systemUTC());
    TinyRelease.write(site, ledger, TinyRelease.ID);
    new PointerWriter(site, ledger).publish(List.of(TinyRelease.ID), TinyRelease.FROM);
  }

  /** Alpha is 4, 4, 4 and 2.5 s long, beta 4.004, 4.004 and 1.5015 s: 24.0095 s together. */
  @ParameterizedTest(name = "{0} s after midnight: segment {2} of {1} at {3} s")
  @CsvSource({
    "0.000, alpha, 0, 0.000",
    "3.999, alpha, 0, 3.999",
    "4.000, alpha, 1, 4.000",
    "14.499, alpha, 3, 14.499",
    "14.500, beta, 0, 0.000",
    "24.009, beta, 2, 9.509",
    "24.010, alpha, 0, 0.000",
    "48.018, beta, 2, 9.508",
    "48.019, alpha, 0, 0.000",
    "59.999, alpha, 2, 11.980",
    "60.000, alpha, 2, 11.981",
    "60.019, alpha, 3, 12.000",
    "119.999, beta, 2, 9.461",
    "120.000, beta, 2, 9.462",
  })
  void at_instant_isTheSegmentOnAir(String seconds, String video, int segment, String offset)
      throws IOException {
    Instant instant = TinyRelease.FROM.plus(seconds(seconds));
    WhatIsOn on = WhatIsOn.at(site, MAIN, instant);
    assertThat(on.release()).isEqualTo(TinyRelease.ID);
    assertThat(on.segment().programme().videoId()).isEqualTo(video);
    assertThat(on.segment().uri()).endsWith("/0000" + segment + ".m4s");
    assertThat(on.offset(instant)).isEqualTo(seconds(offset));
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(Long.parseLong(text.replace(".", "")));
  }

  /** Beta is on from 14.5 s of each 24.0095, so programme 4 from 48.019 is on over a border. */
  @ParameterizedTest(name = "{0} s after midnight: programme {1}, before it {2}, after it {3}")
  @CsvSource({
    "0, 0, none, 1",
    "14.499, 0, none, 1",
    "20, 1, 0, 2",
    "59, 4, 3, 5",
    "61, 4, 3, 5",
    "63, 5, 4, 6",
    "121, 10, 9, 11",
    "175, 14, 13, 15",
    "179, 15, 14, none",
  })
  void at_instant_namesTheNeighboursWhereverTheyAre(
      String seconds, int programme, String before, String after) throws IOException {
    WhatIsOn on = WhatIsOn.at(site, MAIN, TinyRelease.FROM.plusMillis(millis(seconds)));

    assertThat(on.segment().programme().id()).isEqualTo(id("" + programme));
    assertThat(on.before().map(AiredProgramme::id).orElse(id("none"))).isEqualTo(id(before));
    assertThat(on.after().map(AiredProgramme::id).orElse(id("none"))).isEqualTo(id(after));
  }

  private static long millis(String seconds) {
    return new java.math.BigDecimal(seconds).movePointRight(3).longValueExact();
  }

  private static String id(String programme) {
    return "20261120T000000Z-" + programme;
  }

  @Test
  void at_lastProgrammeOfADay_namesTheFirstOfTheNext() throws Exception {
    MemoryStore ledger = new MemoryStore(Clock.systemUTC());
    String next = "20261121-bbbbbbbbbbbbb";
    TinyRelease.write(site, ledger, next, TinyRelease.TO);
    new PointerWriter(site, ledger).publish(List.of(TinyRelease.ID, next), TinyRelease.FROM);
    Instant late = TinyRelease.FROM.plusSeconds(179);

    assertThat(WhatIsOn.at(site, MAIN, late).after().map(AiredProgramme::id))
        .contains("20261120T000300Z-0");

    site.delete(List.of(MAIN.in(next)));
    assertThat(WhatIsOn.at(site, MAIN, late).after()).isEmpty();
  }

  @Test
  void at_manyInstantsOfTheTiledDay_hasASegment() throws IOException {
    for (long millis = 0; millis < 180_000; millis += 1019) {
      Instant instant = TinyRelease.FROM.plusMillis(millis);
      assertThat(WhatIsOn.at(site, MAIN, instant).segment().start()).isBeforeOrEqualTo(instant);
    }
  }

  @Test
  void at_lastInstantOfABucketWhoseTextEndsEarlier_isStillItsLastSegment() throws IOException {
    // Starts at 56.333333 s and lasts 3.666667 s; printed, it ends 0.333 ms before the bucket.
    AiredVideo video =
        new AiredVideo("k".repeat(26), "late", "Late", FrameRate.parse("24"), List.of(88));
    AiredVideo first =
        new AiredVideo("f".repeat(26), "first", "First", FrameRate.parse("24"), List.of(1352));
    Programme programme = new Programme(first.startTicks(1), video, 1);
    DayTimeline day =
        new DayTimeline(
            TinyRelease.FROM, TinyRelease.TO, List.of(new Programme(0, first, 1), programme));
    site.put(MAIN.in(TinyRelease.ID), PackWriter.write(BucketPlaylistWriter.write(day, 60)));
    Instant last = TinyRelease.FROM.plusSeconds(60).minusNanos(100_000);
    assertThat(WhatIsOn.at(site, MAIN, last).segment().programme().videoId()).isEqualTo("late");
    assertThatThrownBy(() -> WhatIsOn.at(site, MAIN, TinyRelease.FROM.plusSeconds(60)))
        .hasMessageContaining("nothing is on air");
  }

  /** Four seconds of a video, three minutes of slate but for eight seconds, and the video again. */
  @ParameterizedTest(name = "{0} s after midnight: {1}, between {2} and {3}")
  @CsvSource({
    "3, 0, none, 1",
    "5, 1, 0, 2",
    "64, 1, 0, 2",
    "175, 1, 0, 2",
    "177, 2, 1, none",
  })
  void at_slateOfSeveralRuns_hasTheProgrammesBesideItForNeighbours(
      int second, String now, String before, String after) throws IOException {
    site.put(MAIN.in(TinyRelease.ID), PackWriter.write(BucketPlaylistWriter.write(slateDay(), 60)));
    WhatIsOn on = WhatIsOn.at(site, MAIN, TinyRelease.FROM.plusSeconds(second));
    assertThat(on.segment().programme().id()).isEqualTo(id(now));
    assertThat(on.before().map(AiredProgramme::id).orElse(id("none"))).isEqualTo(id(before));
    assertThat(on.after().map(AiredProgramme::id).orElse(id("none"))).isEqualTo(id(after));
  }

  @Test
  void at_lastInstantOfADayThatEnds20MillisecondsEarly_isItsLastSegment() throws IOException {
    FrameRate rate = FrameRate.parse("50");
    AiredVideo video = new AiredVideo("k".repeat(26), "v", "V", rate, List.of(8999));
    DayTimeline day =
        new DayTimeline(TinyRelease.FROM, TinyRelease.TO, List.of(new Programme(0, video, 1)));
    site.put(MAIN.in(TinyRelease.ID), PackWriter.write(BucketPlaylistWriter.write(day, 60)));
    Instant last = TinyRelease.TO.minusMillis(1);
    assertThat(WhatIsOn.at(site, MAIN, last).segment().programme().videoId()).isEqualTo("v");
  }

  private static DayTimeline slateDay() {
    FrameRate rate = FrameRate.parse("25");
    AiredVideo video = new AiredVideo("v".repeat(26), "v", "V", rate, List.of(100));
    AiredVideo slate =
        new AiredVideo("s".repeat(26), "slate", "Slate", rate, Collections.nCopies(15, 100));
    AiredVideo ruler =
        new AiredVideo("r".repeat(26), "slate", "Slate", rate, Collections.nCopies(201, 50));
    List<Part> parts =
        List.of(
            new Part(slate, 0, 15),
            new Part(slate, 0, 15),
            new Part(slate, 0, 12),
            new Part(ruler, 75, 1),
            new Part(ruler, 75, 1));
    long slateTicks = parts.stream().mapToLong(Part::durationTicks).sum();
    return new DayTimeline(
        TinyRelease.FROM,
        TinyRelease.TO,
        List.of(
            new Programme(0, video, 1),
            new Programme(video.startTicks(1), Kind.SLATE, parts),
            new Programme(video.startTicks(1) + slateTicks, video, 1)));
  }

  @Test
  void at_faultyBucket_isAFailureOfTheRelease() {
    site.put(MAIN.in(TinyRelease.ID), PackWriter.write(Collections.nCopies(3, new byte[] {'x'})));
    assertThatThrownBy(() -> WhatIsOn.at(site, MAIN, TinyRelease.FROM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("main.pack bucket 0: line 1");
  }

  @Test
  void at_otherTimeline_isAnother() throws IOException {
    TimelinePath viewer = TimelinePath.ofViewer(TinyRelease.KEY);
    assertThat(WhatIsOn.at(site, viewer, TinyRelease.FROM).segment().programme().videoId())
        .isEqualTo("beta");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-19T23:59:59.999Z", "2026-11-20T00:03:00Z"})
  void at_outsideEveryDay_saysThatNoReleaseCoversIt(Instant instant) {
    assertThatThrownBy(() -> WhatIsOn.at(site, MAIN, instant))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(instant.toString());
  }

  @Test
  void at_unknownChannel_isNoSuchObject() {
    assertThatThrownBy(() -> WhatIsOn.at(site, TimelinePath.ofChannel("none"), TinyRelease.FROM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("c/none.pack");
  }
}
