package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.source.SourceVideo;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A video that is still to be encoded: one line of {@code pending.jsonl}.
 *
 * @param videoKey where its segments go
 * @param sources with these bytes, by id; the first is the one that is encoded
 */
@JsonPropertyOrder({"videoKey", "sources"})
record PendingVideo(String videoKey, List<SourceVideo> sources)
    implements Serializable { // an element of a lane

  PendingVideo {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source has the key " + videoKey);
    }
    sources = sources.stream().sorted(Comparator.comparing(SourceVideo::id)).toList();
  }

  @JsonIgnore
  SourceVideo first() {
    return sources.get(0);
  }

  /** What an encode has to read. */
  @JsonIgnore
  long bytes() {
    return first().file().size();
  }

  /** Reads {@code pending.jsonl}. */
  static List<PendingVideo> read(byte[] jsonl, String path) throws IOException {
    List<PendingVideo> videos = new ArrayList<>();
    for (String line : new String(jsonl, StandardCharsets.UTF_8).lines().toList()) {
      videos.add(JsonText.read(line.getBytes(StandardCharsets.UTF_8), PendingVideo.class, path));
    }
    return videos;
  }

  /** Writes {@code pending.jsonl}: by key, so that it has the same bytes after a retry. */
  static byte[] write(Collection<PendingVideo> videos) {
    StringBuilder lines = new StringBuilder();
    videos.stream()
        .sorted(Comparator.comparing(PendingVideo::videoKey))
        .forEach(video -> lines.append(JsonText.line(video)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
