package io.streamsync.catalogue;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.media.Ticks;

/**
 * {@code slate.json} of a run: the two videos that fill holes.
 *
 * @param video that repeats
 * @param ruler of which one segment is shown
 */
@JsonPropertyOrder({"video", "ruler"})
public record SlateEntries(CatalogueEntry video, CatalogueEntry ruler) {
  /** Half a second, the ruler's shortest segment: what is shorter cannot be filled. */
  public static final long SHORTEST_TICKS = Ticks.PER_SECOND / 2;

  /** All that decides what they look like, on one line. */
  public String identity() {
    return video.videoKey() + " " + ruler.videoKey();
  }
}
