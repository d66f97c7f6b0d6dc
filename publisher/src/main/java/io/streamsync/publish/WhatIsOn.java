package io.streamsync.publish;

import io.streamsync.pack.PackReader;
import io.streamsync.playlist.BucketPlaylist;
import io.streamsync.playlist.BucketPlaylist.AiredProgramme;
import io.streamsync.playlist.BucketPlaylist.Segment;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a timeline shows at an instant, read from what is published.
 *
 * @param release it comes from
 * @param segment on air
 * @param before the programme before it; empty if no release on air covers that time
 * @param after the programme after it; empty if no release on air covers that time
 */
public record WhatIsOn(
    String release,
    Segment segment,
    Optional<AiredProgramme> before,
    Optional<AiredProgramme> after) {
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** At a day's end a hole of up to 20 ms stays. */
  private static final Duration LAST_HOLE = Duration.ofMillis(20);

  /** Date-times of neighbours are rounded apart by less than this. */
  private static final Duration BEYOND = ROUNDING.multipliedBy(2);

  /**
   * Looks it up as the page does.
   *
   * @throws IOException if no release covers the instant, or the timeline does not exist
   */
  public static WhatIsOn at(ObjectStore site, TimelinePath timeline, Instant instant)
      throws IOException {
    Lookup lookup = new Lookup(site, LiveDocument.parse(site.get(SitePaths.LIVE)), timeline);
    LiveDay day =
        lookup
            .live()
            .dayOf(instant)
            .orElseThrow(() -> new IOException("no release on air covers " + instant));
    Segment segment =
        lookup
            .find(day, instant)
            .orElseThrow(() -> new IOException("nothing is on air at " + instant));
    AiredProgramme now = segment.programme();
    Optional<AiredProgramme> after =
        lookup.other(now, now.start().plus(now.duration()).plus(BEYOND));
    return new WhatIsOn(
        day.release(),
        segment,
        lookup.other(now, now.start().minus(BEYOND)),
        after.isPresent() ? after : lookup.other(now, day.to()));
  }

  public Duration offset(Instant instant) {
    return Duration.between(segment.programme().start(), instant);
  }

  /** One timeline, on all days that are on air. */
  private record Lookup(ObjectStore site, LiveDocument live, TimelinePath timeline) {
    /** What is on air then, if that is another programme than this. */
    Optional<AiredProgramme> other(AiredProgramme programme, Instant instant) throws IOException {
      Optional<LiveDay> day = live.dayOf(instant);
      if (day.isEmpty() || site.head(timeline.in(day.get().release())).isEmpty()) {
        return Optional.empty();
      }
      return find(day.get(), instant)
          .map(Segment::programme)
          .filter(other -> !other.id().equals(programme.id()));
    }

    Optional<Segment> find(LiveDay day, Instant instant) throws IOException {
      long bucket = Duration.between(day.from(), instant).toSeconds() / day.bucketSeconds();
      String path = timeline.in(day.release());
      String text = PackReader.bucket(site, path, day.directoryBytes(), Math.toIntExact(bucket));
      List<Segment> segments = parse(text, path + " bucket " + bucket).segments();
      for (int i = 0; i < segments.size(); i++) {
        Instant end =
            i + 1 < segments.size() ? segments.get(i + 1).start() : end(day, segments.get(i));
        if (!instant.isBefore(segments.get(i).start()) && instant.isBefore(end)) {
          return Optional.of(segments.get(i));
        }
      }
      return Optional.empty();
    }

    /**
     * Date-times are rounded to the millisecond, so the next start decides where there is one, and
     * the last of a bucket may seem to end just before the bucket does.
     */
    private static Instant end(LiveDay day, Segment last) {
      boolean lastOfDay = !last.end().plus(LAST_HOLE).plus(ROUNDING).isBefore(day.to());
      return lastOfDay ? day.to() : last.end().plus(ROUNDING);
    }

    private static BucketPlaylist parse(String text, String what) throws IOException {
      try {
        return BucketPlaylist.parse(text);
      } catch (IllegalArgumentException e) { // a fault of the release, not of the question
        throw new IOException(what + ": " + e.getMessage(), e);
      }
    }
  }
}
