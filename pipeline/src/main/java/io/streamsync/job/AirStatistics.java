package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code statistics.json} of a release: what its timelines hold, added up. Its size depends on the
 * catalogue and not on how many viewers there are.
 *
 * @param airings how often a video is on, by its id; slate is none
 * @param slateHeavy timelines of which more than a tenth is slate
 * @param leftOut fixed items that leave too little for slate
 */
@JsonPropertyOrder({"viewers", "channels", "airings", "slateHeavy", "leftOut"})
record AirStatistics(
    Airtime viewers,
    Airtime channels,
    SortedMap<String, Long> airings,
    Excerpt<SlateShare> slateHeavy,
    Excerpt<LeftOut> leftOut)
    implements Serializable { // crosses the shuffle

  static final AirStatistics NONE =
      new AirStatistics(
          Airtime.NONE, Airtime.NONE, new TreeMap<>(), Excerpt.none(), Excerpt.none());

  AirStatistics {
    airings = new TreeMap<>(airings);
  }

  /** Both together; the order of what is added does not matter. */
  AirStatistics plus(AirStatistics other) {
    SortedMap<String, Long> sum = new TreeMap<>(airings);
    other.airings.forEach((id, times) -> sum.merge(id, times, Long::sum));
    return new AirStatistics(
        viewers.plus(other.viewers),
        channels.plus(other.channels),
        sum,
        slateHeavy.plus(other.slateHeavy),
        leftOut.plus(other.leftOut));
  }

  /**
   * A timeline with much slate. Most slate comes first.
   *
   * @param owner {@code user u-17} or {@code channel news}
   * @param slateTicks of its day
   * @param ticks of its whole day
   */
  @JsonPropertyOrder({"owner", "slateTicks", "ticks"})
  record SlateShare(String owner, long slateTicks, long ticks)
      implements Serializable, Comparable<SlateShare> {
    private static final int ONE_IN = 10;

    private static final Comparator<SlateShare> ORDER =
        Comparator.comparingLong(SlateShare::slateTicks)
            .reversed()
            .thenComparing(SlateShare::owner)
            .thenComparing(SlateShare::ticks);

    static boolean isMuch(long slateTicks, long ticks) {
      return slateTicks * ONE_IN > ticks;
    }

    double share() {
      return (double) slateTicks / ticks;
    }

    @Override
    public int compareTo(SlateShare other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * A fixed item that is not on air, because too short a hole for slate would be left between it
   * and an earlier one, or the day's end, and the earlier of the two has but one segment.
   *
   * @param file that names it
   * @param line of the file, from 1
   * @param video its id
   * @param startTicks nominal, from the day's first instant
   */
  @JsonPropertyOrder({"file", "line", "video", "startTicks"})
  record LeftOut(String file, long line, String video, long startTicks)
      implements Serializable, Comparable<LeftOut> {
    private static final Comparator<LeftOut> ORDER =
        Comparator.comparing(LeftOut::file)
            .thenComparing(LeftOut::line)
            .thenComparing(LeftOut::startTicks)
            .thenComparing(LeftOut::video);

    @Override
    public int compareTo(LeftOut other) {
      return ORDER.compare(this, other);
    }
  }
}
