package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.FfmpegLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources whose clock does what it likes: what is published keeps time. */
@Timeout(60)
final class OddClockTest {
  private final OddSource odd;
  private final TestClips clips;

  OddClockTest(@TempDir Path folder) throws IOException {
    this.odd = new OddSource(folder);
    this.clips = odd.clips();
  }

  @Test
  void transportStream_withAGap_keepsItsLength() throws Exception {
    Path one = odd.part("one.ts", 0);
    Path two = odd.part("two.ts", 2.4);
    byte[] whole = TestClips.concat(one, two);

    PublishedVideo video = odd.publish(clips.file("gap.ts", whole));

    // One second, a gap of 1.4 s in which the last frame stands, one second.
    assertThat(video.video().totalFrames()).isEqualTo(85);
  }

  @Test
  void film_withAnEditList_startsWhereItSays() throws Exception {
    Path film = clips.withTone("whole.mp4", "192x108", "25", "4");
    Path cut = clips.run("cut.mp4", List.of("-ss", "1.2", "-i", film.toString(), "-c", "copy"));

    PublishedVideo video = odd.publish(cut);

    assertThat(video.video().totalFrames()).isEqualTo(70);
  }

  @Test
  void film_ofVariableRate_isBroughtToOne() throws Exception {
    // Of thirty frames a second every seventh is missing, and of the third second all but one.
    Path uneven =
        clips.run(
            "uneven.mp4",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=192x108:rate=30,select='mod(n,7)*not(between(n,61,89))'",
                "-t",
                "4.5",
                "-fps_mode",
                "vfr"));

    PublishedVideo video = odd.publish(uneven);

    assertThat(video.video().durationTicks() / 720_000.0).isBetween(4.45, 4.55);
  }

  @Test
  void still_ofManyMinutes_takesLittleMemory() throws Exception {
    // Two frames, the second after 300 s: ffmpeg makes 7,499 pictures of the first at once.
    Path still =
        clips.run(
            "still.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=426x240:rate=1:duration=2,setpts='N*300/TB'",
                "-fps_mode",
                "passthrough"));
    FfmpegLimits small = new FfmpegLimits(Duration.ofSeconds(20), 500L << 20, Optional.empty());
    Transcoder careful =
        new Transcoder(
            clips.ffmpeg(),
            small,
            Ladder.laptop("test"),
            odd.site(),
            WorkFolder.open(odd.folder().resolve("encodes")),
            1,
            EncodeProgress.start(/* totalBytes= */ 0));

    VideoDescription video = careful.transcode(still, "key", "id", "Title", () -> {}, fault -> {});

    assertThat(video.durationTicks()).isGreaterThan(300 * 720_000L);
  }
}
