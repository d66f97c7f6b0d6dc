package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.data.JsonFormatParser;
import io.streamsync.source.Probe.Colour;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Ratio;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.Probe.Sound;
import io.streamsync.source.Probe.Timing;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeReaderTest {
  private static final String COVER =
      """
      {"index": 0, "codec_type": "video", "width": 600, "height": 600,
       "r_frame_rate": "90000/1", "avg_frame_rate": "0/0", "disposition": {"attached_pic": 1}}
      """;

  private static final String SOUND = "{\"index\": 1, \"codec_type\": \"audio\"}";

  private static final String FILM =
      """
      {"index": 2, "codec_type": "video", "width": 720, "height": 576,
       "sample_aspect_ratio": "64:45", "r_frame_rate": "25/1", "avg_frame_rate": "25/1",
       "start_time": "1.400000", "duration": "3600.040000", "nb_frames": "90001"}
      """;

  @Test
  void film_afterCoverAndSound_isReadToTheMicrosecond() {
    Probe probe = reader(COVER, SOUND, FILM).read();

    assertThat(probe.startMicros()).isEqualTo(1_378_667);
    assertThat(probe.sound()).contains(new Sound(1));
    assertThat(probe.picture())
        .contains(
            new Picture(
                2,
                new Size(720, 576),
                Optional.of(new Ratio(64, 45)),
                false,
                false,
                Colour.UNKNOWN,
                new Timing(
                    1_400_000,
                    3_600_040_000L,
                    Optional.of(new Ratio(25, 1)),
                    Optional.of(new Ratio(25, 1)),
                    OptionalLong.of(90_001))));
  }

  @Test
  void sound_withCover_hasNoPicture() {
    Probe probe = reader(COVER, SOUND).read();

    assertThat(probe.picture()).isEmpty();
    assertThat(probe.sound()).isPresent();
  }

  @Test
  void durationTag_ofMatroska_countsFromTheFirstFrame() {
    String stream =
        """
        {"index": 0, "codec_type": "video", "width": 16, "height": 16, "start_time": "0.500000",
         "tags": {"DURATION": "01:00:02.500000000"}}
        """;
    assertThat(reader(stream).lacksSpan(1 << 30)).isFalse();
    assertThat(onlyPicture(stream).timing().durationMicros()).isEqualTo(3_602_000_000L);
  }

  @Test
  void duration_ofAlmostNoBytes_isNotBelieved() {
    String stream =
        """
        {"index": 0, "codec_type": "video", "width": 16, "height": 16,
         "tags": {"DURATION": "99:00:02.000000000"}}
        """;
    assertThat(reader(stream).lacksSpan(100_000)).isTrue();
    assertThat(reader(stream).lacksSpan(100_000_000)).isFalse();
  }

  @Test
  void duration_inNoHeader_isMissed() {
    String stream = "{\"index\": 0, \"codec_type\": \"video\", \"width\": 16, \"height\": 16}";
    assertThat(reader(stream).lacksSpan(1 << 30)).isTrue();
    assertThat(reader(SOUND).lacksSpan(1 << 30)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "90, true", "-90, true", "180, false", "270, true", "-180, false"})
  void rotation_byQuarters_swapsSides(int degrees, boolean turned) {
    String stream =
        """
        {"index": 0, "codec_type": "video", "width": 640, "height": 360, "duration": "1",
         "side_data_list": [{"side_data_type": "Display Matrix", "rotation": %d}]}
        """;
    assertThat(onlyPicture(stream.formatted(degrees)).quarterTurned()).isEqualTo(turned);
  }

  @ParameterizedTest(name = "{0}x{1}, pixels {2}:{3}, turned {4}: seen as {5}x{6}")
  @CsvSource({
    "640, 360, 1, 1, false, 640, 360",
    "640, 360, 1, 1, true, 360, 640",
    "720, 576, 64, 45, false, 1024, 576",
    "720, 480, 8, 9, false, 720, 540",
    "720, 576, 64, 45, true, 576, 1024",
  })
  void displaySize_ofPicture_hasSquarePixels(
      int width, int height, long num, long den, boolean turned, int seenWidth, int seenHeight) {
    Timing timing = new Timing(0, 0, Optional.empty(), Optional.empty(), OptionalLong.empty());
    Picture picture =
        new Picture(
            0,
            new Size(width, height),
            Optional.of(new Ratio(num, den)),
            turned,
            true,
            Colour.UNKNOWN,
            timing);
    assertThat(picture.displaySize()).isEqualTo(new Size(seenWidth, seenHeight));
  }

  @Test
  void ratio_ofZeroOrWithoutBound_isUnknown() {
    String stream =
        """
        {"index": 0, "codec_type": "video", "width": 16, "height": 16, "duration": "1",
         "sample_aspect_ratio": "0:1", "avg_frame_rate": "0/0", "r_frame_rate": "30000/1001"}
        """;
    Picture picture = onlyPicture(stream);
    assertThat(picture.pixelAspect()).isEmpty();
    assertThat(picture.timing().averageRate()).isEmpty();
    assertThat(picture.timing().baseRate()).contains(new Ratio(30_000, 1001));
  }

  private static Picture onlyPicture(String stream) {
    return reader(stream).read().picture().orElseThrow();
  }

  private static ProbeReader reader(String... streams) {
    String json =
        "{\"streams\": ["
            + String.join(",", streams)
            + "], \"format\": {\"start_time\": \"1.378667\", \"format_name\": \"matroska,webm\"}}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new ProbeReader(
        new FFprobeResult(new JsonFormatParser().parse(new ByteArrayInputStream(bytes))));
  }
}
