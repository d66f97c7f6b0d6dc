package io.streamsync.sequence;

import io.streamsync.catalogue.SlateEntries;
import io.streamsync.playlist.AiredVideo;

/**
 * An item with a start of its own.
 *
 * @param startTicks nominal, from the day's first instant
 * @param video to be shown then
 * @param file that names it, below the input
 * @param line of the file, from 1
 */
public record FixedItem(long startTicks, AiredVideo video, String file, long line) {
  public FixedItem {
    if (startTicks != 0 && startTicks < SlateEntries.SHORTEST_TICKS) {
      throw new IllegalArgumentException(
          "an item starts at 0 or from half a second on, was tick " + startTicks);
    }
  }
}
