package io.streamsync.publish;

import io.streamsync.release.Manifest;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A release's folder, by one listing, beside its manifest and what its description counts. */
final class ListedRelease {
  private final ReleaseDescription release;
  private final SortedMap<String, byte[]> parts;
  private final Map<String, Long> listed = new HashMap<>();

  /**
   * Lists it.
   *
   * @param parts of the manifest as stored: inflated, those of a million viewers would fill the
   *     heap
   */
  ListedRelease(ObjectStore site, ReleaseDescription release, SortedMap<String, byte[]> parts)
      throws IOException {
    this.release = release;
    this.parts = parts;
    for (ObjectInfo object : site.list(SitePaths.release(release.release()))) {
      listed.put(object.path(), object.size());
    }
  }

  String checkManifest(Faults faults) {
    if (!Manifest.sha256(parts).equals(release.manifestSha256())) {
      faults.add("its hash differs");
    }
    return parts.size() + " parts";
  }

  String checkTotals(Faults faults) throws IOException {
    long packs = 0;
    long bytes = 0;
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      for (Manifest.Entry entry : Manifest.read(part.getValue(), part.getKey())) {
        packs++;
        bytes += entry.size();
      }
    }
    long expected = release.totals().viewers() + release.totals().channels();
    if (packs != expected) {
      faults.add(packs + " packs, release.json counts " + expected);
    }
    if (bytes != release.totals().packBytes()) {
      faults.add(bytes + " bytes, release.json counts " + release.totals().packBytes());
    }
    return packs + " packs, " + bytes + " bytes";
  }

  String checkPacks(Faults faults) throws IOException {
    Map<String, Long> packs = new HashMap<>(listed);
    packs.keySet().removeIf(path -> !path.startsWith(SitePaths.timelines(release.release())));
    int present = packs.size();
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      for (Manifest.Entry entry : Manifest.read(part.getValue(), part.getKey())) {
        String path = new TimelinePath(part.getKey(), entry.key()).in(release.release());
        Long size = packs.remove(path);
        if (size == null) {
          faults.add(path + " is missing");
        } else if (size != entry.size()) {
          faults.add(path + " has " + size + " bytes, not " + entry.size());
        }
      }
    }
    packs.keySet().stream().sorted().forEach(p -> faults.add(p + " is not in the manifest"));
    return present + " packs listed";
  }

  String checkFiles(Faults faults) {
    List<String> files =
        List.of(
            SitePaths.master(release.release()),
            SitePaths.channels(release.release()),
            SitePaths.guide(release.release()),
            SitePaths.guideChannels(release.release()));
    for (String path : files) {
      if (listed.getOrDefault(path, 0L) == 0) {
        faults.add(path + " is missing or empty");
      }
    }
    return files.size() + " files";
  }
}
