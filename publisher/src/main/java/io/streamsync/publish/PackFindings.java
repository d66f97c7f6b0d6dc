package io.streamsync.publish;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.pack.PackReader;
import io.streamsync.playlist.BucketPlaylist;
import io.streamsync.playlist.BucketPlaylist.Segment;
import io.streamsync.release.Manifest;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/** What stands in packs that were read whole, and what is wrong with them. */
final class PackFindings {
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** Between the end of a segment and the start of the next: two printed date-times and a sum. */
  private static final Duration PRINTED = ROUNDING.multipliedBy(2);

  /** Between the last segment's end and the day's: what slate need not fill, and the rounding. */
  private static final Duration DAY_END = Duration.ofMillis(20).plus(ROUNDING);

  private final ReleaseDescription release;
  private final Faults damage = new Faults();
  private final Faults gaps = new Faults();
  private final SortedMap<String, NavigableSet<String>> segments = new TreeMap<>();
  private final SortedMap<String, NavigableSet<CaptionTrack>> captions = new TreeMap<>();
  private long packs;
  private long buckets;

  PackFindings(ReleaseDescription release) {
    this.release = release;
  }

  /** Packs that are missing, or other than the manifest says. */
  Faults damage() {
    return damage;
  }

  /** Where buckets do not list the day once. */
  Faults gaps() {
    return gaps;
  }

  /** Names of the segments on air, by video. */
  SortedMap<String, NavigableSet<String>> segments() {
    return segments;
  }

  /** Captions on air, by video. */
  SortedMap<String, NavigableSet<CaptionTrack>> captions() {
    return captions;
  }

  long packs() {
    return packs;
  }

  long buckets() {
    return buckets;
  }

  void addAll(PackFindings others) {
    damage.addAll(others.damage);
    gaps.addAll(others.gaps);
    others.segments.forEach((video, names) -> of(segments, video).addAll(names));
    others.captions.forEach((video, tracks) -> of(captions, video).addAll(tracks));
    packs += others.packs;
    buckets += others.buckets;
  }

  private static <T> NavigableSet<T> of(Map<String, NavigableSet<T>> byVideo, String video) {
    return byVideo.computeIfAbsent(video, none -> new TreeSet<>());
  }

  void addMissing(String path) {
    packs++;
    damage.add(path + " is missing");
  }

  void add(String path, byte[] pack, Manifest.Entry entry) {
    packs++;
    if (!DigestUtils.sha256Hex(pack).equals(entry.sha256())) {
      damage.add(path + " has another hash than the manifest says");
    }
    List<String> texts;
    try {
      texts = PackReader.buckets(pack, release.directoryBytes());
    } catch (IOException | IllegalArgumentException e) {
      damage.add(path + ": " + e.getMessage());
      return;
    }
    try {
      new Walk(path).along(texts);
    } catch (IllegalArgumentException e) {
      gaps.add(path + ": " + e.getMessage());
    }
  }

  /** From one bucket of a pack to the next. */
  private final class Walk {
    private final String path;
    private long nextSequence;
    private String lastUri = "";
    private Instant onAirUntil = release.from();

    Walk(String path) {
      this.path = path;
    }

    void along(List<String> texts) {
      Duration length = Duration.ofSeconds(release.bucketSeconds());
      Instant from = release.from();
      for (String text : texts) {
        BucketPlaylist bucket = BucketPlaylist.parse(text);
        bucket.segments().forEach(PackFindings.this::note);
        across(bucket, from, from.plus(length));
        from = from.plus(length);
        buckets++;
      }
      if (from.isBefore(release.to()) || !from.minus(length).isBefore(release.to())) {
        gaps.add(path + " has " + texts.size() + " buckets, which is not the whole day");
      }
      if (nextSequence == 0) {
        gaps.add(path + " holds no segment");
      } else if (isApart(onAirUntil, release.to(), DAY_END)) {
        gaps.add(path + " ends at " + onAirUntil + ", and the day at " + release.to());
      }
    }

    private void across(BucketPlaylist bucket, Instant from, Instant to) {
      for (int i = 0; i < bucket.segments().size(); i++) {
        Segment segment = bucket.segments().get(i);
        long sequence = bucket.mediaSequence() + i;
        boolean repeated = i == 0 && sequence == nextSequence - 1;
        if (repeated && !segment.uri().equals(lastUri)) {
          gaps.add(path + " repeats segment " + sequence + " with another URI");
        }
        if (!repeated && sequence != nextSequence) {
          gaps.add(path + " goes on with segment " + sequence + ", not " + nextSequence);
        }
        Instant start = segment.start();
        if (repeated ? start.isAfter(from.plus(ROUNDING)) : !startsWithin(from, to, start)) {
          gaps.add(path + " has segment " + sequence + " in a bucket where it is not on air");
        }
        if (!repeated && isApart(start, onAirUntil, PRINTED)) {
          gaps.add(path + " has segment " + sequence + " at " + start + ", not at " + onAirUntil);
        }
        nextSequence = sequence + 1;
        onAirUntil = segment.end();
        lastUri = segment.uri();
      }
    }
  }

  private static boolean isApart(Instant one, Instant other, Duration tolerance) {
    return Duration.between(one, other).abs().compareTo(tolerance) > 0;
  }

  /** Printed date-times are whole milliseconds: one that is almost at the edge may be over it. */
  private static boolean startsWithin(Instant from, Instant to, Instant start) {
    return !start.isBefore(from.minus(ROUNDING)) && !start.isAfter(to.plus(ROUNDING));
  }

  private void note(Segment segment) {
    String video = SitePaths.videoKey(segment.uri());
    of(segments, video).add(SitePaths.fileName(segment.uri()));
    if (!segment.programme().captions().isEmpty()) {
      of(captions, video).addAll(segment.programme().captions());
    }
  }
}
