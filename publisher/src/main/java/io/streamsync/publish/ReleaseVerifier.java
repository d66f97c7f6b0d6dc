package io.streamsync.publish;

import io.streamsync.release.LedgerPaths;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.release.Manifest;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.release.VerifyRecord;
import io.streamsync.release.VerifyRecord.Check;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.ObjectStore.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Checks finished releases, by named checks, before they go on air, and records what it found. That
 * objects exist with their sizes is asked of all of them, by listing; packs are read whole as a
 * {@link PackSelection} says.
 */
public final class ReleaseVerifier {
  private final ObjectStore site;
  private final ObjectStore ledger;
  private final InstantSource clock;

  public ReleaseVerifier(ObjectStore site, ObjectStore ledger, InstantSource clock) {
    this.site = site;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * A record that may be relied on: one that is fresh and passed, or else a new one.
   *
   * @throws io.streamsync.store.NoSuchObjectException if the release is not complete
   */
  public VerifyRecord freshOrVerify(String releaseId) throws IOException {
    ReleaseDescription release = ReleaseDescription.read(site, releaseId);
    Optional<VerifyRecord> fresh =
        VerifyRecord.read(ledger, releaseId)
            .filter(record -> record.speaksFor(release, clock.instant()));
    return fresh.isPresent() ? fresh.get() : verify(releaseId, PackSelection.fewOf(releaseId));
  }

  /**
   * Makes all checks; each names the first of its faults.
   *
   * @throws io.streamsync.store.NoSuchObjectException if the release is not complete
   */
  public VerifyRecord verify(String releaseId, PackSelection selection) throws IOException {
    Instant began = clock.instant();
    ReleaseDescription release = ReleaseDescription.read(site, releaseId);
    List<Check> checks = checks(release, selection, began);
    VerifyRecord record =
        new VerifyRecord(
            VerifyRecord.FORMAT,
            releaseId,
            release.manifestSha256(),
            began,
            selection.full(),
            selection.seed(),
            checks.stream().allMatch(Check::passed),
            checks);
    record.write(ledger);
    return record;
  }

  private List<Check> checks(ReleaseDescription release, PackSelection selection, Instant now)
      throws IOException {
    SortedMap<String, byte[]> parts = Manifest.parts(ledger, release.release());
    ListedRelease listed = new ListedRelease(site, release, parts);
    CheckList list = new CheckList(clock);
    list.check("the manifest is the one that release.json was written for", listed::checkManifest);
    list.check("the totals agree with the manifest", listed::checkTotals);
    list.check("every pack exists with its size, and no other", listed::checkPacks);
    list.check("master, channels and guide exist", listed::checkFiles);
    list.check("days do not overlap", faults -> checkDays(release, now, faults));
    try (ParallelReads reads = new ParallelReads()) {
      ReleaseContent content = new ReleaseContent(site, release, reads);
      list.check(
          "every video is complete in every rung",
          faults -> content.checkVideos(videos(release, faults), faults));
      list.check(
          "packs that are read are the manifest's",
          faults -> content.checkPacks(parts, selection, faults));
      list.check("buckets of these packs tile the day", content::checkBuckets);
      list.check("segments that these packs name exist", content::checkSegments);
      list.check("captions that these packs name are complete", content::checkCaptions);
    }
    return list.checks();
  }

  /** The keys it lists; a line that is none is a fault. */
  private List<String> videos(ReleaseDescription release, Faults faults) throws IOException {
    String path = LedgerPaths.videos(release.release());
    List<String> lines = new String(ledger.get(path), StandardCharsets.US_ASCII).lines().toList();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (SitePaths.isVideoKey(lines.get(i))) {
        keys.add(lines.get(i));
      } else {
        faults.add("%s line %d is no key of a video: '%s'".formatted(path, i + 1, lines.get(i)));
      }
    }
    return keys;
  }

  /** What the pointer would refuse in the end. */
  private String checkDays(ReleaseDescription release, Instant now, Faults faults)
      throws IOException {
    Optional<Versioned> pointer = site.getVersioned(SitePaths.LIVE);
    if (pointer.isEmpty()) {
      return "none on air";
    }
    LiveDocument live = LiveDocument.parse(pointer.get().content());
    Optional<LiveDay> other = live.inTheWayOf(release.from(), release.to(), now);
    other.ifPresent(
        day ->
            faults.add(
                "%s to %s overlaps release %s (%s to %s), which is on air"
                    .formatted(release.from(), release.to(), day.release(), day.from(), day.to())));
    return live.days().size() + " on air";
  }
}
