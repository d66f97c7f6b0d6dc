package io.streamsync.playlist;

import java.time.Instant;
import java.util.List;

/**
 * One viewer's or channel's whole day.
 *
 * @param from first instant of the day
 * @param to first instant of the next
 * @param programmes one after the other from the first instant on, without a hole
 */
public record DayTimeline(Instant from, Instant to, List<Programme> programmes) {
  public DayTimeline {
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException("a day must end after " + from + ", ended " + to);
    }
    programmes = List.copyOf(programmes);
    long end = 0;
    for (Programme programme : programmes) {
      if (programme.startTicks() != end) {
        throw new IllegalArgumentException(
            "a programme must start at tick " + end + ", started at " + programme.startTicks());
      }
      end = programme.endTicks();
    }
  }
}
