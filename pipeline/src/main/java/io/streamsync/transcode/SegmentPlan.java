package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a video is cut, decided before it is encoded: every rung and the sound follow it.
 *
 * @param rate of the video on air
 * @param segments in frames of the video
 */
record SegmentPlan(FrameRate rate, List<Range> segments) {
  /**
   * What a segment holds.
   *
   * @param start first frame
   * @param end frame after the last one
   */
  record Range(int start, int end) {
    Range {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("no frames from " + start + " to " + end);
      }
    }

    int frames() {
      return end - start;
    }
  }

  /** Samples of an AAC-LC frame (ISO/IEC 14496-3, 4.5.2.1), at 48 kHz. */
  static final int AUDIO_FRAME_SAMPLES = 1024;

  static final int AUDIO_SAMPLES_PER_SECOND = 48_000;

  private static final long AUDIO_FRAME_TICKS =
      AUDIO_FRAME_SAMPLES * Ticks.PER_SECOND / AUDIO_SAMPLES_PER_SECOND;

  SegmentPlan {
    segments = List.copyOf(segments);
  }

  /** Four seconds each; a rest of less than one second joins the segment before it. */
  static SegmentPlan of(FrameRate rate, int totalFrames) {
    int full = Ladder.SEGMENT_SECONDS * wholeRate(rate);
    List<Range> segments = new ArrayList<>();
    int start = 0;
    for (; isSecond(rate, totalFrames - start - full); start += full) {
      segments.add(new Range(start, start + full));
    }
    segments.add(new Range(start, totalFrames));
    return new SegmentPlan(rate, segments);
  }

  /**
   * One segment for each length, all from the first frame on: what a hole of any length can be
   * filled with.
   *
   * @param shortest of them, in frames
   * @param longest of them, in frames
   */
  static SegmentPlan ruler(FrameRate rate, int shortest, int longest) {
    return new SegmentPlan(
        rate, IntStream.rangeClosed(shortest, longest).mapToObj(end -> new Range(0, end)).toList());
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

  /** Frames of each segment. */
  List<Integer> segmentFrames() {
    return segments.stream().map(Range::frames).toList();
  }

  int totalFrames() {
    return end(segments);
  }

  /** The first segment that holds a frame. */
  Range segmentOf(int frame) {
    return segments.stream()
        .filter(segment -> segment.start() <= frame && frame < segment.end())
        .findFirst()
        .orElseThrow();
  }

  /** True if a segment ends where another one goes on: no frame may need a later one. */
  boolean endsAnywhere() {
    return segments.stream().filter(segment -> segment.start() == 0).count() > 1;
  }

  int keyFrameInterval() {
    return Ladder.KEY_FRAME_SECONDS * wholeRate(rate);
  }

  long durationTicks() {
    return rate.toTicks(totalFrames());
  }

  /** AAC frames of each segment: cut at the ones nearest to the video's boundaries. */
  List<Range> audioSegments() {
    return segments.stream()
        .map(segment -> new Range(nearestAudio(segment.start()), nearestAudio(segment.end())))
        .toList();
  }

  int totalAudioFrames() {
    return end(audioSegments());
  }

  private int nearestAudio(int frame) {
    return Math.toIntExact((rate.toTicks(frame) + AUDIO_FRAME_TICKS / 2) / AUDIO_FRAME_TICKS);
  }

  private static int end(List<Range> segments) {
    return segments.stream().mapToInt(Range::end).max().orElseThrow();
  }
}
