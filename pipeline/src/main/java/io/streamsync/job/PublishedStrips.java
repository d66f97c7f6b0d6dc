package io.streamsync.job;

import io.streamsync.catalogue.SlateEntries;
import io.streamsync.job.NightFindings.DayFindings;
import io.streamsync.job.TimelineStrip.Block;
import io.streamsync.pack.PackDirectory;
import io.streamsync.pack.PackReader;
import io.streamsync.playlist.BucketPlaylist;
import io.streamsync.playlist.BucketPlaylist.AiredProgramme;
import io.streamsync.playlist.BucketPlaylist.Segment;
import io.streamsync.release.Channels;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pictures of a few timelines of a day, drawn from their packs: they show what viewers will get,
 * and not what somebody meant to write.
 */
final class PublishedStrips {
  private static final int MOST_CHANNELS = 12;
  private static final int MOST_VIEWERS = 10;

  private final ObjectStore site;
  private final ObjectStore ledger;
  private final int bucketSeconds;
  private final Set<String> slateKeys;

  PublishedStrips(ObjectStore site, ObjectStore ledger, int bucketSeconds, SlateEntries slate) {
    this.site = site;
    this.ledger = ledger;
    this.bucketSeconds = bucketSeconds;
    this.slateKeys = Set.of(slate.video().videoKey(), slate.ruler().videoKey());
  }

  /** Channels first, then viewers, each by name of their packs. */
  List<TimelineStrip> of(DayFindings day) throws IOException {
    List<TimelineStrip> strips = new ArrayList<>();
    for (Map.Entry<String, String> pack : packs(day.summary().release()).entrySet()) {
      strips.add(
          new TimelineStrip(
              pack.getValue(),
              day.day().from(),
              day.day().to(),
              day.day().zone(),
              blocks(pack.getKey(), day.day())));
    }
    return strips;
  }

  /** Their names by path. */
  private Map<String, String> packs(String release) throws IOException {
    Map<String, String> packs = new LinkedHashMap<>();
    String channels = SitePaths.channels(release);
    JsonText.read(site.get(channels), Channels.class, channels).channels().stream()
        .limit(MOST_CHANNELS)
        .forEach(
            channel ->
                packs.put(
                    TimelinePath.ofChannel(channel.name()).in(release),
                    "channel " + channel.name()));
    int most = packs.size() + MOST_VIEWERS;
    for (ObjectInfo part : ledger.list(LedgerPaths.links(release))) {
      String lines = new String(ledger.get(part.path()), StandardCharsets.UTF_8);
      lines
          .lines()
          .limit(most - packs.size())
          .map(line -> line.split(",", 3))
          .forEach(link -> packs.put(link[2], "viewer " + link[0]));
      if (packs.size() == most) {
        break;
      }
    }
    return packs;
  }

  private List<Block> blocks(String path, BroadcastDay day) throws IOException {
    long daySeconds = Duration.between(day.from(), day.to()).toSeconds();
    int buckets = Math.toIntExact(-Math.floorDiv(-daySeconds, bucketSeconds));
    return blocks(PackReader.buckets(site.get(path), PackDirectory.bytes(buckets)), slateKeys);
  }

  /**
   * Each programme once, although every bucket it reaches into repeats it.
   *
   * @param buckets texts, in order
   * @param slateKeys videos that are slate
   */
  static List<Block> blocks(List<String> buckets, Set<String> slateKeys) {
    Map<String, Block> byId = new LinkedHashMap<>();
    for (String bucket : buckets) {
      for (Segment segment : BucketPlaylist.parse(bucket).segments()) {
        AiredProgramme programme = segment.programme();
        byId.computeIfAbsent(
            programme.id(),
            id -> block(programme, slateKeys.contains(SitePaths.videoKey(segment.uri()))));
      }
    }
    return List.copyOf(byId.values());
  }

  private static Block block(AiredProgramme programme, boolean slate) {
    return new Block(
        programme.start(),
        programme.start().plus(programme.duration()),
        programme.videoId(),
        programme.title(),
        slate);
  }
}
