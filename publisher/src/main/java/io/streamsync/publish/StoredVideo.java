package io.streamsync.publish;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A video's folder in the store, by one listing, beside what its {@code video.json} says.
 *
 * @param key of the video
 * @param description read from {@code video.json}
 * @param files sizes by path below the folder
 */
record StoredVideo(String key, VideoDescription description, Map<String, Long> files) {

  static StoredVideo read(ObjectStore site, String key) throws IOException {
    String path = SitePaths.videoDescription(key);
    VideoDescription description = JsonText.read(site.get(path), VideoDescription.class, path);
    Map<String, Long> files = new TreeMap<>();
    for (ObjectInfo object : site.list(SitePaths.video(key))) {
      files.put(object.path().substring(SitePaths.video(key).length()), object.size());
    }
    return new StoredVideo(key, description, files);
  }

  /** Names of its segments, the same in every rung. */
  NavigableSet<String> segments() {
    NavigableSet<String> names = new TreeSet<>();
    IntStream.range(0, description.segmentFrames().size())
        .mapToObj(SitePaths::segmentName)
        .forEach(names::add);
    return names;
  }

  /** Adds what is missing, too much, or of another size. */
  void check(Iterable<String> rungs, Faults faults) {
    Map<String, NavigableSet<String>> names = new TreeMap<>();
    Map<String, Long> bytes = new TreeMap<>();
    files.forEach(
        (file, size) -> {
          boolean captions = file.startsWith(CaptionTrack.RUNG_PREFIX); // they come and go
          int slash = file.indexOf('/');
          if (slash >= 0 && !captions) {
            String rung = file.substring(0, slash);
            names.computeIfAbsent(rung, none -> new TreeSet<>()).add(file.substring(slash + 1));
            bytes.merge(rung, size, Long::sum);
          }
        });
    for (String rung : rungs) {
      checkNames(rung, names.getOrDefault(rung, new TreeSet<>()), faults);
    }
    if (!bytes.equals(description.bytes())) {
      faults.add(key + " has bytes " + bytes + ", video.json counts " + description.bytes());
    }
    if (!files.containsKey(description.poster())) {
      faults.add(key + " lacks " + description.poster());
    }
  }

  private void checkNames(String rung, NavigableSet<String> present, Faults faults) {
    NavigableSet<String> expected = segments();
    expected.add(SitePaths.INIT);
    for (String name : expected) {
      if (!present.remove(name)) {
        faults.add(key + "/" + rung + " lacks " + name);
      }
    }
    present.forEach(
        name -> faults.add(key + "/" + rung + " has " + name + ", which is none of its"));
  }

  /** Captions are not counted in {@code video.json}, for they come later and are corrected. */
  void checkCaptions(CaptionTrack track, Faults faults) {
    long present =
        files.keySet().stream().filter(file -> file.startsWith(track.folder() + "/")).count();
    if (present != description.segmentFrames().size()) {
      faults.add(
          "%s has %d files, not %d"
              .formatted(
                  SitePaths.captions(key, track), present, description.segmentFrames().size()));
    }
  }
}
