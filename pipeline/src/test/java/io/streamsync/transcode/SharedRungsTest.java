package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe.Size;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SharedRungsTest {

  @ParameterizedTest(name = "{0}x{1} at {2}: {3}, and v720 is {4}")
  @CsvSource({
    "1920, 1080, 25, v720 v480 v240, v720",
    "854,  480,  25, v720 v480 v240, v720",
    "854,  480,  24, v720 v480 v240, v720",
    "640,  360,  60, v720 v480 v240, v720",
    "640,  360,  50, v720 v480 v240, v720",
    "360,  640,  30, v480 v240,      v480",
    "426,  240,  30, v480 v240,      v480",
    "240,  426,  30, v480 v240,      v480",
    "320,  180,  25, v240,           v240",
    "64,   64,   60, v240,           v240",
    "320,  180,  60, v480 v240,      v480",
  })
  void rungs_ofSource_areEncodedOnceWhereTheyAreTheSame(
      int width, int height, int fps, String encoded, String encodeOfLargest) {
    SharedRungs rungs =
        new SharedRungs(Ladder.laptop("test"), new Size(width, height), new FrameRate(fps, 1));

    assertThat(rungs.encoded().stream().map(Rendition::id).collect(Collectors.joining(" ")))
        .isEqualTo(encoded);
    assertThat(rungs.encodeOf("v720").id()).isEqualTo(encodeOfLargest);
    assertThat(rungs.encodeOf("v240").id()).isEqualTo("v240");
  }
}
