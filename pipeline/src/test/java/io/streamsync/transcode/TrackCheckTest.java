package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.media.FrameRate;
import io.streamsync.source.RejectCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TrackCheckTest {
  private static final SegmentPlan PLAN = SegmentPlan.of(new FrameRate(25, 1), 225);

  @Test
  void tracks_asPlanned_pass() {
    assertThatCode(() -> video(samples(225)).video()).doesNotThrowAnyException();
    assertThatCode(() -> audio(PLAN.totalAudioFrames()).audio()).doesNotThrowAnyException();
  }

  @Test
  void video_withFewerFrames_failsWithBothDurations() {
    fails(() -> video(samples(75)).video(), "should last 9.000 s, but 3.000 s could be decoded");
  }

  @Test
  void video_withAFrameMore_fails() {
    fails(() -> video(samples(226)).video(), "226 frames came out instead of 225");
  }

  @Test
  void video_startingLate_fails() {
    fails(() -> video(changed(0, s -> timed(s, 1000, 0))).video(), "frame 0 is at 1000");
  }

  @Test
  void video_withAGap_fails() {
    fails(() -> video(changed(7, s -> timed(s, 7001, 0))).video(), "frame 7 is at 7001");
  }

  @Test
  void segment_withoutKeyFrame_fails() {
    fails(
        () -> video(changed(100, TrackCheckTest::notSync)).video(),
        "segment 1 does not start with a key frame");
  }

  @Test
  void segment_showingAnEarlierFrame_fails() {
    fails(
        () -> video(changed(103, s -> timed(s, 103_000, -4000))).video(),
        "segment 1 shows a frame at 99000");
  }

  @Test
  void video_withTooFewKeyFrames_fails() {
    fails(() -> video(changed(50, TrackCheckTest::notSync)).video(), "no key frame");
  }

  @Test
  void video_withEditList_fails() {
    FragmentedTrack track = new FragmentedTrack(new byte[0], 1, 25_000, true, samples(225));
    fails(() -> new TrackCheck("v240", track, PLAN).video(), "edit list");
  }

  @Test
  void audio_oneFrameShort_fails() {
    fails(() -> audio(PLAN.totalAudioFrames() - 1).audio(), "421 of 422 frames");
  }

  private static void fails(ThrowingCallable check, String reason) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            TranscodeException.class, e -> assertThat(e.code()).isEqualTo(RejectCode.ENCODE_FAILED))
        .hasMessageContaining(reason);
  }

  private static TrackCheck video(List<Sample> samples) {
    return new TrackCheck(
        "v240", new FragmentedTrack(new byte[0], 1, 25_000, false, samples), PLAN);
  }

  private static TrackCheck audio(int frames) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      samples.add(new Sample(0, 1, i * 1024L, 1024, 0, true));
    }
    return new TrackCheck("a0", new FragmentedTrack(new byte[0], 1, 48_000, false, samples), PLAN);
  }

  private static List<Sample> changed(int index, UnaryOperator<Sample> change) {
    List<Sample> samples = samples(225);
    samples.set(index, change.apply(samples.get(index)));
    return samples;
  }

  private static List<Sample> samples(int frames) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      samples.add(new Sample(i, 1, i * 1000L, 1000, 0, i % 50 == 0));
    }
    return samples;
  }

  private static Sample timed(Sample s, long decodeTime, int compositionOffset) {
    return new Sample(s.offset(), 1, decodeTime, 1000, compositionOffset, s.sync());
  }

  private static Sample notSync(Sample s) {
    return new Sample(s.offset(), 1, s.decodeTime(), 1000, 0, false);
  }
}
