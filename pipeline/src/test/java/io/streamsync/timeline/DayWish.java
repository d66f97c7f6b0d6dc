package io.streamsync.timeline;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.sequence.FixedItem;
import io.streamsync.time.BroadcastDay;
import io.streamsync.timeline.TimelinePlanner.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a day is planned from: the question that planner and oracle answer.
 *
 * @param loop in order, may name a video twice
 * @param fixed in order of time
 */
record DayWish(BroadcastDay day, List<CatalogueEntry> loop, List<Fixed> fixed) {

  /** A video with a nominal start, from the day's first instant. */
  record Fixed(long startMillis, CatalogueEntry entry) {}

  /** The planner's answer. The line of a fixed item is its place in the list. */
  Plan plan() {
    Map<CatalogueEntry, AiredVideo> aired = new HashMap<>();
    List<AiredVideo> videos = new ArrayList<>();
    loop.forEach(entry -> videos.add(aired.computeIfAbsent(entry, CatalogueEntry::aired)));
    List<FixedItem> items = new ArrayList<>();
    for (Fixed item : fixed) {
      long ticks = item.startMillis * Ticks.PER_MILLI;
      AiredVideo video = aired.computeIfAbsent(item.entry, CatalogueEntry::aired);
      items.add(new FixedItem(ticks, video, "wish", items.size()));
    }
    return TimelinePlanner.plan(
        day, videos, items, new Slate(TestSlate.VIDEO.aired(), TestSlate.RULER.aired()));
  }

  /** The entry of a key, of slate too. */
  CatalogueEntry entry(String videoKey) {
    Stream<CatalogueEntry> asked = Stream.concat(loop.stream(), fixed.stream().map(Fixed::entry));
    return Stream.concat(Stream.of(TestSlate.VIDEO, TestSlate.RULER), asked)
        .filter(entry -> entry.videoKey().equals(videoKey))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return day
        + ", loop "
        + loop.stream().map(DayWish::text).toList()
        + ", fixed "
        + fixed.stream().map(item -> item.startMillis + " ms " + text(item.entry)).toList();
  }

  private static String text(CatalogueEntry entry) {
    List<Integer> frames = entry.video().segmentFrames();
    return "%s (%d segments, %d to %d frames at %s)"
        .formatted(
            entry.id(),
            frames.size(),
            frames.get(0),
            frames.get(frames.size() - 1),
            entry.video().frameRate());
  }
}
