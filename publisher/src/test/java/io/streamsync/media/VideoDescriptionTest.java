package io.streamsync.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoDescriptionTest {
  private static final CaptionTrack GERMAN = new CaptionTrack("de", "a".repeat(13));
  private static final CaptionTrack ENGLISH = new CaptionTrack("en", "b".repeat(13));
  private static final String PLAIN =
      """
      {
        "format": 1,
        "id": "film",
        "title": "Film",
        "frameRate": "25",
        "segmentFrames": [
          100
        ],
        "bytes": {
          "a0": 1
        },
        "poster": "poster.jpg"
      }
      """;

  private static VideoDescription read(String json) throws IOException {
    return JsonText.read(json.getBytes(UTF_8), VideoDescription.class, "video.json");
  }

  @Test
  void json_withoutCaptionsAndStoryboard_isAsItWasBeforeThereWereAny() throws IOException {
    VideoDescription video =
        new VideoDescription(
            1, "film", "Film", FrameRate.parse("25"), List.of(100), Map.of("a0", 1L), "poster.jpg");
    assertThat(new String(JsonText.document(video), UTF_8)).isEqualTo(PLAIN);
    assertThat(read(PLAIN)).isEqualTo(video);
    assertThat(video.captions()).isEmpty();
    assertThat(video.storyboard()).isNull();
  }

  @Test
  void json_withBoth_hasThemLastAndSorted() throws IOException {
    VideoDescription video =
        new VideoDescription(
            1,
            "film",
            "Film",
            FrameRate.parse("25"),
            List.of(100),
            Map.of("a0", 1L),
            "poster.jpg",
            List.of(ENGLISH, GERMAN),
            "storyboard.vtt");
    String json =
        PLAIN.replace(
            "poster.jpg\"",
            """
            poster.jpg",
              "captions": [
                "de.aaaaaaaaaaaaa",
                "en.bbbbbbbbbbbbb"
              ],
              "storyboard": "storyboard.vtt\"""");
    assertThat(new String(JsonText.document(video), UTF_8)).isEqualTo(json);
    assertThat(read(json)).isEqualTo(video);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"title\": \"Film\",", "\"format\": 1,", "\"bytes\": {\n    \"a0\": 1\n  },"})
  void json_withoutARequiredMember_isRefusedNamingIt(String member) {
    String json = PLAIN.replace(member, "");
    assertThat(json).isNotEqualTo(PLAIN);
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(member.substring(0, member.indexOf(':')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"title\": \"Film\"", "\"format\": 1", "\"poster\": \"poster.jpg\""})
  void json_withANullForARequiredMember_isRefusedNamingIt(String member) {
    String name = member.substring(0, member.indexOf(':'));
    assertThatThrownBy(() -> read(PLAIN.replace(member, name + ": null")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name);
  }

  @Test
  void json_withWhatIsNoCaptionTrack_isRefused() {
    String json = PLAIN.replace("poster.jpg\"", "poster.jpg\", \"captions\": [\"de\"]");
    assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
  }
}
