package io.streamsync.playlist;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.release.SitePaths;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A video as playlists list it. Its segment lines are rendered once and copied into every bucket
 * that airs it, which is what makes a million days a night affordable.
 */
public final class AiredVideo {
  /** From a pack, four levels below the site's root, to the root. */
  private static final String TO_ROOT = "../../../../";

  private final String key;
  private final String id;
  private final String title;
  private final long[] startTicks;
  private final byte[] segmentLines;
  private final int[] lineOffsets;
  private final List<CaptionTrack> captions;

  /** A video without captions. */
  public AiredVideo(
      String key, String id, String title, FrameRate frameRate, List<Integer> segmentFrames) {
    this(key, id, title, frameRate, segmentFrames, List.of());
  }

  /**
   * @param key folder below {@code segments/}
   * @param id of the source
   * @param title shown to viewers
   * @param frameRate of every rung
   * @param segmentFrames frames of each segment
   * @param captions at most one a language
   * @throws IllegalArgumentException if a language stands twice
   */
  public AiredVideo(
      String key,
      String id,
      String title,
      FrameRate frameRate,
      List<Integer> segmentFrames,
      List<CaptionTrack> captions) {
    if (captions.stream().map(CaptionTrack::language).distinct().count() < captions.size()) {
      throw new IllegalArgumentException(
          "two captions in one language: " + captions.stream().map(CaptionTrack::entry).toList());
    }
    this.captions = captions.stream().sorted().toList();
    this.key = key;
    this.id = id;
    this.title = title;
    startTicks = new long[segmentFrames.size() + 1];
    lineOffsets = new int[segmentFrames.size() + 1];
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < segmentFrames.size(); i++) {
      long ticks = frameRate.toTicks(segmentFrames.get(i));
      lines.writeBytes(segmentLines(key, i, ticks).getBytes(StandardCharsets.UTF_8));
      startTicks[i + 1] = startTicks[i] + ticks;
      lineOffsets[i + 1] = lines.size();
    }
    segmentLines = lines.toByteArray();
  }

  private static String segmentLines(String key, int index, long ticks) {
    return "#EXTINF:%s,\n%s%s\n"
        .formatted(
            Ticks.toMicroText(ticks), TO_ROOT, SitePaths.segment(key, BucketPlaylist.RUNG, index));
  }

  public String key() {
    return key;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** Sorted by language. */
  public List<CaptionTrack> captions() {
    return captions;
  }

  public int segments() {
    return startTicks.length - 1;
  }

  /**
   * Where segment {@code index} starts, from the video's start; for {@link #segments()}, where the
   * last one ends.
   */
  public long startTicks(int index) {
    return startTicks[index];
  }

  /** How many of the first segments fit into {@code ticks}; none into less than nothing. */
  public int segmentsWithin(long ticks) {
    int fit = Arrays.binarySearch(startTicks, Math.max(0, ticks));
    return fit >= 0 ? fit : -fit - 2;
  }

  String mapLine() {
    return "#EXT-X-MAP:URI=\"" + TO_ROOT + SitePaths.init(key, BucketPlaylist.RUNG) + "\"\n";
  }

  /**
   * Appends EXTINF and URI of the segments from {@code first} (included) to {@code last}
   * (excluded).
   */
  void writeSegmentLines(int first, int last, ByteArrayOutputStream to) {
    to.write(segmentLines, lineOffsets[first], lineOffsets[last] - lineOffsets[first]);
  }
}
