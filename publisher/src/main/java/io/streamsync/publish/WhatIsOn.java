package io.streamsync.publish;

import io.streamsync.pack.PackReader;
import io.streamsync.playlist.BucketPlaylist;
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

/**
 * What a timeline shows at an instant, read from what is published.
 *
 * @param release it comes from
 * @param segment on air
 * @param before programme before it in the same bucket, or its own
 * @param after programme after it in the same bucket, or its own
 */
public record WhatIsOn(
    String release,
    Segment segment,
    BucketPlaylist.AiredProgramme before,
    BucketPlaylist.AiredProgramme after) {
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /**
   * Looks it up as the page does.
   *
   * @throws IOException if no release covers the instant, or the timeline does not exist
   */
  public static WhatIsOn at(ObjectStore site, TimelinePath timeline, Instant instant)
      throws IOException {
    LiveDay day =
        LiveDocument.parse(site.get(SitePaths.LIVE))
            .dayOf(instant)
            .orElseThrow(() -> new IOException("no release on air covers " + instant));
    long bucket = Duration.between(day.from(), instant).toSeconds() / day.bucketSeconds();
    String path = timeline.in(day.release());
    String text = PackReader.bucket(site, path, day.directoryBytes(), Math.toIntExact(bucket));
    List<Segment> segments = parse(text, path + " bucket " + bucket).segments();
    for (int i = 0; i < segments.size(); i++) {
      // Date-times are rounded to the millisecond, so the next start decides, not the own end, and
      // the last of a bucket may seem to end just before the bucket does.
      Instant end =
          i + 1 < segments.size()
              ? segments.get(i + 1).start()
              : segments.get(i).end().plus(ROUNDING);
      if (!instant.isBefore(segments.get(i).start()) && instant.isBefore(end)) {
        return of(day.release(), segments, i);
      }
    }
    throw new IOException("nothing is on air at " + instant);
  }

  private static BucketPlaylist parse(String text, String what) throws IOException {
    try {
      return BucketPlaylist.parse(text);
    } catch (IllegalArgumentException e) { // a fault of the release, not of the question
      throw new IOException(what + ": " + e.getMessage(), e);
    }
  }

  private static WhatIsOn of(String release, List<Segment> segments, int index) {
    Segment segment = segments.get(index);
    String id = segment.programme().id();
    int first = index;
    while (first > 0 && segments.get(first).programme().id().equals(id)) {
      first--;
    }
    int last = index;
    while (last < segments.size() - 1 && segments.get(last).programme().id().equals(id)) {
      last++;
    }
    return new WhatIsOn(
        release, segment, segments.get(first).programme(), segments.get(last).programme());
  }

  public Duration offset(Instant instant) {
    return Duration.between(segment.programme().start(), instant);
  }
}
