package io.streamsync.playlist;

/**
 * One airing of a video: its first segments, from a point of the day on.
 *
 * @param startTicks from the day's first instant
 * @param video on air
 * @param segments how many of its segments are aired
 */
public record Programme(long startTicks, AiredVideo video, int segments) {
  public Programme {
    if (segments < 1 || segments > video.segments()) {
      throw new IllegalArgumentException(
          "a programme airs 1 to " + video.segments() + " segments, was " + segments);
    }
  }

  public long durationTicks() {
    return video.startTicks(segments);
  }

  public long endTicks() {
    return startTicks + durationTicks();
  }
}
