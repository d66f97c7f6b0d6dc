package io.streamsync.publish;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.Rung;
import io.streamsync.release.Manifest;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.NoSuchObjectException;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** The videos of a release and its packs, as read from the store, and whether they fit together. */
final class ReleaseContent {
  private final ObjectStore site;
  private final ReleaseDescription release;
  private final ParallelReads reads;
  private final Map<String, StoredVideo> videos = new TreeMap<>();
  private Optional<PackFindings> packs = Optional.empty();

  ReleaseContent(ObjectStore site, ReleaseDescription release, ParallelReads reads) {
    this.site = site;
    this.release = release;
    this.reads = reads;
  }

  /**
   * Lists every video's folder.
   *
   * @param keys of the videos
   */
  String checkVideos(List<String> keys, Faults faults) throws IOException {
    List<String> rungs = new ArrayList<>(release.rungs().stream().map(Rung::id).toList());
    rungs.add(Rung.AUDIO);
    List<Callable<Optional<StoredVideo>>> readings = new ArrayList<>();
    keys.forEach(key -> readings.add(() -> video(key)));
    List<Optional<StoredVideo>> found = reads.all(readings);
    long files = 0;
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isEmpty()) {
        faults.add(SitePaths.videoDescription(keys.get(i)) + " is missing");
        continue;
      }
      StoredVideo video = found.get(i).get();
      video.check(rungs, faults);
      videos.put(video.key(), video);
      files += video.files().size();
    }
    return keys.size() + " videos, " + files + " files listed";
  }

  private Optional<StoredVideo> video(String key) throws IOException {
    try {
      return Optional.of(StoredVideo.read(site, key));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    }
  }

  /** Reads packs whole, for this check and those after it. */
  String checkPacks(SortedMap<String, byte[]> parts, PackSelection selection, Faults faults)
      throws IOException {
    List<Callable<PackFindings>> readings = new ArrayList<>();
    if (selection.full()) {
      parts.forEach((shard, part) -> readings.add(() -> packs(shard, Manifest.read(part, shard))));
    } else {
      for (PackSelection.Chosen pack : selection.sample(parts)) {
        readings.add(() -> packs(pack.timeline().shard(), List.of(pack.entry())));
      }
    }
    PackFindings found = new PackFindings(release);
    reads.all(readings).forEach(found::addAll);
    packs = Optional.of(found);
    faults.addAll(found.damage());
    return found.packs() + " packs read";
  }

  private PackFindings packs(String shard, List<Manifest.Entry> entries) throws IOException {
    PackFindings found = new PackFindings(release);
    for (Manifest.Entry entry : entries) {
      String path = new TimelinePath(shard, entry.key()).in(release.release());
      try {
        found.add(path, site.get(path), entry);
      } catch (NoSuchObjectException e) {
        found.addMissing(path);
      }
    }
    return found;
  }

  private PackFindings packsRead() throws IOException {
    return packs.orElseThrow(() -> new IOException("packs could not be read"));
  }

  String checkBuckets(Faults faults) throws IOException {
    faults.addAll(packsRead().gaps());
    return packsRead().buckets() + " buckets";
  }

  String checkSegments(Faults faults) throws IOException {
    long segments = 0;
    for (Map.Entry<String, NavigableSet<String>> named : packsRead().segments().entrySet()) {
      segments += named.getValue().size();
      StoredVideo video = videos.get(named.getKey());
      if (video == null) {
        faults.add(SitePaths.video(named.getKey()) + " is no video of this release");
        continue;
      }
      NavigableSet<String> absent = named.getValue();
      absent.removeAll(video.segments());
      absent.forEach(name -> faults.add(video.key() + " has no segment " + name));
    }
    return segments + " segments";
  }

  /** What video.json does not count. */
  String checkCaptions(Faults faults) throws IOException {
    SortedMap<String, NavigableSet<CaptionTrack>> named = packsRead().captions();
    if (!named.isEmpty() && site.head(SitePaths.EMPTY_CAPTIONS).isEmpty()) {
      faults.add(SitePaths.EMPTY_CAPTIONS + " is missing");
    }
    long tracks = 0;
    for (Map.Entry<String, NavigableSet<CaptionTrack>> tracksOfVideo : named.entrySet()) {
      StoredVideo video = videos.get(tracksOfVideo.getKey());
      if (video != null) { // of another one the segments are a fault already
        tracksOfVideo.getValue().forEach(track -> video.checkCaptions(track, faults));
        tracks += tracksOfVideo.getValue().size();
      }
    }
    return tracks + " tracks";
  }
}
