package io.streamsync.publish;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.VideoDescription;
import io.streamsync.pack.PackReader;
import io.streamsync.playlist.BucketPlaylist;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Manifest;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/** Checks a finished release, by named checks, before it goes on air. */
public final class ReleaseVerifier {
  private static final int SAMPLED_PACKS = 20;
  private static final Duration ROUNDING = Duration.ofMillis(1);

  private final ObjectStore site;
  private final ObjectStore ledger;
  private final String releaseId;
  private final List<Check> checks = new ArrayList<>();
  private final TreeMap<String, TreeSet<CaptionTrack>> sampledCaptions = new TreeMap<>();

  private ReleaseVerifier(ObjectStore site, ObjectStore ledger, String releaseId) {
    this.site = site;
    this.ledger = ledger;
    this.releaseId = releaseId;
  }

  /**
   * The outcome of one check.
   *
   * @param name a sentence that is true if the check passed
   * @param fault what is wrong, empty if nothing is
   */
  public record Check(String name, String fault) {
    public boolean passed() {
      return fault.isEmpty();
    }

    @Override
    public String toString() {
      return passed() ? "ok    " + name : "FAULT " + name + ": " + fault;
    }
  }

  /** All checks, the first failures of each named. */
  public static List<Check> verify(ObjectStore site, ObjectStore ledger, String releaseId)
      throws IOException {
    ReleaseVerifier verifier = new ReleaseVerifier(site, ledger, releaseId);
    verifier.run(ReleaseDescription.read(site, releaseId));
    return verifier.checks;
  }

  private interface Body {
    void run(List<String> faults) throws IOException;
  }

  private void check(String name, Body body) {
    List<String> faults = new ArrayList<>();
    try {
      body.run(faults);
    } catch (IOException | IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    String more = faults.size() > 3 ? " and " + (faults.size() - 3) + " more" : "";
    checks.add(new Check(name, String.join("; ", faults.stream().limit(3).toList()) + more));
  }

  private void run(ReleaseDescription release) throws IOException {
    TreeMap<String, byte[]> parts = new TreeMap<>();
    for (ObjectInfo part : ledger.list(LedgerPaths.manifest(releaseId))) {
      String file = part.path().substring(LedgerPaths.manifest(releaseId).length());
      parts.put(file.substring(0, file.indexOf('.')), ledger.get(part.path()));
    }
    Map<String, Manifest.Entry> packs = new TreeMap<>();
    check(
        "the manifest is the one that release.json was written for",
        faults -> {
          if (!Manifest.sha256(parts).equals(release.manifestSha256())) {
            faults.add("its hash differs");
          }
          for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            for (Manifest.Entry entry : Manifest.read(part.getValue(), part.getKey())) {
              packs.put(new TimelinePath(part.getKey(), entry.key()).in(releaseId), entry);
            }
          }
        });
    check("the totals agree with the manifest", faults -> totals(release, packs, faults));
    check("every pack exists with its size, and no other", faults -> sizes(packs, faults));
    check("master, channels and guide exist", this::releaseFiles);
    check("every video is complete in every rung", faults -> videos(release, faults));
    check(
        "sampled packs are intact and their buckets tile the day",
        faults -> sample(release, packs, faults));
    check("captions that sampled packs name are complete", this::captions);
  }

  private static void totals(
      ReleaseDescription release, Map<String, Manifest.Entry> packs, List<String> faults) {
    long bytes = packs.values().stream().mapToLong(Manifest.Entry::size).sum();
    long expected = release.totals().viewers() + release.totals().channels();
    if (packs.size() != expected) {
      faults.add(packs.size() + " packs, release.json counts " + expected);
    }
    if (bytes != release.totals().packBytes()) {
      faults.add(bytes + " bytes, release.json counts " + release.totals().packBytes());
    }
  }

  private void sizes(Map<String, Manifest.Entry> packs, List<String> faults) throws IOException {
    Map<String, Long> listed = new HashMap<>();
    site.list(SitePaths.timelines(releaseId)).forEach(o -> listed.put(o.path(), o.size()));
    packs.forEach(
        (path, entry) -> {
          Long size = listed.remove(path);
          if (size == null || size != entry.size()) {
            faults.add(path + " has " + size + " bytes, not " + entry.size());
          }
        });
    listed.keySet().forEach(path -> faults.add(path + " is not in the manifest"));
  }

  private void releaseFiles(List<String> faults) throws IOException {
    for (String path :
        List.of(
            SitePaths.master(releaseId),
            SitePaths.channels(releaseId),
            SitePaths.guide(releaseId),
            SitePaths.guideChannels(releaseId))) {
      if (site.head(path).isEmpty()) {
        faults.add(path + " is missing");
      }
    }
  }

