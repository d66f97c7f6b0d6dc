package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.transcode.SegmentPlan.Range;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentPlanTest {

  @ParameterizedTest(name = "{0}: {2} frames at {1} are cut {3}")
  @CsvSource({
    "one whole segment, 24, 96, 96",
    "less than one segment, 24, 40, 40",
    "one second alone, 25, 25, 25",
    "two whole segments, 25, 200, 100 100",
    "a tail of one frame joins, 25, 201, 100 101",
    "a tail just under a second joins, 25, 224, 100 124",
    "a tail of a second stands alone, 25, 225, 100 100 25",
    "a tail joins the first, 60, 250, 250",
    "film on NTSC, 24000/1001, 192, 96 96",
    "its tail of 24 frames lasts more than a second, 24000/1001, 216, 96 96 24",
    "its tail of 23 frames does not, 24000/1001, 215, 96 119",
    "NTSC, 30000/1001, 402, 120 120 120 42",
    "NTSC fields, 60000/1001, 500, 240 260",
    "PAL fields, 50, 595, 200 200 195",
  })
  void segments_ofVideo_haveFourSecondsAndNoShortTail(
      String what, String rate, int frames, String cut) {
    String segments =
        SegmentPlan.of(FrameRate.parse(rate), frames).segmentFrames().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    assertThat(segments).isEqualTo(cut);
  }

  @ParameterizedTest(name = "{1} frames at {0}: sound {2}, ends {3} samples from the picture")
  @CsvSource({
    "24, 240, 188 187 94, 256",
    "25, 201, 188 189, 128",
    "30000/1001, 402, 188 187 188 66, 252",
    "60, 60, 47, 128",
  })
  void audioFrames_ofSegments_endNearestToThePicture(
      String rate, int frames, String cut, long samplesApart) {
    SegmentPlan plan = SegmentPlan.of(FrameRate.parse(rate), frames);
    List<Range> audio = plan.audioSegments();
    assertThat(audio.stream().map(range -> "" + range.frames()).collect(Collectors.joining(" ")))
        .isEqualTo(cut);
    long audioTicks = plan.totalAudioFrames() * 1024L * 15;
    assertThat(Math.abs(audioTicks - plan.durationTicks()) / 15).isEqualTo(samplesApart);
  }

  @ParameterizedTest(name = "{1} µs at {0} are {2} frames")
  @CsvSource({
    "60, 999000, 60",
    "24, 10000000, 240",
    "30000/1001, 13413333, 402",
    "30, 17063311, 512",
    "60, 10800000000, 648000",
  })
  void frames_ofDuration_areRounded(String rate, long micros, int frames) {
    assertThat(SegmentPlan.frames(FrameRate.parse(rate), micros)).isEqualTo(frames);
  }

  @Property
  void plan_ofAnyVideo_holdsItsLaws(
      @ForAll("rates") FrameRate rate, @ForAll @IntRange(min = 60, max = 100_000) int frames) {
    SegmentPlan plan = SegmentPlan.of(rate, frames);

    assertThat(plan.totalFrames()).isEqualTo(frames);
    assertThat(plan.segmentFrames())
        .allSatisfy(
            segment ->
                assertThat(rate.toTicks(segment))
                    .isGreaterThanOrEqualTo(Ticks.PER_SECOND)
                    .isLessThan(Math.round(5.01 * Ticks.PER_SECOND)));
    assertThat(plan.segmentFrames().subList(0, plan.segmentFrames().size() - 1))
        .allMatch(segment -> segment == 2 * plan.keyFrameInterval());
    assertThat(plan.audioSegments()).hasSameSizeAs(plan.segmentFrames());
    long video = 0;
    long audio = 0;
    for (int i = 0; i < plan.segmentFrames().size(); i++) {
      video += plan.segmentFrames().get(i);
      audio += plan.audioSegments().get(i).frames();
      assertThat(Math.abs(rate.toTicks(video) - audio * 1024 * 15)).isLessThanOrEqualTo(7680);
    }
  }

  @Provide
  Arbitrary<FrameRate> rates() {
    return Arbitraries.of(FrameRate.AIRED);
  }
}
