package io.streamsync.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.streamsync.captions.CaptionTrack;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A video that is complete in the store, as {@code video.json} tells it.
 *
 * @param format 1
 * @param id of the source that was transcoded first; the same bytes may be on air under other ids
 * @param title of that source
 * @param frameRate of every video rung
 * @param segmentFrames frames of each segment, the same in every rung
 * @param bytes of all files of a rung, by rung, audio included
 * @param poster file name below the video's folder
 * @param captions found inside the source, by language; in JSON their entries, absent if there are
 *     none
 * @param storyboard file name below the video's folder of a WebVTT that maps spans of time to parts
 *     of {@code storyboard.jpg}
 */
@JsonPropertyOrder({
  "format",
  "id",
  "title",
  "frameRate",
  "segmentFrames",
  "bytes",
  "poster",
  "captions",
  "storyboard"
})
public record VideoDescription(
    int format,
    String id,
    String title,
    FrameRate frameRate,
    List<Integer> segmentFrames,
    Map<String, Long> bytes,
    String poster,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<CaptionTrack> captions,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET)
        @Nullable String storyboard)
    implements Serializable { // crosses the shuffle

  public static final int FORMAT = 1;

  public VideoDescription {
    if (segmentFrames.isEmpty() || segmentFrames.stream().anyMatch(frames -> frames <= 0)) {
      throw new IllegalArgumentException("segments must have frames, were " + segmentFrames);
    }
    segmentFrames = List.copyOf(segmentFrames);
    bytes = new TreeMap<>(bytes);
    captions = captions.stream().sorted().toList();
  }

  /** A video without captions and storyboard. */
  public VideoDescription(
      int format,
      String id,
      String title,
      FrameRate frameRate,
      List<Integer> segmentFrames,
      Map<String, Long> bytes,
      String poster) {
    this(format, id, title, frameRate, segmentFrames, bytes, poster, List.of(), null);
  }

  @JsonIgnore
  public long totalFrames() {
    return segmentFrames.stream().mapToLong(Integer::longValue).sum();
  }

  @JsonIgnore
  public long durationTicks() {
    return frameRate.toTicks(totalFrames());
  }
}
