package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe.Size;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PosterChoiceTest {
  private static final int SAMPLES = 256;
  private static final char BLACK = 'b';
  private static final char FLAT = 'f';
  private static final char DIM = 'd';

  @Test
  void good_pictures_giveTheOneAtAThird() {
    assertThat(choice("ggggggggg")).isEqualTo(3);
  }

  @Test
  void black_atAThird_givesTheNearest() {
    assertThat(choice("gggbbbbgg")).isEqualTo(2);
    assertThat(choice("bbbbbbgbb")).isEqualTo(6);
  }

  @Test
  void plainGround_isNoPicture() {
    assertThat(choice("ffffffgff")).isEqualTo(6);
  }

  @Test
  void darkVideo_givesTheMostVaried() {
    assertThat(choice("bbbbbdb")).isEqualTo(5);
  }

  @Test
  void black_throughout_givesSomePicture() {
    assertThat(choice("bbb")).isBetween(0, 2);
  }

  private static int choice(String pictures) {
    byte[] luma = new byte[pictures.length() * SAMPLES];
    for (int i = 0; i < luma.length; i++) {
      char kind = pictures.charAt(i / SAMPLES);
      boolean odd = i % 2 == 1;
      luma[i] =
          (byte)
              (kind == BLACK
                  ? 1
                  : kind == FLAT ? 200 : kind == DIM ? (odd ? 20 : 2) : odd ? 200 : 40);
    }
    return PosterChoice.of(luma, SAMPLES);
  }

  @Test
  void storyboard_ofShortVideo_hasAPictureASecond() {
    Storyboard board = board(new FrameRate(30_000, 1001), 95);

    assertThat(board.everyFrames()).isEqualTo(30);
    assertThat(board.tiles()).isEqualTo(4);
    assertThat(Arrays.asList(board.columns(), board.rows())).containsExactly(4, 1);
    assertThat(board.frameOf(3)).isEqualTo(90);
  }

  @Test
  void storyboard_ofThreeHours_hasAHundredPictures() {
    Storyboard board = board(new FrameRate(25, 1), 3 * 3600 * 25);

    assertThat(board.tiles()).isEqualTo(100);
    assertThat(Arrays.asList(board.columns(), board.rows())).containsExactly(10, 10);
  }

  private static Storyboard board(FrameRate rate, int frames) {
    return Storyboard.of(SegmentPlan.of(rate, frames), new Size(1920, 1080));
  }
}
