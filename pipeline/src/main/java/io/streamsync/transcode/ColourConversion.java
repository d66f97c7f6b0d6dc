package io.streamsync.transcode;

import io.streamsync.source.Probe.Colour;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Size;
import java.util.Set;

/**
 * Filters that bring a picture to its size and to the one kind of colour on air: 8-bit 4:2:0,
 * BT.709, limited range, and tagged so. Whatever is not tagged is taken for what such sources
 * usually are.
 */
final class ColourConversion {
  /**
   * Diffuse white of graphics in HDR (ITU-R BT.2408), in cd/m²: it becomes the white of SDR before
   * highlights are pressed together.
   */
  private static final int WHITE_NITS = 203;

  /** What most HDR is graded for, in cd/m²; brighter highlights are cut. */
  private static final int PEAK_NITS = 1000;

  private static final String AS_AIRED =
      "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

  /** Matrices that the filters know, by ffprobe's names. */
  private static final Set<String> KNOWN_MATRICES =
      Set.of("", "bt709", "smpte170m", "bt470bg", "fcc", "smpte240m", "bt2020nc", "gbr");

  private final Picture picture;

  ColourConversion(Picture picture) {
    this.picture = picture;
  }

  /** Empty if there is a way, else why there is none. */
  String obstacle() {
    String matrix = picture.colour().matrix();
    return KNOWN_MATRICES.contains(matrix)
        ? ""
        : "its colours are in " + matrix + ", which cannot be converted";
  }

  /** All filters that follow each other from the decoded picture to the largest rung. */
  String to(Size size) {
    Colour colour = picture.colour();
    String scaled = "scale=" + size.width() + ":" + size.height();
    String converted;
    if (isHdr(colour)) {
      converted = scaled + "," + toneMapping(colour);
    } else if (colour.primaries().equals("bt2020")) {
      converted = scaled + "," + wideGamut(colour);
    } else {
      converted = scaled + matrix(colour);
    }
    return converted + ",setsar=1,format=yuv420p," + AS_AIRED;
  }

  private static boolean isHdr(Colour colour) {
    return colour.transfer().equals("smpte2084") || colour.transfer().equals("arib-std-b67");
  }

  /** In linear light: primaries first, so that what leaves the smaller gamut is cut, then light. */
  private static String toneMapping(Colour colour) {
    double peak = (double) PEAK_NITS / WHITE_NITS;
    return tagged(colour, colour.transfer())
        + (",zscale=t=linear:npl=" + WHITE_NITS + ",format=gbrpf32le,zscale=p=bt709")
        + (",tonemap=mobius:desat=0:peak=" + Math.round(peak * 1000) / 1000.0)
        + ",zscale=t=bt709:m=bt709:r=tv";
  }

  private static String wideGamut(Colour colour) {
    return tagged(colour, "bt709") + ",zscale=p=bt709:t=bt709:m=bt709:r=tv";
  }

  private static String tagged(Colour colour, String transfer) {
    return "setparams=color_primaries="
        + (colour.primaries().isEmpty() ? "bt2020" : colour.primaries())
        + (":color_trc=" + transfer + ":colorspace=")
        + (colour.matrix().isEmpty() ? "bt2020nc" : colour.matrix());
  }

  /** What does not say so is BT.601 up to the lines of PAL, as players have it. */
  private String matrix(Colour colour) {
    Size size = picture.codedSize();
    boolean standardDefinition = size.height() <= 576 && size.width() <= 1024;
    String unknown = ":in_color_matrix=" + (standardDefinition ? "bt601" : "bt709");
    return (colour.matrix().isEmpty() ? unknown : "") + ":out_color_matrix=bt709:out_range=tv";
  }
}
