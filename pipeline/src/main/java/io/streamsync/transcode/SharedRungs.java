package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which rungs of a small source are one encode. No picture is enlarged, so above its own size all
 * rungs show the same; where the ceiling of the lower one is so high that it does not bite either,
 * they would be the same bits, and are encoded once.
 */
final class SharedRungs {
  /**
   * Bits a pixel that a ceiling must allow. At the ladder's quality x264 takes about 0.08 on
   * average; a real clip under a ceiling of 0.19 and under a far higher one came out alike.
   */
  private static final double PLENTY = 0.18;

  private final Size display;
  private final FrameRate rate;
  private final List<Rendition> smallestFirst;

  /**
   * @param display size of the source as it is seen
   * @param rate on air
   */
  SharedRungs(Ladder ladder, Size display, FrameRate rate) {
    this.display = display;
    this.rate = rate;
    this.smallestFirst =
        ladder.renditions().stream().sorted(Comparator.comparingInt(Rendition::height)).toList();
  }

  /** Those that ffmpeg is to make, largest first. */
  List<Rendition> encoded() {
    List<Rendition> encoded = new ArrayList<>();
    for (Rendition rendition : smallestFirst) {
      if (encodeOf(rendition.id()).equals(rendition)) {
        encoded.add(0, rendition);
      }
    }
    return encoded;
  }

  /** The rung whose encode is published as {@code rung}, mostly itself. */
  Rendition encodeOf(String rung) {
    Rendition below = smallestFirst.get(0);
    for (Rendition rendition : smallestFirst) {
      below = isSameAs(below, rendition) ? below : rendition;
      if (rendition.id().equals(rung)) {
        return below;
      }
    }
    throw new IllegalArgumentException("no rung " + rung);
  }

  Size size(Rendition rendition) {
    return PictureFit.intoBox(display, rendition.width(), rendition.height());
  }

  private boolean isSameAs(Rendition below, Rendition rendition) {
    Size size = size(below);
    double pixels = size.width() * size.height() * rate.framesPerSecond();
    return size.equals(size(rendition))
        && below.crf() == rendition.crf()
        && below.vbvBitrate() >= PLENTY * pixels;
  }
}
