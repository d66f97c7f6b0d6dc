package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;

/**
 * How much time a group of timelines fills, and how many bytes.
 *
 * @param timelines how many
 * @param ticks of all that is on, slate included
 * @param slateTicks of these
 * @param packBytes of all packs
 * @param largestPackBytes of the largest one
 */
@JsonPropertyOrder({"timelines", "ticks", "slateTicks", "packBytes", "largestPackBytes"})
record Airtime(long timelines, long ticks, long slateTicks, long packBytes, long largestPackBytes)
    implements Serializable { // part of what crosses the shuffle

  static final Airtime NONE = new Airtime(0, 0, 0, 0, 0);

  Airtime {
    if (slateTicks > ticks || largestPackBytes > packBytes) {
      throw new IllegalArgumentException(
          "a part is more than the whole: %d of %d ticks, %d of %d bytes"
              .formatted(slateTicks, ticks, largestPackBytes, packBytes));
    }
  }

  Airtime plus(Airtime other) {
    return new Airtime(
        timelines + other.timelines,
        ticks + other.ticks,
        slateTicks + other.slateTicks,
        packBytes + other.packBytes,
        Math.max(largestPackBytes, other.largestPackBytes));
  }

  /** From 0 to 1. */
  double slateShare() {
    return ticks == 0 ? 0 : (double) slateTicks / ticks;
  }

  long meanPackBytes() {
    return timelines == 0 ? 0 : packBytes / timelines;
  }
}
