package io.streamsync.job;

import io.streamsync.media.VideoDescription;
import io.streamsync.source.SourceVideo;
import io.streamsync.transcode.TranscodeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the input to segments in the store, by this machine's ffmpeg. */
final class StoreEncoder implements LaneRun.Encoder {
  private final Worker worker;

  StoreEncoder(Worker worker) {
    this.worker = worker;
  }

  @Override
  public Optional<VideoDescription> complete(String videoKey) throws IOException {
    return worker.transcoder().complete(videoKey);
  }

  @Override
  public LaneRun.Encoded encode(PendingVideo video)
      throws IOException, InterruptedException, TranscodeException {
    SourceVideo source = video.first();
    List<String> faults = new ArrayList<>();
    try (LocalFile file = worker.localFile(source.file())) {
      VideoDescription description =
          worker
              .transcoder()
              .transcode(
                  file.path(),
                  video.videoKey(),
                  source.id(),
                  source.title(),
                  () -> worker.hashes().requireUnchanged(source.file()),
                  faults::add);
      return new LaneRun.Encoded(description, faults);
    }
  }
}
