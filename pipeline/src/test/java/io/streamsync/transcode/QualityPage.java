package io.streamsync.transcode;

import java.util.List;
import java.util.Locale;

/** Mean bitrate against XPSNR at the largest size, one line a setting, as a page of its own. */
final class QualityPage {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 480;
  private static final int MARGIN = 60;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#c0392b", "#27864b", "#8e44ad", "#b9770e", "#34495e");

  private final List<QualityPoint> points;
  private final List<String> settings;
  private final double lowest;
  private final double highest;
  private final double most;
  private final double least;

  QualityPage(List<QualityPoint> points) {
    this.points = points;
    this.settings = points.stream().map(QualityPoint::setting).distinct().toList();
    this.lowest = Math.floor(points.stream().mapToDouble(p -> p.large().xpsnr()).min().orElse(0));
    this.highest = Math.ceil(points.stream().mapToDouble(p -> p.large().xpsnr()).max().orElse(1));
    this.least = points.stream().mapToDouble(QualityPoint::meanKbits).min().orElse(1) * 0.9;
    this.most = points.stream().mapToDouble(QualityPoint::meanKbits).max().orElse(1) * 1.1;
  }

  String html() {
    return """
        <!doctype html>
        <meta charset="utf-8">
        <title>Quality of the ladder</title>
        <style>body{font:14px sans-serif;margin:2em}text{font:12px sans-serif}</style>
        <h1>Quality of the ladder</h1>
        <p>XPSNR of luma (dB) against the source at the largest rung's size, over mean bitrate
        (kbit/s, logarithmic). Every line is a setting, every point a rung.</p>
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d">
        %s%s</svg>
        <pre>
        %s
        %s</pre>
        """
        .formatted(WIDTH, HEIGHT, axes(), lines(), QualityPoint.HEAD, rows());
  }

  private String axes() {
    StringBuilder svg = new StringBuilder();
    double step = Math.max(1, Math.ceil((highest - lowest) / 10));
    for (double level = lowest; level <= highest; level += step) {
      svg.append(text(8, y(level) + 4, String.format(Locale.ROOT, "%.0f dB", level), "#444"));
      svg.append(line(MARGIN, y(level), WIDTH - 20, y(level), "#ddd"));
    }
    for (int kbits : new int[] {50, 100, 200, 500, 1000, 2000, 5000, 10_000}) {
      if (kbits >= least && kbits <= most) {
        svg.append(text(x(kbits) - 12, HEIGHT - 30, Integer.toString(kbits), "#444"));
        svg.append(line(x(kbits), 20, x(kbits), HEIGHT - MARGIN, "#ddd"));
      }
    }
    return svg.toString();
  }

  private String lines() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < settings.size(); i++) {
      String setting = settings.get(i);
      String colour = COLOURS.get(i % COLOURS.size());
      StringBuilder path = new StringBuilder();
      for (QualityPoint point : points) {
        if (point.setting().equals(setting)) {
          double x = x(point.meanKbits());
          double y = y(point.large().xpsnr());
          path.append(number(x)).append(',').append(number(y)).append(' ');
          svg.append(
              String.format(
                  "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"><title>%s</title></circle>%n",
                  number(x), number(y), colour, point.rung() + ", " + setting));
        }
      }
      svg.append(
          String.format(
              "<polyline fill=\"none\" stroke=\"%s\" points=\"%s\"/>%n",
              colour, path.toString().strip()));
      svg.append(text(MARGIN + 20, 40 + 18 * i, setting, colour));
    }
    return svg.toString();
  }

  private String rows() {
    StringBuilder rows = new StringBuilder();
    points.forEach(point -> rows.append(point).append('\n'));
    return rows.toString();
  }

  private double x(double kbits) {
    double share = Math.log(kbits / least) / Math.log(most / least);
    return MARGIN + share * (WIDTH - MARGIN - 30);
  }

  private double y(double decibels) {
    double share = (decibels - lowest) / (highest - lowest);
    return HEIGHT - MARGIN - share * (HEIGHT - MARGIN - 20);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>%n",
        number(x1), number(y1), number(x2), number(y2), colour);
  }

  private static String text(double x, double y, String words, String colour) {
    return String.format(
        "<text x=\"%s\" y=\"%s\" fill=\"%s\">%s</text>%n", number(x), number(y), colour, words);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
