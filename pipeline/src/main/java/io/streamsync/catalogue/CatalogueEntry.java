package io.streamsync.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.VideoDescription;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.store.JsonText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A video that can be on air: one line of {@code catalogue.jsonl}.
 *
 * @param id that sequences name
 * @param title that viewers read
 * @param videoKey its folder
 * @param video its segments
 * @param captions on air with it, at most one a language: those inside the source, and those beside
 *     it, which come first
 */
@JsonPropertyOrder({"id", "title", "videoKey", "video", "captions"})
public record CatalogueEntry(
    String id,
    String title,
    String videoKey,
    VideoDescription video,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<CaptionTrack> captions)
    implements Serializable { // an element of a pipeline

  public CatalogueEntry {
    captions = captions.stream().sorted().toList();
  }

  /** With the captions inside its source alone. */
  public CatalogueEntry(String id, String title, String videoKey, VideoDescription video) {
    this(id, title, videoKey, video, video.captions());
  }

  public CatalogueEntry captioned(List<CaptionTrack> all) {
    return new CatalogueEntry(id, title, videoKey, video, all);
  }

  public AiredVideo aired() {
    return new AiredVideo(videoKey, id, title, video.frameRate(), video.segmentFrames(), captions);
  }

  /** What of it decides a release's bytes, on one line. */
  public String identity() {
    List<String> parts = new ArrayList<>(List.of(id, videoKey, title));
    captions.forEach(track -> parts.add(track.entry()));
    return JsonText.line(parts);
  }
}
