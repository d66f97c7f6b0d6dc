package io.streamsync.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
 */
@JsonPropertyOrder({"format", "id", "title", "frameRate", "segmentFrames", "bytes", "poster"})
public record VideoDescription(
    int format,
    String id,
    String title,
    FrameRate frameRate,
    List<Integer> segmentFrames,
    Map<String, Long> bytes,
    String poster)
    implements Serializable { // crosses the shuffle

  public static final int FORMAT = 1;

  public VideoDescription {
    if (segmentFrames.isEmpty() || segmentFrames.stream().anyMatch(frames -> frames <= 0)) {
      throw new IllegalArgumentException("segments must have frames, were " + segmentFrames);
    }
    segmentFrames = List.copyOf(segmentFrames);
    bytes = new TreeMap<>(bytes);
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
