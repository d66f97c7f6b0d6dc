package io.streamsync.transcode;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much one film looks like another, by three of ffmpeg's meters.
 *
 * @param ssim of all planes, at most 1
 * @param psnr of all planes, in decibels
 * @param xpsnr of luma, in decibels weighted by what an eye can see
 */
record Likeness(double ssim, double psnr, double xpsnr) {
  private static final Pattern SSIM = Pattern.compile("SSIM .*All:([\\d.]+)");
  private static final Pattern PSNR = Pattern.compile("PSNR .*average:([\\d.]+|inf)");
  private static final Pattern XPSNR = Pattern.compile("XPSNR +y: *([\\d.]+|inf)");

  /** The filters that compare input 0, brought to a size, with input 1, frame by frame. */
  static List<String> arguments(Path reference, String scaling) {
    String colour = "range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";
    // Raw files have no colour tags, and ffmpeg converts between inputs whose tags differ.
    String numbered = "settb=1/1000,setpts=N,setparams=" + colour;
    return List.of(
        "-i",
        reference.toString(),
        "-filter_complex",
        ("[0:v]" + numbered + scaling + ",split=3[a][b][c];")
            + ("[1:v]" + numbered + ",split=3[x][y][z];")
            + "[a][x]ssim[s];[b][y]psnr[p];[c][z]xpsnr[q]",
        "-map",
        "[s]",
        "-map",
        "[p]",
        "-map",
        "[q]",
        "-fps_mode",
        "passthrough",
        "-f",
        "null",
        "-");
  }

  static Likeness read(List<String> words) {
    return new Likeness(figure(SSIM, words), figure(PSNR, words), figure(XPSNR, words));
  }

  private static double figure(Pattern pattern, List<String> words) {
    for (String word : words) {
      Matcher found = pattern.matcher(word);
      if (found.find()) {
        return found.group(1).equals("inf")
            ? Double.POSITIVE_INFINITY
            : Double.parseDouble(found.group(1));
      }
    }
    throw new IllegalArgumentException("no " + pattern + " in what ffmpeg said: " + words);
  }

  /** Mean of several. */
  static Likeness mean(List<Likeness> all) {
    return new Likeness(
        all.stream().mapToDouble(Likeness::ssim).average().orElseThrow(),
        all.stream().mapToDouble(Likeness::psnr).average().orElseThrow(),
        all.stream().mapToDouble(Likeness::xpsnr).average().orElseThrow());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f %6.2f %6.2f", ssim, psnr, xpsnr);
  }
}
