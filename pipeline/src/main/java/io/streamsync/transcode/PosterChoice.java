package io.streamsync.transcode;

/**
 * Chooses the picture of a storyboard that stands for the video: near a third, where most films
 * have got going, but neither dark nor a plain area such as a fade or a title card's ground.
 */
final class PosterChoice {
  /** Mean and spread of luma, of 255, that a picture needs for something to be seen in it. */
  private static final double LIGHT_ENOUGH = 28;

  private static final double VARIED_ENOUGH = 14;

  private final byte[] luma;
  private final int samples;

  private PosterChoice(byte[] luma, int samples) {
    this.luma = luma;
    this.samples = samples;
  }

  /**
   * The number of the chosen picture, from 0; where none will do, the most varied.
   *
   * @param luma brightness of each sample, picture after picture
   * @param samples of a picture
   */
  static int of(byte[] luma, int samples) {
    return new PosterChoice(luma, samples).choose();
  }

  private int choose() {
    int pictures = luma.length / samples;
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
    for (int i = picture * samples; i < (picture + 1) * samples; i++) {
      sum += Byte.toUnsignedInt(luma[i]);
    }
    return (double) sum / samples;
  }

  private double spread(int picture) {
    double mean = mean(picture);
    double sum = 0;
    for (int i = picture * samples; i < (picture + 1) * samples; i++) {
      double off = Byte.toUnsignedInt(luma[i]) - mean;
      sum += off * off;
    }
    return Math.sqrt(sum / samples);
  }
}
