package io.streamsync.transcode;

/**
 * Chooses the picture of a storyboard that stands for the video: near a third, where most films
 * have got going, but neither dark nor a plain area such as a fade or a title card's ground.
 */
final class PosterChoice {
  /** Mean and spread of luma, of 255, that a picture needs for something to be seen in it. */
  private static final double LIGHT_ENOUGH = 28;

  private static final double VARIED_ENOUGH = 14;

  private static final int SAMPLES = Storyboard.GRID * Storyboard.GRID;

  private final byte[] luma;

  private PosterChoice(byte[] luma) {
    this.luma = luma;
  }

  /**
   * The number of the chosen picture, from 0; where none will do, the most varied.
   *
   * @param luma a grid of samples for each picture, one after the other
   */
  static int of(byte[] luma) {
    return new PosterChoice(luma).choose();
  }

  private int choose() {
    int pictures = luma.length / SAMPLES;
    int wanted = pictures / 3;
    int best = 0;
    for (int distance = 0; distance < pictures; distance++) {
      for (int picture : new int[] {wanted + distance, wanted - distance}) {
        if (picture >= 0 && picture < pictures) {
          if (mean(picture) >= LIGHT_ENOUGH && spread(picture) >= VARIED_ENOUGH) {
            return picture;
          }
          best = spread(picture) > spread(best) ? picture : best;
        }
      }
    }
    return best;
  }

  private double mean(int picture) {
    long sum = 0;
    for (int i = picture * SAMPLES; i < (picture + 1) * SAMPLES; i++) {
      sum += Byte.toUnsignedInt(luma[i]);
    }
    return (double) sum / SAMPLES;
  }

  private double spread(int picture) {
    double mean = mean(picture);
    double sum = 0;
    for (int i = picture * SAMPLES; i < (picture + 1) * SAMPLES; i++) {
      double off = Byte.toUnsignedInt(luma[i]) - mean;
      sum += off * off;
    }
    return Math.sqrt(sum / SAMPLES);
  }
}
