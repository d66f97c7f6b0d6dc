package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FfmpegWordsTest {
  private static final Path SOURCE = Path.of("/in/videos/clip.mp4");

  @Test
  void text_ofFfmpegsLines_isWithoutAddressesAndFolders() {
    String lines =
        """
        [mov,mp4,m4a,3gp,3g2,mj2 @ 0x5581d5c0] [error] moov atom not found
        [in#0 @ 0x5581d5c0] [error] Error opening input: Invalid data found when processing input
        [fatal] /in/videos/clip.mp4: Invalid data found when processing input
        """;
    assertThat(text(lines))
        .isEqualTo(
            "mov,mp4,m4a,3gp,3g2,mj2: moov atom not found;"
                + " in: Error opening input: Invalid data found when processing input;"
                + " clip.mp4: Invalid data found when processing input");
  }

  @Test
  void text_ofManyLines_isTheLastOnesEachOnce() {
    String lines = "[error] first\n" + "[error] bad frame\n".repeat(1000) + "[error] a\n[error] b";
    assertThat(text(lines + "\n[error] c\n[error] c\n[error] d\n")).isEqualTo("a; b; c; d");
  }

  @Test
  void text_amongInformation_isWhatWentWrong() {
    String lines =
        """
        [info] Input #0, matroska, from '/in/videos/clip.mp4':
          Duration: 00:00:02.00
        [Parsed_ebur128_0 @ 0x5581d5c0] [info] Summary:

          I: -23.0 LUFS
        [error] out of luck
        """;
    assertThat(text(lines)).isEqualTo("out of luck");
  }

  @Test
  void text_ofSilence_saysSo() {
    assertThat(text("")).isEqualTo("ffmpeg ended without a word");
  }

  private static String text(String standardError) {
    FfmpegWords<String> words = FfmpegWords.last(() -> "done");
    byte[] bytes = standardError.getBytes(StandardCharsets.UTF_8);
    assertThat(words.read(new ByteArrayInputStream(bytes))).isEqualTo("done");
    return words.text(SOURCE);
  }
}
