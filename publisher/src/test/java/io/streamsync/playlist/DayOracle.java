package io.streamsync.playlist;

import io.streamsync.media.FrameRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A random day and, beside it, what must be on air when: counted in units of 1/3,600,000 second, in
 * which every frame is whole, so that the oracle uses none of the arithmetic under test.
 */
record DayOracle(
    DayTimeline day, int bucketSeconds, List<AiredSegment> segments, List<Airing> airings) {
  static final long UNITS_PER_SECOND = 3_600_000;

  /** One segment; its number of the day is its place in the list. */
  record AiredSegment(long start, long end, int airing, String uri) {}

  /** One programme. */
  record Airing(long start, long end, String videoId) {}

  /** A video by its frames. */
  record Source(FrameRate rate, List<Integer> frames) {
    long units(int segment) {
      return UNITS_PER_SECOND * rate.denominator() / rate.numerator() * frames.get(segment);
    }
  }

  static DayOracle of(
      List<Source> sources, List<Integer> order, int daySeconds, int bucketSeconds) {
    List<AiredVideo> videos = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      videos.add(new AiredVideo("key" + i, "video" + i, "Title " + i, source.rate, source.frames));
    }
    List<Programme> programmes = new ArrayList<>();
    List<AiredSegment> segments = new ArrayList<>();
    List<Airing> airings = new ArrayList<>();
    long now = 0;
    for (int i = 0; now < daySeconds * UNITS_PER_SECOND; i++) {
      int video = order.get(i % order.size()) % sources.size();
      Source source = sources.get(video);
      long start = now;
      int count = 0;
      while (count < source.frames.size()
          && now + source.units(count) <= daySeconds * UNITS_PER_SECOND) {
        long end = now + source.units(count);
        segments.add(new AiredSegment(now, end, programmes.size(), uri(video, count++)));
        now = end;
      }
      if (count == 0) {
        break;
      }
      programmes.add(new Programme(start / 5, videos.get(video), count));
      airings.add(new Airing(start, now, "video" + video));
    }
    Instant from = Instant.parse("2026-11-20T00:00:00Z");
    return new DayOracle(
        new DayTimeline(from, from.plusSeconds(daySeconds), programmes),
        bucketSeconds,
        segments,
        airings);
  }

  private static String uri(int video, int segment) {
    return "../../../../segments/key"
        + video
        + "/{$r}/"
        + (100_000 + segment + "").substring(1)
        + ".m4s";
  }

  /** Number of the segment on air, unless the last one is over. */
  Optional<Integer> onAir(long instant) {
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).start() <= instant && instant < segments.get(i).end()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  long bucketUnits() {
    return bucketSeconds * UNITS_PER_SECOND;
  }

  /** How far a printed date-time is from the exact instant. */
  long distance(Instant printed, long exact) {
    long nanos = Duration.between(day.from(), printed).toNanos();
    return Math.abs(nanos * 9 / 2500 - exact);
  }
}
