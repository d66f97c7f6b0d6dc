package io.streamsync.release;

/**
 * Whose day a pack holds.
 *
 * @param shard folder below {@code timelines/}, and name of the manifest's part
 * @param name the viewer's key, or the channel's name
 */
public record TimelinePath(String shard, String name) {
  /** The shard of all channels. No key has it: shards of keys have two characters. */
  public static final String CHANNELS = "c";

  public static TimelinePath ofViewer(String key) {
    return new TimelinePath(ViewerKeys.shard(key), key);
  }

  public static TimelinePath ofChannel(String name) {
    return new TimelinePath(CHANNELS, name);
  }

  /** Path below the site. */
  public String in(String releaseId) {
    return SitePaths.timelines(releaseId) + shard + "/" + name + ".pack";
  }
}
