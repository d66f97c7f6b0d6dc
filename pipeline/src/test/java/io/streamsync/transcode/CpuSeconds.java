package io.streamsync.transcode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User and system time that ffmpeg itself reports of a run, and several of them. */
final class CpuSeconds {
  private static final Pattern BENCH = Pattern.compile("bench: utime=([\\d.]+)s stime=([\\d.]+)s");

  private final List<Double> seconds = new ArrayList<>();

  /** The same command, asked for its time; x264 must not drown the answer in figures. */
  static List<String> asked(List<String> arguments) {
    List<String> asked = new ArrayList<>(List.of("-benchmark"));
    for (String argument : arguments) {
      asked.add(argument);
      if (argument.equals("libx264")) {
        asked.addAll(List.of("-x264-params", "log=0"));
      }
    }
    return asked;
  }

  static double read(List<String> words) {
    for (String word : words) {
      Matcher bench = BENCH.matcher(word);
      if (bench.find()) {
        return Double.parseDouble(bench.group(1)) + Double.parseDouble(bench.group(2));
      }
    }
    throw new IllegalArgumentException("ffmpeg did not say how long it took: " + words);
  }

  void add(double run) {
    seconds.add(run);
  }

  double least() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double median() {
    List<Double> sorted = seconds.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
