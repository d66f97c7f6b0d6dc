package io.streamsync.job;

import io.streamsync.release.Channels;
import io.streamsync.release.Guide;
import io.streamsync.release.SitePaths;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code guide.xml} and {@code guide.m3u} of a release. Workers have left what each channel
 * shows in the run's folder; here it is joined on disk, for a day of short videos on many channels
 * is larger than a heap.
 */
final class ReleaseGuide {
  private final Worker worker;
  private final ObjectStore ledger;
  private final String runId;
  private final BroadcastDay day;

  ReleaseGuide(JobSettings job, BroadcastDay day) {
    this.worker = Worker.of(job);
    this.ledger = worker.ledger();
    this.runId = job.runId();
    this.day = day;
  }

  /** What a night that was cut short has left is not written again. */
  void write(String releaseId, Channels channels) throws IOException {
    Guide guide = new Guide(channels.channels());
    ObjectStore site = worker.site();
    if (site.head(SitePaths.guide(releaseId)).isEmpty()) {
      writeXml(SitePaths.guide(releaseId), guide);
    }
    if (site.head(SitePaths.guideChannels(releaseId)).isEmpty()) {
      site.put(SitePaths.guideChannels(releaseId), guide.m3u());
    }
    ledger.delete(guide.channels().stream().map(channel -> part(channel.name())).toList());
  }

  private void writeXml(String path, Guide guide) throws IOException {
    Path file = worker.workFolder().newFile("guide");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        guide.writeXml(channel -> ledger.open(part(channel)), out);
      }
      worker.site().put(path, file);
    } finally {
      Files.delete(file);
    }
  }

  private String part(String channel) {
    return RunPaths.guide(runId, day, channel);
  }
}
