package io.streamsync.timeline;

import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a sequence into a day: its items back to back from the day's first instant, over and over.
 */
public final class TimelinePlanner {
  private TimelinePlanner() {}

  /**
   * Plans a day. The last programme keeps the whole segments that end at or before the day's end;
   * what then remains of the day, less than a segment, stays empty.
   *
   * @param loop at least one video
   */
  public static DayTimeline plan(BroadcastDay day, List<AiredVideo> loop) {
    if (loop.isEmpty()) {
      throw new IllegalArgumentException("a loop needs a video");
    }
    long dayTicks = Ticks.of(Duration.between(day.from(), day.to()));
    List<Programme> programmes = new ArrayList<>();
    long start = 0;
    for (int i = 0; ; i = (i + 1) % loop.size()) {
      AiredVideo video = loop.get(i);
      int segments = video.segmentsWithin(dayTicks - start);
      if (segments == 0) {
        break;
      }
      Programme programme = new Programme(start, video, segments);
      programmes.add(programme);
      start = programme.endTicks();
      if (segments < video.segments()) {
        break;
      }
    }
    return new DayTimeline(day.from(), day.to(), programmes);
  }
}
