package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.source.Probe.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureFitTest {

  @ParameterizedTest(name = "{0}: {1}x{2} into {3}x{4} is {5}x{6}")
  @CsvSource({
    "full HD, 1920, 1080, 426, 240, 426, 240",
    "full HD, 1920, 1080, 854, 480, 854, 480",
    "the same size, 1280, 720, 1280, 720, 1280, 720",
    "smaller stays, 320, 180, 1280, 720, 320, 180",
    "smaller with odd sides loses a line, 321, 181, 1280, 720, 320, 180",
    "4:3 is limited by its height, 1440, 1080, 854, 480, 640, 480",
    "cinema is limited by its width, 1920, 800, 854, 480, 854, 356",
    "upright turns the box, 1080, 1920, 426, 240, 240, 426",
    "upright and small, 240, 426, 1280, 720, 240, 426",
    "square, 1000, 1000, 426, 240, 240, 240",
    "32:9, 3840, 1080, 426, 240, 426, 120",
    "9:32, 1080, 3840, 426, 240, 120, 426",
    "a strip keeps two lines, 4000, 4, 426, 240, 426, 2",
  })
  void size_inBox_isWholeEvenAndNotEnlarged(
      String what, int width, int height, int boxWidth, int boxHeight, int fitW, int fitH) {
    assertThat(PictureFit.intoBox(new Size(width, height), boxWidth, boxHeight))
        .isEqualTo(new Size(fitW, fitH));
  }

  @ParameterizedTest
  @CsvSource({"1920, 1080, 640, 360", "1080, 1920, 360, 640", "320, 240, 320, 240"})
  void size_byShortSide_isAtMostThat(int width, int height, int fitW, int fitH) {
    assertThat(PictureFit.byShortSide(new Size(width, height), 360))
        .isEqualTo(new Size(fitW, fitH));
  }
}
