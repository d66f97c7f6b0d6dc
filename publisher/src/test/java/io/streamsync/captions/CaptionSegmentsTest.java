package io.streamsync.captions;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.FrameRate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionSegmentsTest {
  /** Of a second, as in {@code DayOracle}: a frame of every rate is whole. */
  private static final long UNITS = 3_600_000;

  private static final long UNITS_PER_MILLI = UNITS / 1000;
  private static final FrameRate FILM = FrameRate.parse("24000/1001");
  private static final Pattern CUE =
      Pattern.compile(
          "(\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3}) --> (\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3})\n(c\\d+)\n");

  /** A cue as a test reads it, sharing nothing with the reader under test. */
  private record Shown(long start, long end, String text) {
    boolean at(long milli) {
      return start <= milli && milli < end;
    }
  }

  private static List<Shown> shown(String segment) {
    assertThat(segment).startsWith("WEBVTT\n\n");
    List<Shown> cues = new ArrayList<>();
    Matcher matcher = CUE.matcher(segment);
    while (matcher.find()) {
      cues.add(new Shown(millis(matcher, 1), millis(matcher, 5), matcher.group(9)));
    }
    return cues;
  }

  private static long millis(Matcher matcher, int group) {
    long minutes =
        Long.parseLong(matcher.group(group)) * 60 + Long.parseLong(matcher.group(group + 1));
    long seconds = minutes * 60 + Long.parseLong(matcher.group(group + 2));
    return seconds * 1000 + Long.parseLong(matcher.group(group + 3));
  }

  @Provide
  Arbitrary<List<Cue>> cues() {
    Arbitrary<long[]> span =
        Combinators.combine(
                Arbitraries.longs().between(-2_000, 14_000), Arbitraries.longs().between(1, 9_000))
            .as((start, length) -> new long[] {start, start + length});
    return span.list()
        .ofMaxSize(12)
        .map(
            spans ->
                IntStream.range(0, spans.size())
                    .mapToObj(i -> new Cue(spans.get(i)[0], spans.get(i)[1], "", "c" + i))
                    .toList());
  }

  @Provide
  Arbitrary<FrameRate> rates() {
    return Arbitraries.of(FrameRate.AIRED);
  }

  @Provide
  Arbitrary<List<Integer>> frames() {
    return Arbitraries.integers().between(12, 150).list().ofMinSize(1).ofMaxSize(4);
  }

  @Property(tries = 60)
  void cut_everyMillisecond_showsInTheSegmentOnAirWhatTheWholeShows(
      @ForAll("cues") List<Cue> cues,
      @ForAll("rates") FrameRate rate,
      @ForAll("frames") List<Integer> frames) {
    List<String> segments = CaptionSegments.cut(cues, rate, frames);
    assertThat(segments).hasSameSizeAs(frames);
    long milli = 0;
    long end = 0;
    for (int i = 0; i < frames.size(); i++) {
      end += UNITS * rate.denominator() / rate.numerator() * frames.get(i);
      List<Shown> inSegment = shown(segments.get(i));
      for (; milli * UNITS_PER_MILLI < end; milli++) {
        long at = milli;
        assertThat(inSegment.stream().filter(cue -> cue.at(at)).map(Shown::text))
            .as("segment %d at %d ms", i, at)
            .containsExactlyInAnyOrderElementsOf(
                cues.stream()
                    .filter(cue -> cue.startMillis() <= at && at < cue.endMillis())
                    .map(Cue::text)
                    .toList());
      }
    }
  }

  @Property(tries = 200)
  void cut_anySegment_holdsOnlyWhatOverlapsItAndNothingBehindTheVideo(
      @ForAll("cues") List<Cue> cues,
      @ForAll("rates") FrameRate rate,
      @ForAll("frames") List<Integer> frames) {
    long unitsPerFrame = UNITS * rate.denominator() / rate.numerator();
    long videoEnd = unitsPerFrame * frames.stream().mapToInt(Integer::intValue).sum();
    long start = 0;
    List<String> segments = CaptionSegments.cut(cues, rate, frames);
    for (int i = 0; i < frames.size(); i++) {
      long end = start + unitsPerFrame * frames.get(i);
      for (Shown cue : shown(segments.get(i))) {
        assertThat(cue.start() * UNITS_PER_MILLI).isLessThan(end);
        assertThat(cue.end() * UNITS_PER_MILLI)
            .isGreaterThan(start)
            .isLessThan(videoEnd + UNITS_PER_MILLI);
      }
      start = end;
    }
  }

  /** Five frames at 23.976 end at 208.54 ms, ten at 417.08 ms. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a cue up to the boundary's millisecond, 100, 208, 1, 0",
    "a cue over the boundary by less than one, 100, 209, 1, 1",
    "a cue of the boundary's millisecond alone, 208, 209, 1, 1",
    "a cue from behind it, 209, 300, 0, 1",
    "a cue before the first frame, -5, 0, 0, 0",
    "a cue that has begun before it, -5, 1, 1, 0",
    "a cue that begins in the last millisecond, 417, 900, 0, 1",
    "a cue that begins behind it, 418, 900, 0, 0",
    "a cue over all, -900, 900, 1, 1",
  })
  void cut_cueAtABoundary_isInEverySegmentThatItTouches(
      String row, long start, long end, int first, int second) {
    List<String> segments =
        CaptionSegments.cut(List.of(new Cue(start, end, "", "c0")), FILM, List.of(5, 5));
    assertThat(segments)
        .extracting(text -> shown(text).size())
        .as(row)
        .containsExactly(first, second);
  }

  /** Five frames at 25 end at 200 ms sharp. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a cue that ends at the boundary, 100, 200, 1, 0",
    "a cue that starts at it, 200, 300, 0, 1",
    "a cue that ends at the video's end, 300, 400, 0, 1",
    "a cue that starts there, 400, 500, 0, 0",
  })
  void cut_cueAtAWholeMillisecond_isOnOneSideOnly(
      String row, long start, long end, int first, int second) {
    FrameRate rate = FrameRate.parse("25");
    List<String> segments =
        CaptionSegments.cut(List.of(new Cue(start, end, "", "c0")), rate, List.of(5, 5));
    assertThat(segments)
        .extracting(text -> shown(text).size())
        .as(row)
        .containsExactly(first, second);
  }

  @Test
  void cut_spanningCue_keepsItsSpanOnBothSidesWithinTheVideo() {
    List<Cue> cues = List.of(new Cue(-300, 900, "line:0", "a\nb"), new Cue(200, 210, "", "c"));
    String both =
        """
        WEBVTT

        00:00:00.000 --> 00:00:00.418 line:0
        a
        b

        00:00:00.200 --> 00:00:00.210
        c
        """;
    assertThat(CaptionSegments.cut(cues, FILM, List.of(5, 5))).containsExactly(both, both);
  }

  @Test
  void cut_noCues_areEmptyTexts() {
    assertThat(CaptionSegments.cut(List.of(), FILM, List.of(96, 96, 7)))
        .containsExactly("WEBVTT\n\n", "WEBVTT\n\n", "WEBVTT\n\n");
  }
}
