package io.streamsync.job;

import io.streamsync.media.VideoDescription;
import io.streamsync.source.SourceVideo;
import io.streamsync.store.ObjectStore;
import io.streamsync.transcode.TranscodeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    String path = source.file().path();
    Optional<Path> local = worker.input().asFile(path);
    Path file = local.isPresent() ? local.get() : download(path);
    List<String> faults = new ArrayList<>();
    try {
      VideoDescription description =
          worker
              .transcoder()
              .transcode(
                  file,
                  video.videoKey(),
                  source.id(),
                  source.title(),
                  () -> worker.hashes().requireUnchanged(source.file()),
                  faults::add);
      return new LaneRun.Encoded(description, faults);
    } finally {
      if (local.isEmpty()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path download(String path) throws IOException {
    ObjectStore input = worker.input();
    Path file = worker.workFolder().newFile("source");
    try (InputStream in = input.open(path)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
