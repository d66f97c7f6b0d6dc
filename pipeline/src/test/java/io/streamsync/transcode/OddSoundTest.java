package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound as people have it: each ends as good sound or as a clear reject. */
@Timeout(60)
final class OddSoundTest {
  private final OddSource odd;
  private final TestClips clips;

  OddSoundTest(@TempDir Path folder) throws IOException {
    this.odd = new OddSource(folder);
    this.clips = odd.clips();
  }

  @Test
  void sound_ofTheDefaultTrack_isHeard() throws Exception {
    // The first track is silence; the second, the default one, is a tone.
    Path clip =
        clips.run(
            "tracks.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                OddSource.BARS,
                "-f",
                "lavfi",
                "-i",
                "anullsrc",
                "-f",
                "lavfi",
                "-i",
                OddSource.TONE,
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "2",
                "-t",
                "1.2",
                "-disposition:a:0",
                "0",
                "-disposition:a:1",
                "default"));

    assertThat(odd.publish(clip).loudness().integrated()).isBetween(-24.0, -22.0);
  }

  @ParameterizedTest(name = "sound of {0} s under a picture of 2 s")
  @CsvSource({"0.5", "9"})
  void sound_ofAnotherLength_isFilledOrCut(String seconds) throws Exception {
    Path clip =
        clips.run(
            "length.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                OddSource.BARS + ":duration=2",
                "-f",
                "lavfi",
                "-i",
                OddSource.TONE + ":duration=" + seconds));

    PublishedVideo video = odd.publish(clip);

    assertThat(video.video().totalFrames()).isEqualTo(50);
    assertThat(video.loudness().integrated()).isBetween(-24.0, -22.0);
  }

  @Test
  void sound_thatChangesItsChannelsMidway_isRejectedWithThatReason() throws Exception {
    Path stereo = odd.part("stereo.ts", 0, "-c:a", "ac3", "-ac", "2");
    Path surround = odd.part("surround.ts", 1, "-c:a", "ac3", "-ac", "6");

    Path both = clips.file("both.ts", TestClips.concat(stereo, surround));

    assertThatThrownBy(() -> odd.publish(both))
        .isInstanceOf(TranscodeException.class)
        .hasMessageContaining("change midway");
  }

  @ParameterizedTest
  @CsvSource({"0/0", "1/0"})
  void sound_ofNoNumbers_isRejectedAndNoMore(String wave) throws Exception {
    Path clip =
        clips.run(
            "nan.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                OddSource.BARS,
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='if(gt(t,1)," + wave + ",0.1*sin(2000*t))'",
                "-t",
                "2",
                "-c:a",
                "pcm_f32le"));

    assertThatThrownBy(() -> odd.publish(clip))
        .isInstanceOf(TranscodeException.class)
        .hasMessageContaining("no numbers");
  }
}
