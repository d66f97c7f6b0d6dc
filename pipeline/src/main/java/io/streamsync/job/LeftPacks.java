package io.streamsync.job;

import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Packs that an earlier run of a release left in the store. A shard is listed when it is first
 * asked for, and then remembered: a request for each pack would cost as much as writing it.
 */
final class LeftPacks {
  private final ObjectStore site;
  private final DaySettings settings;
  private final Map<String, Once<Map<String, Long>>> shards = new ConcurrentHashMap<>();

  LeftPacks(ObjectStore site, DaySettings settings) {
    this.site = site;
    this.settings = settings;
  }

  boolean isOf(DaySettings day) {
    return settings.equals(day);
  }

  /** The release id names the inputs, so a pack that is there with this size is this pack. */
  boolean hold(TimelinePath timeline, AiredPack pack) throws IOException {
    if (!settings.resumed()) {
      return false;
    }
    Once<Map<String, Long>> sizes = shards.computeIfAbsent(timeline.shard(), none -> new Once<>());
    Long size = sizes.get(() -> list(timeline.shard())).get(pack.path());
    return size != null && size == pack.size();
  }

  private Map<String, Long> list(String shard) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    String folder = SitePaths.timelines(settings.releaseId()) + shard + "/";
    for (ObjectInfo object : site.list(folder)) {
      sizes.put(object.path(), object.size());
    }
    return sizes;
  }
}
