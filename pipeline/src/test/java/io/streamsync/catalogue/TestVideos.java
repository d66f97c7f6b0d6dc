package io.streamsync.catalogue;

import io.streamsync.media.FrameRate;
import io.streamsync.media.VideoDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Catalogue entries without files behind them. */
public final class TestVideos {
  private TestVideos() {}

  /** A video of four-second segments and a last one of what remains. */
  public static CatalogueEntry entry(String id, FrameRate rate, int frames) {
    int whole = (int) Math.round(rate.framesPerSecond()) * Ladder.SEGMENT_SECONDS;
    List<Integer> segments = new ArrayList<>();
    for (int left = frames; left > 0; left -= whole) {
      segments.add(Math.min(whole, left));
    }
    return new CatalogueEntry(
        id,
        "Title of " + id,
        VideoKey.of(id, Ladder.laptop("test")),
        new VideoDescription(1, id, id, rate, segments, Map.of("v240", 1L), "poster.jpg"));
  }

  public static Catalogue catalogue(String... ids) {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      FrameRate rate = FrameRate.AIRED.get(i % FrameRate.AIRED.size());
      entries.add(entry(ids[i], rate, 500 + 137 * i));
    }
    return new Catalogue(entries);
  }
}
