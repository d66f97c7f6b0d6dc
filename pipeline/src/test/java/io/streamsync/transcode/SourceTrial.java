package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.FfmpegLimits;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Brings whatever it is given on air and holds how that ends against what is allowed: a video that
 * keeps all laws, or a rejection of which nothing is left.
 */
final class SourceTrial {
  /** Longer than any limit of ffprobe and ffmpeg: above it, nothing stopped a program. */
  private static final int PATIENCE_SECONDS = 200;

  private static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofSeconds(20), 2L << 30, Optional.empty());

  private static final Ladder LADDER =
      new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", 1, "test");

  /**
   * How it ended.
   *
   * @param end {@code on air}, or the code of the rejection
   * @param reason of the rejection
   * @param seconds it took, without looking at the video
   */
  record Ending(String end, String reason, double seconds) {}

  private final TestClips clips;
  private final Path folder;
  private final WorkFolder work;

  SourceTrial(TestClips clips, Path folder) throws IOException {
    this.clips = clips;
    this.folder = folder;
    this.work = WorkFolder.open(folder.resolve("encodes"));
  }

  Ending run(Path source) throws Exception {
    MemoryStore site = new MemoryStore(Clock.systemUTC());
    long start = System.nanoTime();
    Ending ending;
    try {
      VideoDescription video = transcode(source, site);
      ending = new Ending("on air", "", secondsSince(start));
      new PublishedVideo(site, "key", video, clips.ffmpeg(), folder).isExact("v240");
    } catch (TranscodeException e) {
      ending = new Ending(e.code().name(), e.reason(), secondsSince(start));
      assertThat(e.reason()).isNotBlank();
      assertThat(e.reason())
          .doesNotContain(folder.toString(), Path.of("").toAbsolutePath().toString());
      assertThat(site.list("")).as("stored of a rejected video").isEmpty();
    }
    leavesNothing();
    return ending;
  }

  private VideoDescription transcode(Path source, MemoryStore site) throws Exception {
    Transcoder transcoder =
        new Transcoder(
            clips.ffmpeg(),
            LIMITS,
            LADDER,
            site,
            work,
            1,
            EncodeProgress.start(/* totalBytes= */ 0));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<VideoDescription> video =
          thread.submit(
              () -> transcoder.transcode(source, "key", "id", "Title", () -> {}, fault -> {}));
      return video.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      throw new AssertionError("nothing stopped it within " + PATIENCE_SECONDS + " s", e);
    } finally {
      thread.shutdownNow();
      thread.awaitTermination(20, TimeUnit.SECONDS);
    }
  }

  private void leavesNothing() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(work.toString()))) {
      assertThat(files).as("temporary files").isEmpty();
    }
    Stream<String> programs =
        ProcessHandle.current().descendants().flatMap(each -> each.info().command().stream());
    assertThat(programs.filter(program -> program.matches(".*/ff(mpeg|probe)")))
        .as("programs that still run")
        .isEmpty();
  }

  private static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
