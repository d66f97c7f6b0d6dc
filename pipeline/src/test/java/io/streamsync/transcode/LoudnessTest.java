package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.VideoDescription;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Very different sound, measured as it is published by ffmpeg's own meter. */
@Timeout(60)
final class LoudnessTest {
  private final Path folder;
  private final TestClips clips;
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());

  LoudnessTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} at {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "loud music       | 0.9*sin(2*PI*220*t)+0.4*random(0)          | -23",
        "clipped          | 3*sin(2*PI*220*t)                          | -23",
        "quiet speech     | 0.006*sin(2*PI*300*t)*gt(sin(2*PI*2*t),0)  | -23",
        "clicks           | 0.9*lt(mod(t,0.5),0.004)                   | -23",
        "far louder asked | 0.2*sin(2*PI*500*t)*lt(mod(t,1),0.1)       | -14",
      })
  void sound_ofAnyKind_isWithinALoudnessUnit(String name, String wave, int target)
      throws Exception {
    Loudness published = publish(wave, target);

    assertThat(published.integrated()).as(name).isBetween(target - 1.0, target + 1.0);
    assertThat(published.truePeak()).as(name).isLessThanOrEqualTo(-1.0);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.00001*sin(2*PI*300*t)"})
  void silence_staysSilent(String wave) throws Exception {
    assertThat(publish(wave, -23).integrated()).isLessThanOrEqualTo(-69);
  }

  private Loudness publish(String wave, int target) throws Exception {
    Path clip =
        clips.run(
            "sound.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x64:rate=25",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='" + wave + "':s=48000",
                "-t",
                "6",
                "-c:a",
                "pcm_f32le"));
    Ladder ladder = new Ladder(List.of(Rendition.V240), 128_000, target, "veryfast", 1, "test");
    Transcoder transcoder =
        new Transcoder(
            clips.ffmpeg(), ladder, site, WorkFolder.open(folder), 1, EncodeProgress.start(0));
    VideoDescription video =
        transcoder.transcode(clip, "key", "id", "Title", () -> {}, fault -> {});
    return new PublishedVideo(site, "key", video, clips.ffmpeg(), folder).loudness();
  }
}
