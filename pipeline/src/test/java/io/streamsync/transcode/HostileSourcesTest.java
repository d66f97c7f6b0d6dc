package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.transcode.SourceTrial.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are what they say, but not what anybody would expect, or mean harm. */
@Timeout(60)
final class HostileSourcesTest {
  private static final String ON_AIR = "on air";

  private final Path folder;
  private final TestClips clips;
  private final SourceTrial trial;

  HostileSourcesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
    this.trial = new SourceTrial(clips, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x1", "3x180", "8192x16", "16x8192", "1x1080"})
  void picture_ofExtremeShape_isOnAir(String size) throws Exception {
    Path clip =
        clips.run(
            "shape.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=red:size=" + size + ":rate=25",
                "-t",
                "1.2",
                "-c:v",
                "png"));

    assertThat(trial.run(clip)).extracting(Ending::end, Ending::reason).containsExactly(ON_AIR, "");
  }

  @Test
  void gif_thatMoves_isOnAir() throws Exception {
    Path gif =
        clips.run(
            "moving.gif", List.of("-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10", "-t", "2"));

    assertThat(trial.run(gif).end()).isEqualTo(ON_AIR);
  }

  @Test
  void picture_calledAFilm_isRejected() throws Exception {
    Path png =
        clips.run(
            "still.png",
            List.of("-f", "lavfi", "-i", "testsrc2=size=64x48", "-frames:v", "1", "-update", "1"));

    assertThat(trial.run(Files.move(png, folder.resolve("still.mp4"))).end())
        .isIn("TOO_SHORT", "NOT_A_VIDEO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"letter.mp4", "letter.txt", "letter.vtt", "letter.nfo"})
  void text_calledAFilm_isRejected(String name) throws Exception {
    Path letter = clips.file(name, bytes("Dear Sir or Madam,\n\n".repeat(2000)));

    assertThat(trial.run(letter).end()).isIn("NOT_A_VIDEO", "TOO_SHORT");
  }

  @Test
  void sound_withTextOnly_isRejected() throws Exception {
    assertThat(trial.run(clips.sound("sound.mp4")).end()).isEqualTo("NO_PICTURE");
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "m3u8, list.m3u8",
    "m3u8, list.mp4",
    "m3u8, list.ts",
    "concat, list.ffconcat",
    "concat, list.mp4",
    "mpd, list.mpd",
    "mpd, list.mp4",
  })
  void list_namingAnotherFile_isRejected(String kind, String name, @TempDir Path elsewhere)
      throws Exception {
    Path film = clips.withTone("secret.ts", "96x64", "25", "2");
    Path secret = elsewhere.resolve("secret.ts");
    Files.copy(film, secret);
    for (String named : List.of("/etc/passwd", secret.toString(), "secret.ts")) {
      Ending ending = trial.run(clips.file(name, bytes(list(kind, named))));

      assertThat(ending.end()).as(named).isEqualTo("NOT_A_VIDEO");
      assertThat(ending.reason()).doesNotContain("root:x");
    }
  }

  private static String list(String kind, String named) {
    return switch (kind) {
      case "m3u8" ->
          "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n" + named + "\n#EXT-X-ENDLIST\n";
      case "concat" -> "ffconcat version 1.0\nfile " + named + "\nduration 2\n";
      default ->
          """
          <?xml version="1.0"?>
          <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S">
          <Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1">
          <BaseURL>%s</BaseURL></Representation></AdaptationSet></Period></MPD>
          """
              .formatted(named);
    };
  }

  @Test
  void film_thatClaimsToLastLonger_isRejected() throws Exception {
    Path film = clips.silent("lying.mkv", "96x64", "25", "2.2");
    String text = new String(Files.readAllBytes(film), StandardCharsets.ISO_8859_1);
    String lie = text.replace("00:00:02.2", "00:02:02.2");
    Files.write(film, lie.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(trial.run(film))
        .extracting(Ending::end, Ending::reason)
        .containsExactly(
            "ENCODE_FAILED",
            "v240: the file should last 122.200 s, but 4.200 s could be decoded"
                + " (105 of 3055 frames)");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
