package io.streamsync.captions;

import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import java.util.ArrayList;
import java.util.List;

/** Captions cut where their video is cut. */
public final class CaptionSegments {
  private CaptionSegments() {}

  /**
   * One WebVTT text for each segment, with the cues that show at some instant of it. A cue that
   * spans a boundary stands on both sides with its whole span. What lies before the video's first
   * frame or behind its last is cut off, so that no cue is left standing in the next programme.
   *
   * @param rate of the video
   * @param segmentFrames frames of each of its segments
   */
  public static List<String> cut(List<Cue> cues, FrameRate rate, List<Integer> segmentFrames) {
    long videoTicks = rate.toTicks(segmentFrames.stream().mapToLong(Integer::longValue).sum());
    List<Cue> shown = within(fromZero(cues), videoTicks);
    List<String> segments = new ArrayList<>();
    long startTicks = 0;
    for (int frames : segmentFrames) {
      long endTicks = startTicks + rate.toTicks(frames);
      segments.add(WebVtt.write(overlapping(shown, startTicks, endTicks)));
      startTicks = endTicks;
    }
    return List.copyOf(segments);
  }

  /** By time, without what shows before 0. */
  static List<Cue> fromZero(List<Cue> cues) {
    return cues.stream()
        .filter(cue -> cue.endMillis() > 0)
        .map(cue -> spanning(cue, Math.max(0, cue.startMillis()), cue.endMillis()))
        .sorted(Cue.BY_TIME)
        .toList();
  }

  /** The last millisecond that a frame is in counts as a whole one. */
  private static List<Cue> within(List<Cue> cues, long videoTicks) {
    long endMillis = Math.floorDiv(videoTicks - 1, Ticks.PER_MILLI) + 1;
    return cues.stream()
        .filter(cue -> cue.startMillis() < endMillis)
        .map(cue -> spanning(cue, cue.startMillis(), Math.min(endMillis, cue.endMillis())))
        .toList();
  }

  private static Cue spanning(Cue cue, long startMillis, long endMillis) {
    return new Cue(startMillis, endMillis, cue.settings(), cue.text());
  }

  private static List<Cue> overlapping(List<Cue> cues, long startTicks, long endTicks) {
    return cues.stream()
        .filter(cue -> Math.multiplyExact(cue.startMillis(), Ticks.PER_MILLI) < endTicks)
        .filter(cue -> Math.multiplyExact(cue.endMillis(), Ticks.PER_MILLI) > startTicks)
        .toList();
  }
}
