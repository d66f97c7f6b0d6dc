package io.streamsync.catalogue;

import io.streamsync.media.Rung;
import java.io.Serializable;

/**
 * How one video rung is encoded: H.264 High, with profile and level fixed, so that CODECS holds for
 * every video.
 *
 * @param id {@code v240}
 * @param width of the 16:9 box, in pixels
 * @param height of the box
 * @param bitrate that a demanding picture gets on average, bits a second
 * @param crf x264's constant rate factor: an easy picture takes fewer bits than {@code bitrate}
 * @param level of H.264 times ten, enough for 60 frames a second in this box
 */
public record Rendition(String id, int width, int height, int bitrate, int crf, int level)
    implements Serializable {

  public static final Rendition V240 = new Rendition("v240", 426, 240, 400_000, 21, 30);
  public static final Rendition V480 = new Rendition("v480", 854, 480, 1_200_000, 21, 31);
  public static final Rendition V720 = new Rendition("v720", 1280, 720, 2_800_000, 21, 32);
  public static final Rendition V1080 = new Rendition("v1080", 1920, 1080, 5_000_000, 21, 42);

  /** What no run of segments of at least half the target duration exceeds, bits a second. */
  public int maxBitrate() {
    return Math.toIntExact(bitrate * 133L / 100);
  }

  /** Rate at which the VBV buffer model fills: the buffer comes on top of it in a short run. */
  public int vbvBitrate() {
    return Math.toIntExact(maxBitrate() * 5L / 6);
  }

  /** Size of the VBV buffer, bits: half a second. */
  public int vbvBits() {
    return vbvBitrate() / 2;
  }

  Rung published(int audioBitrate) {
    String codecs = String.format(java.util.Locale.ROOT, "avc1.6400%02x,mp4a.40.2", level);
    return new Rung(id, maxBitrate() + audioBitrate, width, height, codecs);
  }
}
