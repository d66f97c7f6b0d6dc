package io.streamsync.job;

import io.streamsync.source.SourceVideo;
import io.streamsync.store.ObjectInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Videos that nobody ever encodes. */
final class TestPending {
  private TestPending() {}

  static PendingVideo video(String videoKey, long bytes, String... ids) {
    List<SourceVideo> sources =
        Arrays.stream(ids)
            .map(
                id ->
                    new SourceVideo(
                        id, id, new ObjectInfo(path(id), bytes, Instant.EPOCH), List.of()))
            .toList();
    return new PendingVideo(videoKey, sources);
  }

  static String path(String id) {
    return "videos/" + id + ".mp4";
  }
}
