package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.VideoDescription;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clip that flashes and beeps at one second: where both are after the whole chain, decoded and
 * counted from the first frame and the first sample.
 */
@Timeout(60)
final class FlashAndBeepTest {
  private static final double TEN_MILLIS = 0.010;

  private final Path folder;
  private final TestClips clips;
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());

  FlashAndBeepTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
  }

  @Test
  void clip_thatStartsLateOnItsClock_staysTogether() throws Exception {
    Path clip = flashAndBeep();
    Path late =
        clips.run("late.mkv", List.of("-itsoffset", "5.4321", "-i", clip.toString(), "-c", "copy"));

    assertFlashAndBeep(late, 1, 1);
  }

  @Test
  void picture_thatStartsAfterItsSound_takesTheSoundAlong() throws Exception {
    String clip = flashAndBeep().toString();
    Path late =
        clips.run(
            "late.ts",
            List.of(
                "-i",
                clip,
                "-itsoffset",
                "0.4",
                "-i",
                clip,
                "-map",
                "1:v",
                "-map",
                "0:a",
                "-c",
                "copy",
                "-f",
                "mpegts"));

    assertFlashAndBeep(late, 1, 0.6);
  }

  private Path flashAndBeep() throws IOException, InterruptedException {
    return clips.run(
        "flash.mp4",
        List.of(
            "-f",
            "lavfi",
            "-i",
            "color=black:size=64x64:rate=25,drawbox=t=fill:color=white:enable='gte(t,0.999)'",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='0.8*sin(2*PI*1000*t)*gte(t,1)':s=44100",
            "-t",
            "2",
            "-b:a",
            "192k"));
  }

  private void assertFlashAndBeep(Path source, double flashSeconds, double beepSeconds)
      throws Exception {
    Ladder ladder = new Ladder(List.of(Rendition.V240), 128_000, "veryfast", 2, "test");
    Transcoder transcoder =
        new Transcoder(
            clips.ffmpeg(), ladder, site, folder, 1, EncodeProgress.start(/* totalBytes= */ 0));
    VideoDescription video = transcoder.transcode(source, "key", "id", "Title", () -> {});

    int frame = firstBrightFrame(decoded("v240", List.of("-vf", "scale=1:1,format=gray")));
    assertThat(frame / video.frameRate().framesPerSecond()).isEqualTo(flashSeconds);
    byte[] sound = decoded("a0", List.of("-ac", "1", "-ar", "48000", "-f", "s16le"));
    assertThat(firstLoudSample(sound) / 48_000.0).isCloseTo(beepSeconds, within(TEN_MILLIS));
  }

  private byte[] decoded(String rung, List<String> how) throws Exception {
    Path joined = new PublishedRung(site, "key", rung, 1).joined(folder);
    Path raw = folder.resolve(rung + ".raw");
    List<String> arguments = new ArrayList<>(how);
    if (!how.contains("-f")) {
      arguments.addAll(List.of("-fps_mode", "passthrough", "-f", "rawvideo"));
    }
    arguments.add(raw.toString());
    clips.ffmpeg().encode(joined, 0, arguments, micros -> {});
    return Files.readAllBytes(raw);
  }

  private static int firstBrightFrame(byte[] gray) {
    for (int i = 0; i < gray.length; i++) {
      if (Byte.toUnsignedInt(gray[i]) > 120) {
        return i;
      }
    }
    throw new AssertionError("no flash in " + gray.length + " frames");
  }

  private static int firstLoudSample(byte[] sound) {
    var samples = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    for (int i = 0; i < samples.limit(); i++) {
      if (Math.abs(samples.get(i)) > 4000) {
        return i;
      }
    }
    throw new AssertionError("no beep in " + samples.limit() + " samples");
  }
}
