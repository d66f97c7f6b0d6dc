package io.streamsync.catalogue;

import io.streamsync.media.FrameRate;
import io.streamsync.media.VideoDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A slate without files behind it. */
public final class TestSlate {
  /** A minute in segments of four seconds. */
  public static final CatalogueEntry VIDEO =
      entry("slate", new FrameRate(25, 1), Collections.nCopies(15, 100));

  /** Half a second to four and a half, in steps of a frame. */
  public static final CatalogueEntry RULER =
      entry("ruler", new FrameRate(50, 1), IntStream.rangeClosed(25, 225).boxed().toList());

  private TestSlate() {}

  private static CatalogueEntry entry(String key, FrameRate rate, List<Integer> frames) {
    return new CatalogueEntry(
        "slate",
        "Slate",
        key,
        new VideoDescription(1, "slate", "Slate", rate, frames, Map.of("v240", 1L), "poster.jpg"));
  }
}