  private void videos(ReleaseDescription release, List<String> faults) throws IOException {
    String keys = new String(ledger.get(LedgerPaths.videos(releaseId)), StandardCharsets.US_ASCII);
    for (String key : keys.lines().toList()) {
      String path = SitePaths.videoDescription(key);
      VideoDescription video = JsonText.read(site.get(path), VideoDescription.class, path);
      Map<String, Integer> files = new HashMap<>();
      Map<String, Long> bytes = new HashMap<>();
      for (ObjectInfo object : site.list(SitePaths.video(key))) {
        String file = object.path().substring(SitePaths.video(key).length());
        boolean captions = file.startsWith(CaptionTrack.RUNG_PREFIX); // they come and go
        if (file.contains("/") && !captions) {
          files.merge(file.substring(0, file.indexOf('/')), 1, Integer::sum);
          bytes.merge(file.substring(0, file.indexOf('/')), object.size(), Long::sum);
        }
      }
      if (!bytes.equals(video.bytes())) {
        faults.add(key + " has bytes " + bytes + ", video.json counts " + video.bytes());
      }
      List<String> rungs = new ArrayList<>(release.rungs().stream().map(r -> r.id()).toList());
      rungs.add(io.streamsync.media.Rung.AUDIO);
      for (String rung : rungs) {
        int expected = video.segmentFrames().size() + 1; // and the initialisation segment
        if (files.getOrDefault(rung, 0) != expected) {
          faults.add(key + "/" + rung + " has " + files.get(rung) + " files, not " + expected);
        }
      }
    }
  }

  private void sample(
      ReleaseDescription release, Map<String, Manifest.Entry> packs, List<String> faults)
      throws IOException {
    List<String> paths = new ArrayList<>(packs.keySet());
    // The seed is the release, so that a fault that was seen once is seen again.
    java.util.Collections.shuffle(paths, new Random(releaseId.hashCode()));
    for (String path : paths.subList(0, Math.min(SAMPLED_PACKS, paths.size()))) {
      byte[] pack = site.get(path);
      Manifest.Entry entry = packs.get(path);
      if (entry == null || !DigestUtils.sha256Hex(pack).equals(entry.sha256())) {
        faults.add(path + " has another hash than the manifest says");
      }
      tiles(path, release, PackReader.buckets(pack, release.directoryBytes()), faults);
    }
  }

  /** What the sampled packs name; video.json does not count captions. */
  private void captions(List<String> faults) throws IOException {
    if (!sampledCaptions.isEmpty() && site.head(SitePaths.EMPTY_CAPTIONS).isEmpty()) {
      faults.add(SitePaths.EMPTY_CAPTIONS + " is missing");
    }
    for (Map.Entry<String, TreeSet<CaptionTrack>> video : sampledCaptions.entrySet()) {
      String path = SitePaths.videoDescription(video.getKey());
      int segments =
          JsonText.read(site.get(path), VideoDescription.class, path).segmentFrames().size();
      for (CaptionTrack track : video.getValue()) {
        String folder = SitePaths.captions(video.getKey(), track);
        int files = site.list(folder).size();
        if (files != segments) {
          faults.add(folder + " has " + files + " files, not " + segments);
        }
      }
    }
  }

  private void noteCaptions(BucketPlaylist bucket) {
    for (BucketPlaylist.Segment segment : bucket.segments()) {
      if (!segment.programme().captions().isEmpty()) {
        String key = SitePaths.videoKey(segment.uri());
        sampledCaptions
            .computeIfAbsent(key, none -> new TreeSet<>())
            .addAll(segment.programme().captions());
      }
    }
  }

  private void tiles(
      String path, ReleaseDescription release, List<String> buckets, List<String> faults) {
    Duration length = Duration.ofSeconds(release.bucketSeconds());
    long nextSequence = 0;
    String lastUri = "";
    Instant from = release.from();
    for (String text : buckets) {
      BucketPlaylist bucket = BucketPlaylist.parse(text);
      noteCaptions(bucket);
      Instant to = from.plus(length);
      for (int i = 0; i < bucket.segments().size(); i++) {
        long sequence = bucket.mediaSequence() + i;
        boolean repeated = i == 0 && sequence == nextSequence - 1;
        if (repeated && !bucket.segments().get(i).uri().equals(lastUri)) {
          faults.add(path + " repeats segment " + sequence + " with another URI");
        }
        if (!repeated && sequence != nextSequence) {
          faults.add(path + " goes on with segment " + sequence + ", not " + nextSequence);
        }
        Instant start = bucket.segments().get(i).start();
        if (repeated ? start.isAfter(from.plus(ROUNDING)) : !startsWithin(from, to, start)) {
          faults.add(path + " has segment " + sequence + " in a bucket where it is not on air");
        }
        nextSequence = sequence + 1;
        lastUri = bucket.segments().get(i).uri();
      }
      from = to;
    }
    if (from.isBefore(release.to()) || !from.minus(length).isBefore(release.to())) {
      faults.add(path + " has " + buckets.size() + " buckets, which is not the whole day");
    }
    if (nextSequence == 0) {
      faults.add(path + " holds no segment");
    }
  }

  /**
   * Printed date-times are whole milliseconds, so one that is almost at the edge may be over it.
   */
  private static boolean startsWithin(Instant from, Instant to, Instant start) {
    return !start.isBefore(from.minus(ROUNDING)) && !start.isAfter(to.plus(ROUNDING));
  }
}
