package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.VideoDescription;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Odd sources of the tests, and what becomes of them in one small rung. */
final class OddSource {
  static final String BARS = "testsrc2=size=192x108:rate=25";
  static final String TONE = "sine=sample_rate=44100";

  private final Path folder;
  private final TestClips clips;
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final Transcoder transcoder;

  OddSource(Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
    this.transcoder =
        new Transcoder(
            clips.ffmpeg(),
            new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", 1, "test"),
            site,
            WorkFolder.open(folder.resolve("encodes")),
            1,
            EncodeProgress.start(/* totalBytes= */ 0));
  }

  TestClips clips() {
    return clips;
  }

  Path folder() {
    return folder;
  }

  /** Where {@link #publish} puts it. */
  MemoryStore site() {
    return site;
  }

  /** A second of bars and a tone, whose clock begins at an offset in seconds. */
  Path part(String name, double offset, String... codecs) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("-f", "lavfi", "-i", BARS, "-f", "lavfi", "-i", TONE, "-t", "1"));
    arguments.addAll(List.of("-c:v", "libx264", "-bf", "0", "-muxdelay", "0"));
    arguments.addAll(List.of("-output_ts_offset", String.format(Locale.ROOT, "%.3f", offset)));
    arguments.addAll(List.of(codecs));
    return clips.run(name, arguments);
  }

  /** What must hold for every video holds for it. */
  PublishedVideo publish(Path source) throws Exception {
    VideoDescription description =
        transcoder.transcode(source, "key", "id", "Title", () -> {}, fault -> {});
    PublishedVideo video = new PublishedVideo(site, "key", description, clips.ffmpeg(), folder);
    video.isExact("v240");
    return video;
  }
}
