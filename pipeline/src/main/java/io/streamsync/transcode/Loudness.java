package io.streamsync.transcode;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How loud sound is, as EBU R 128 measures it.
 *
 * @param integrated over the whole of it, LUFS; {@link #NOTHING} where no part rises above the gate
 * @param truePeak highest value between samples too, dBTP; negative infinity for digital silence
 */
record Loudness(double integrated, double truePeak) {
  /** What ffmpeg says where nothing rises above the absolute gate of ITU-R BS.1770. */
  static final double NOTHING = -70;

  private static final Pattern INTEGRATED = Pattern.compile("I:\\s+(-?[\\d.]+|-?inf|-?nan) LUFS");
  private static final Pattern PEAK = Pattern.compile("Peak:\\s+(-?[\\d.]+|-?inf|-?nan) dBFS");

  /** Reads the summary that the filter {@code ebur128} prints at its end. */
  static Loudness read(List<String> words) {
    return new Loudness(last(INTEGRATED, words), last(PEAK, words));
  }

  private static double last(Pattern figure, List<String> words) {
    for (int i = words.size() - 1; i >= 0; i--) {
      Matcher found = figure.matcher(words.get(i));
      if (found.find()) {
        return number(found.group(1));
      }
    }
    throw new IllegalArgumentException("no loudness in what ffmpeg said: " + words);
  }

  private static double number(String text) {
    if (text.endsWith("nan")) {
      return Double.NaN;
    }
    if (text.endsWith("inf")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }

  /** False if there are samples that are no numbers. */
  boolean isNumber() {
    return !Double.isNaN(integrated)
        && !Double.isNaN(truePeak)
        && truePeak < Double.POSITIVE_INFINITY;
  }

  boolean isSilent() {
    return integrated <= NOTHING;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f LUFS, peak %.1f dBTP", integrated, truePeak);
  }
}
