package io.streamsync.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.FrameRate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AiredVideoTest {
  /** Segments of 4, 4 and 2 s, in ticks of 1/720,000 s. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "less than nothing holds none, -7200, 0",
    "nothing holds none, 0, 0",
    "a tick less than a segment holds none, 2879999, 0",
    "a segment's own length holds it, 2880000, 1",
    "a tick less than all holds all but one, 7199999, 2",
    "all of it, 7200000, 3",
    "more than that holds no more, 9999999, 3",
  })
  void segmentsWithin_ticks_areTheWholeOnes(String row, long ticks, int segments) {
    FrameRate rate = FrameRate.parse("25");
    AiredVideo video = new AiredVideo("k", "v", "V", rate, List.of(100, 100, 50));
    assertThat(video.segmentsWithin(ticks)).as(row).isEqualTo(segments);
  }
}
