package io.streamsync.timeline;

import io.streamsync.catalogue.SlateEntries;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.Programme.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What fills holes: a still that runs as long as needed, and a ruler, whose segments each show the
 * same still for a different while.
 *
 * @param video played from its start, over and over, in whole segments of one length
 * @param ruler one segment for each length from {@link SlateEntries#SHORTEST_TICKS} in steps of
 *     {@link #STEP_TICKS}; each starts at decode time 0
 */
public record Slate(AiredVideo video, AiredVideo ruler) {
  private static final long SHORTEST_TICKS = SlateEntries.SHORTEST_TICKS;

  /** A frame at 50 a second. */
  public static final long STEP_TICKS = Ticks.PER_SECOND / 50;

  public static final int RULER_SEGMENTS = 201;

  /** The ruler's longest segment. */
  private static final long LONGEST_TICKS = SHORTEST_TICKS + (RULER_SEGMENTS - 1) * STEP_TICKS;

  public Slate {
    if (ruler.segments() != RULER_SEGMENTS) {
      throw new IllegalArgumentException("a ruler has 201 segments, was " + ruler.segments());
    }
    for (int i = 0; i < RULER_SEGMENTS; i++) {
      long ticks = ruler.startTicks(i + 1) - ruler.startTicks(i);
      if (ticks != SHORTEST_TICKS + i * STEP_TICKS) {
        throw new IllegalArgumentException(
            "segment " + i + " of the ruler has " + ticks + " ticks");
      }
    }
    for (int i = 1; i <= video.segments(); i++) {
      if (video.startTicks(i) != i * video.startTicks(1)) {
        throw new IllegalArgumentException("slate has segments of more than one length");
      }
    }
    if (LONGEST_TICKS - SHORTEST_TICKS < video.startTicks(1)) {
      throw new IllegalArgumentException("slate has segments longer than the ruler can reach");
    }
  }

  /**
   * What fills a hole, to half a {@link #STEP_TICKS step}.
   *
   * @param ticks at least {@link SlateEntries#SHORTEST_TICKS}
   */
  List<Part> fill(long ticks) {
    long segmentTicks = video.startTicks(1);
    long whole = (ticks - SHORTEST_TICKS) / segmentTicks;
    List<Part> parts = new ArrayList<>();
    for (long left = whole; left > 0; left -= video.segments()) {
      parts.add(new Part(video, 0, Math.toIntExact(Math.min(left, video.segments()))));
    }
    long rest = ticks - whole * segmentTicks - SHORTEST_TICKS;
    parts.add(new Part(ruler, Math.toIntExact((rest + STEP_TICKS / 2) / STEP_TICKS), 1));
    return parts;
  }
}
