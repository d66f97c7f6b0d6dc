package io.streamsync.transcode;

import java.util.Locale;

/**
 * How one rung of one file came out.
 *
 * @param file its name
 * @param rung {@code v240}
 * @param setting {@code crf 23}, or {@code bitrate}
 * @param meanKbits of the whole, kbit/s
 * @param peakKbits of the fullest second, kbit/s
 * @param ceilingKbits that the second was promised to keep, kbit/s
 * @param own against the source at the rung's own size
 * @param large brought to the size of the largest rung, against the source at that size
 */
record QualityPoint(
    String file,
    String rung,
    String setting,
    double meanKbits,
    double peakKbits,
    double ceilingKbits,
    Likeness own,
    Likeness large) {

  static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-28s %-5s %-8s %8s %8s %8s   %6s %6s %6s   %6s %6s %6s",
          "file",
          "rung",
          "setting",
          "mean",
          "peak 1 s",
          "ceiling",
          "SSIM",
          "PSNR",
          "XPSNR",
          "SSIM^",
          "PSNR^",
          "XPSNR^");

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-28s %-5s %-8s %8.0f %8.0f %8.0f   %s   %s",
        file,
        rung,
        setting,
        meanKbits,
        peakKbits,
        ceilingKbits,
        own,
        large);
  }
}
