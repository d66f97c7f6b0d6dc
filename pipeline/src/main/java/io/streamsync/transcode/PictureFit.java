package io.streamsync.transcode;

import io.streamsync.source.Probe.Size;

/** How large a picture is shown in a box: whole, with its own proportions, never enlarged. */
final class PictureFit {
  private PictureFit() {}

  /**
   * @param display size as seen, pixels square and rotation done
   * @param boxWidth of the landscape box, in pixels; an upright picture gets it turned
   * @return with even sides, since 4:2:0 halves them
   */
  static Size intoBox(Size display, int boxWidth, int boxHeight) {
    boolean upright = display.height() > display.width();
    Size box = upright ? new Size(boxHeight, boxWidth) : new Size(boxWidth, boxHeight);
    double scale =
        Math.min((double) box.width() / display.width(), (double) box.height() / display.height());
    return scaled(display, Math.min(1, scale), box);
  }

  /** The shorter side at most {@code shortSide} pixels. */
  static Size byShortSide(Size display, int shortSide) {
    double scale = (double) shortSide / Math.min(display.width(), display.height());
    return scaled(display, Math.min(1, scale), display);
  }

  private static Size scaled(Size display, double scale, Size box) {
    return new Size(
        even(display.width() * scale, Math.min(display.width(), box.width())),
        even(display.height() * scale, Math.min(display.height(), box.height())));
  }

  private static int even(double side, int atMost) {
    long nearest = Math.round(side / 2) * 2;
    return (int) Math.max(2, Math.min(nearest, atMost / 2 * 2L));
  }
}
