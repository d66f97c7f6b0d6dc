package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandPartsTest {
  private static final List<String> WHOLE =
      List.of(
          "-filter_complex",
          "[0:0]fps=25,split=2[v480][below-v480]"
              + ";[below-v480]scale=426:240,split=2[v240][below-v240]"
              + ";[below-v240]framestep=25[samples];[0:1]apad[a0]",
          "-map",
          "[v480]",
          "480.mp4",
          "-map",
          "[v240]",
          "240.mp4",
          "-map",
          "[a0]",
          "a0.mp4",
          "-map",
          "[samples]",
          "samples.y4m");

  @Test
  void command_takenApart_isTheSameAgain() {
    assertThat(CommandParts.of(WHOLE).arguments()).isEqualTo(WHOLE);
  }

  @Test
  void graphs_ofACommand_areOne() {
    assertThat(
            CommandParts.of(
                    List.of(
                        "-filter_complex",
                        "[0:0]a[x]",
                        "-filter_complex",
                        "[0:1]b[y]",
                        "-map",
                        "[x]",
                        "f"))
                .arguments())
        .containsExactly("-filter_complex", "[0:0]a[x];[0:1]b[y]", "-map", "[x]", "f");
  }

  @Test
  void storyboard_leftOut_leavesRungsAndSound() {
    assertThat(CommandParts.of(WHOLE).withoutStoryboard().arguments())
        .containsExactly(
            "-filter_complex",
            "[0:0]fps=25,split=2[v480][below-v480]"
                + ";[below-v480]scale=426:240[v240];[0:1]apad[a0]",
            "-map",
            "[v480]",
            "480.mp4",
            "-map",
            "[v240]",
            "240.mp4",
            "-map",
            "[a0]",
            "a0.mp4");
  }

  @Test
  void settings_ofARung_canBeOthers() {
    CommandParts parts = CommandParts.of(WHOLE).with("v240", List.of("raw"));

    assertThat(parts.settings("v240")).containsExactly("raw");
    assertThat(parts.settings("v480")).containsExactly("480.mp4");
  }
}
