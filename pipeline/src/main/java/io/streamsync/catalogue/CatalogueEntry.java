package io.streamsync.catalogue;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.media.VideoDescription;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.store.JsonText;
import java.io.Serializable;
import java.util.List;

/**
 * A video that can be on air: one line of {@code catalogue.jsonl}.
 *
 * @param id that sequences name
 * @param title that viewers read
 * @param videoKey its folder
 * @param video its segments
 */
@JsonPropertyOrder({"id", "title", "videoKey", "video"})
public record CatalogueEntry(String id, String title, String videoKey, VideoDescription video)
    implements Serializable { // an element of the first pipeline

  public AiredVideo aired() {
    return new AiredVideo(videoKey, id, title, video.frameRate(), video.segmentFrames());
  }

  /** What of it decides a release's bytes, on one line. */
  public String identity() {
    return JsonText.line(List.of(id, videoKey, title));
  }
}
