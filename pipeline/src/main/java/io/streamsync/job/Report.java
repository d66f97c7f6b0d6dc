package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.job.AirStatistics.LeftOut;
import io.streamsync.job.AirStatistics.SlateShare;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.time.BroadcastDay;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json} of a run: what an admin wants to know of a night. Its size does not depend on
 * how many viewers there are.
 *
 * @param format 1
 * @param night which one, and how it ended
 * @param days one by one, as far as the night came
 * @param balances where everything that was read has gone, by what it is; what the night did not
 *     come to is absent
 * @param rejects what is not on air
 * @param sizes of the videos on air
 * @param encodes of this night
 * @param unplayed ids of videos on air that no timeline of any day shows
 */
@JsonPropertyOrder({
  "format",
  "night",
  "days",
  "balances",
  "rejects",
  "sizes",
  "encodes",
  "unplayed"
})
record Report(
    int format,
    Ended night,
    List<Day> days,
    Map<String, Balance> balances,
    RejectFigures rejects,
    Sizes sizes,
    Encodes encodes,
    Excerpt<String> unplayed) {

  static final int FORMAT = 1;

  Report {
    balances = new LinkedHashMap<>(balances);
  }

  /**
   * A night and its end.
   *
   * @param run id
   * @param zone of its days
   * @param tookSeconds from start to end
   * @param published whether its releases are on air; null if nobody could find that out
   * @param problem that ended it, or empty
   */
  @JsonPropertyOrder({"run", "started", "zone", "tookSeconds", "published", "problem"})
  record Ended(
      String run,
      Instant started,
      String zone,
      long tookSeconds,
      @JsonSetter(nulls = Nulls.SET) @Nullable Boolean published,
      String problem) {
    Ended {
      if (!Boolean.TRUE.equals(published) && problem.isEmpty()) {
        throw new IllegalArgumentException("a night that published nothing has a problem");
      }
    }
  }

  /**
   * A day and what its timelines hold.
   *
   * @param from first instant
   * @param to first instant of the next day
   * @param complete whether the release is whole in the store, on air or not
   * @param slateHeavy timelines of which more than a tenth is slate
   * @param leftOut fixed items that leave too little for slate
   */
  @JsonPropertyOrder({
    "summary",
    "from",
    "to",
    "complete",
    "viewers",
    "channels",
    "slateHeavy",
    "leftOut"
  })
  record Day(
      DaySummary summary,
      Instant from,
      Instant to,
      boolean complete,
      Airtime viewers,
      Airtime channels,
      Excerpt<SlateShare> slateHeavy,
      Excerpt<LeftOut> leftOut) {
    static Day of(
        DaySummary summary, BroadcastDay day, boolean complete, AirStatistics statistics) {
      return new Day(
          summary,
          day.from(),
          day.to(),
          complete,
          statistics.viewers(),
          statistics.channels(),
          statistics.slateHeavy(),
          statistics.leftOut());
    }

    Airtime all() {
      return viewers.plus(channels);
    }
  }

  /**
   * What the videos on air weigh. Videos with the same bytes count once.
   *
   * @param videos ids on air
   * @param seconds all of them take, one after the other
   * @param segments of all of them in one rung
   * @param bytes by rung
   */
  @JsonPropertyOrder({"videos", "seconds", "segments", "bytes"})
  record Sizes(long videos, long seconds, long segments, SortedMap<String, Long> bytes) {
    static final Sizes NONE = new Sizes(0, 0, 0, new TreeMap<>());

    static Sizes of(Catalogue catalogue) {
      long ticks = 0;
      long segments = 0;
      SortedMap<String, Long> bytes = new TreeMap<>();
      Set<String> keys = new HashSet<>();
      for (CatalogueEntry entry : catalogue.entries()) {
        if (keys.add(entry.videoKey())) {
          ticks += entry.video().durationTicks();
          segments += entry.video().segmentFrames().size();
          entry.video().bytes().forEach((rung, size) -> bytes.merge(rung, size, Long::sum));
        }
      }
      long seconds = ticks / io.streamsync.media.Ticks.PER_SECOND;
      return new Sizes(catalogue.entries().size(), seconds, segments, bytes);
    }

    /** Of all rungs together. */
    long files() {
      return segments * bytes.size();
    }
  }

  /**
   * What encodes took together, and the longest of them.
   *
   * @param workMillis of all of them, one after the other
   * @param durationMillis of their videos
   */
  @JsonPropertyOrder({"count", "workMillis", "durationMillis", "longest"})
  record Encodes(long workMillis, long durationMillis, Excerpt<EncodeTime> longest) {
    static Encodes of(Collection<EncodeTime> times) {
      return new Encodes(
          times.stream().mapToLong(EncodeTime::workMillis).sum(),
          times.stream().mapToLong(EncodeTime::durationMillis).sum(),
          Excerpt.of(times));
    }
  }

  /** The part of all time that is slate. */
  @JsonProperty
  double slateShare() {
    return days.stream().map(Day::all).reduce(Airtime.NONE, Airtime::plus).slateShare();
  }

  Duration took() {
    return Duration.ofSeconds(night.tookSeconds());
  }
}
