package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a video is cut, decided before it is encoded: every rung and the sound follow it.
 *
 * @param rate of the video on air
 * @param segmentFrames frames of each segment
 */
record SegmentPlan(FrameRate rate, List<Integer> segmentFrames) {
  /** Samples of an AAC-LC frame (ISO/IEC 14496-3, 4.5.2.1), at 48 kHz. */
  static final int AUDIO_FRAME_SAMPLES = 1024;

  static final int AUDIO_SAMPLES_PER_SECOND = 48_000;

  private static final long AUDIO_FRAME_TICKS =
      AUDIO_FRAME_SAMPLES * Ticks.PER_SECOND / AUDIO_SAMPLES_PER_SECOND;

  SegmentPlan {
    segmentFrames = List.copyOf(segmentFrames);
  }

  /** Four seconds each; a rest of less than one second joins the segment before it. */
  static SegmentPlan of(FrameRate rate, int totalFrames) {
    int full = Ladder.SEGMENT_SECONDS * wholeRate(rate);
    List<Integer> segments = new ArrayList<>();
    int rest = totalFrames;
    for (; rest - full >= full || isSecond(rate, rest - full); rest -= full) {
      segments.add(full);
    }
    segments.add(rest);
    return new SegmentPlan(rate, segments);
  }

  /** Frames of {@code micros} microseconds of video, rounded to the nearest. */
  static int frames(FrameRate rate, long micros) {
    return Math.toIntExact(Math.round(micros * rate.framesPerSecond() / 1e6));
  }

  /** True if so many frames last a second at least. */
  static boolean isSecond(FrameRate rate, int frames) {
    return rate.toTicks(frames) >= Ticks.PER_SECOND;
  }

  private static int wholeRate(FrameRate rate) {
    return Math.toIntExact(Math.round(rate.framesPerSecond()));
  }

  int totalFrames() {
    return segmentFrames.stream().mapToInt(Integer::intValue).sum();
  }

  int keyFrameInterval() {
    return Ladder.KEY_FRAME_SECONDS * wholeRate(rate);
  }

  long durationTicks() {
    return rate.toTicks(totalFrames());
  }

  /** AAC frames of each segment: cut at the one nearest to the video's boundary. */
  List<Integer> audioFrames() {
    List<Integer> frames = new ArrayList<>();
    long videoEnd = 0;
    long audioEnd = 0;
    for (int segment : segmentFrames) {
      videoEnd += segment;
      long nearest = (rate.toTicks(videoEnd) + AUDIO_FRAME_TICKS / 2) / AUDIO_FRAME_TICKS;
      frames.add(Math.toIntExact(nearest - audioEnd));
      audioEnd = nearest;
    }
    return frames;
  }

  int totalAudioFrames() {
    return audioFrames().stream().mapToInt(Integer::intValue).sum();
  }
}
