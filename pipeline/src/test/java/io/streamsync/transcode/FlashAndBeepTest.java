package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.media.VideoDescription;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A clip that flashes and beeps at its start, middle and end: where both are after the whole chain,
 * decoded and counted from the first frame and the first sample.
 */
@Timeout(60)
final class FlashAndBeepTest {
  private static final double TEN_MILLIS = 0.010;
  private static final List<Double> SECONDS = List.of(0.5, 2.0, 3.5);
  private static final String LENGTH = "4.2";
  private static final int SAMPLES_PER_SECOND = 48_000;

  private final Path folder;
  private final TestClips clips;
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());

  FlashAndBeepTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"})
  void clip_atRate_staysTogether(String rate) throws Exception {
    assertTogether(flashAndBeep(rate, 0.5), rate, 0);
  }

  @Test
  void clip_thatTheLimiterWorksOn_staysTogether() throws Exception {
    // Three short beeps in four seconds: the loudness asked for is above what their peaks allow.
    assertTogether(flashAndBeep("25", 0.02), "25", 0, Ladder.EBU_LOUDNESS + 11);
  }

  @Test
  void clip_thatStartsLateOnItsClock_staysTogether() throws Exception {
    String clip = flashAndBeep("25", 0.5).toString();
    Path late = clips.run("late.mkv", List.of("-itsoffset", "5.4321", "-i", clip, "-c", "copy"));

    assertTogether(late, "25", 0);
  }

  @Test
  void picture_thatStartsAfterItsSound_takesTheSoundAlong() throws Exception {
    String clip = flashAndBeep("25", 0.5).toString();
    List<String> inputs = List.of("-i", clip, "-itsoffset", "0.4", "-i", clip);
    List<String> arguments = new ArrayList<>(inputs);
    arguments.addAll(List.of("-map", "1:v", "-map", "0:a", "-c", "copy", "-f", "mpegts"));
    Path late = clips.run("late.ts", arguments);

    assertTogether(late, "25", -0.4);
  }

  private Path flashAndBeep(String rate, double amplitude)
      throws IOException, InterruptedException {
    StringBuilder flashes = new StringBuilder("0");
    StringBuilder beeps = new StringBuilder("0");
    for (double second : SECONDS) {
      // A frame's time is rounded when it is compared: half a millisecond decides nothing else.
      flashes.append(
          String.format(Locale.ROOT, "+between(t,%.4f,%.4f)", second - 0.0005, second + 0.2));
      beeps.append(String.format(Locale.ROOT, "+between(t,%.4f,%.4f)", second, second + 0.2));
    }
    return clips.run(
        "flash.mp4",
        List.of(
            "-f",
            "lavfi",
            "-i",
            "color=black:size=64x64:rate="
                + rate
                + ",drawbox=t=fill:color=white:enable='"
                + flashes
                + "'",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='" + amplitude + "*sin(2*PI*1000*t)*(" + beeps + ")':s=44100",
            "-t",
            LENGTH,
            "-b:a",
            "192k"));
  }

  private void assertTogether(Path source, String rate, double beepsLater) throws Exception {
    assertTogether(source, rate, beepsLater, Ladder.EBU_LOUDNESS);
  }

  /**
   * @param beepsLater by how many seconds the beeps come after the flashes in the source
   */
  private void assertTogether(Path source, String rate, double beepsLater, int loudness)
      throws Exception {
    Ladder ladder = new Ladder(List.of(Rendition.V240), 128_000, loudness, "veryfast", 1, "test");
    Transcoder transcoder =
        new Transcoder(
            clips.ffmpeg(),
            ladder,
            site,
            WorkFolder.open(folder),
            1,
            EncodeProgress.start(/* totalBytes= */ 0));
    VideoDescription video =
        transcoder.transcode(source, "key", "id", "Title", () -> {}, fault -> {});

    assertThat(video.frameRate()).isEqualTo(FrameRate.parse(rate));
    new PublishedVideo(site, "key", video, clips.ffmpeg(), folder).isExact("v240");
    double fps = video.frameRate().framesPerSecond();
    int segments = video.segmentFrames().size();
    byte[] luma = decoded("v240", segments, "-vf", "scale=1:1,format=gray", "-f", "rawvideo");
    ShortBuffer sound =
        ByteBuffer.wrap(decoded("a0", segments, "-ac", "1", "-ar", "48000", "-f", "s16le"))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    for (double second : SECONDS) {
      int frame = firstBright(luma, (int) Math.round((second - 0.3) * fps));
      assertThat(frame).as("flash at " + second).isEqualTo((int) Math.ceil(second * fps - 0.01));
      double beep = second + beepsLater;
      int sample = firstLoud(sound, (int) ((beep - 0.2) * SAMPLES_PER_SECOND));
      assertThat((double) sample / SAMPLES_PER_SECOND)
          .as("beep at " + beep)
          .isCloseTo(beep, within(TEN_MILLIS));
    }
  }

  private byte[] decoded(String rung, int segments, String... how) throws Exception {
    Path joined = new PublishedRung(site, "key", rung, segments).joined(folder);
    Path raw = folder.resolve(rung + ".raw");
    List<String> arguments = new ArrayList<>(List.of(how));
    arguments.addAll(List.of("-fps_mode", "passthrough", raw.toString()));
    clips.ffmpeg().encode(joined, 0, arguments, TestClips.LIMITS, micros -> {});
    return Files.readAllBytes(raw);
  }

  private static int firstBright(byte[] luma, int from) {
    for (int i = from; i < luma.length; i++) {
      if (Byte.toUnsignedInt(luma[i]) > 120) {
        return i;
      }
    }
    throw new AssertionError("no flash in " + luma.length + " frames");
  }

  private static int firstLoud(ShortBuffer sound, int from) {
    int loudest = 0;
    for (int i = 0; i < sound.limit(); i++) {
      loudest = Math.max(loudest, Math.abs(sound.get(i)));
    }
    for (int i = Math.max(0, from); i < sound.limit(); i++) {
      if (Math.abs(sound.get(i)) > loudest / 4) {
        return i;
      }
    }
    throw new AssertionError("no beep in " + sound.limit() + " samples");
  }
}
