package io.streamsync.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A day as a picture: one strip from its first instant to its last, a colour a video, slate
 * hatched, the hours of the zone below. Where there are too many programmes to draw, those of a
 * quarter of an hour share a column.
 *
 * @param name of the timeline
 * @param from first instant of the day
 * @param to first instant of the next
 * @param zone of the hours
 * @param blocks in order of time
 */
record TimelineStrip(String name, Instant from, Instant to, ZoneId zone, List<Block> blocks) {
  /** As many as can be told apart, and few enough for a small picture. */
  static final int MOST_BLOCKS = 300;

  static final int COLOURS = 36;

  /** One a quarter of an hour. */
  static final int COLUMNS = 96;

  /** Part of a column that could not be seen. */
  private static final double THINNEST = 0.01;

  /** No video has this id. */
  private static final String OTHERS = "*";

  private static final int BAR_HEIGHT = 34;
  private static final int LEGEND = 6;
  private static final int TITLE_CHARACTERS = 32;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** What is on for a while. */
  record Block(Instant start, Instant end, String video, String title, boolean slate) {
    private long millis() {
      return Duration.between(start, end).toMillis();
    }

    /** A video may have any id, but no empty one. */
    private String key() {
      return slate ? "" : video;
    }
  }

  /** A video and its share of some time, from 0 to 1. */
  record Share(String video, String title, boolean slate, double share) {
    private String key() {
      return slate ? "" : video;
    }

    /** The class of the page's style that it is drawn with. */
    String look() {
      if (video.equals(OTHERS)) {
        return "others";
      }
      return slate ? "slate" : colour(video);
    }
  }

  /**
   * A part of the day as it is drawn.
   *
   * @param programmes how many are on in it
   * @param parts from top to bottom
   */
  record Column(Instant start, Instant end, int programmes, List<Share> parts) {}

  TimelineStrip {
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException("a day must end after " + from + ", ended " + to);
    }
    blocks = List.copyOf(blocks);
  }

  /** A class of the page's style: the same video has it in every strip of every night. */
  static String colour(String video) {
    int mixed = video.hashCode() * 0x9E3779B1; // neighbours such as clip-1 and clip-2 far apart
    return "c" + (mixed >>> 8) % COLOURS;
  }

  /** What fills most of the day, the largest first. */
  List<Share> legend() {
    return shares(blocks).stream().limit(LEGEND).toList();
  }

  /** Of the time that these blocks take, the largest first. */
  private static List<Share> shares(List<Block> blocks) {
    double whole = blocks.stream().mapToLong(Block::millis).sum();
    Map<String, Share> byKey = new LinkedHashMap<>();
    for (Block block : blocks) {
      byKey.merge(
          block.key(),
          new Share(block.video(), block.title(), block.slate(), block.millis() / whole),
          (a, b) -> new Share(a.video(), a.title(), a.slate(), a.share() + b.share()));
    }
    return byKey.values().stream()
        .sorted(Comparator.comparingDouble(Share::share).reversed().thenComparing(Share::video))
        .toList();
  }

  void draw(Markup svg) {
    svg.open("svg", "class", "strip", "role", "img", "width", "100%", "height", "58");
    svg.element("title", name + ", " + FigureText.count(blocks.size(), "programme", "programmes"));
    columns().forEach(column -> draw(column, svg));
    drawHours(svg);
    svg.close("svg");
  }

  private void draw(Column column, Markup svg) {
    String x = percent(position(column.start()));
    String width = percent(position(column.end()) - position(column.start()));
    svg.open("g").element("title", words(column));
    double top = 0;
    for (Share part : column.parts()) {
      double height = part.share() * BAR_HEIGHT;
      svg.open(
          "rect",
          "class",
          part.look(),
          "x",
          x,
          "width",
          width,
          "y",
          decimal(top),
          "height",
          decimal(height));
      svg.close("rect");
      top += height;
    }
    svg.close("g");
  }

  private String words(Column column) {
    String start = CLOCK.format(column.start().atZone(zone));
    return column.programmes() == 1
        ? start + " " + title(column.parts().get(0))
        : "%s to %s: %d programmes"
            .formatted(start, CLOCK.format(column.end().atZone(zone)), column.programmes());
  }

  private static String title(Share share) {
    return share.slate() ? "slate" : shortened(share.title());
  }

  private static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= TITLE_CHARACTERS
        ? title
        : title.substring(0, title.offsetByCodePoints(0, TITLE_CHARACTERS)) + "…";
  }

  private void drawHours(Markup svg) {
    for (Instant hour : hours()) {
      String x = percent(position(hour));
      int number = hour.atZone(zone).getHour();
      svg.open("line", "x1", x, "x2", x, "y1", "0", "y2", number % 6 == 0 ? "42" : "38");
      svg.close("line");
      if (number % 3 == 0) {
        svg.open("text", "x", x, "y", "55", "class", number % 6 == 0 ? "h6" : "h3");
        svg.text(String.format(Locale.ROOT, "%02d", number)).close("text");
      }
    }
  }

  /** Full hours of the zone's clock; in a day of 25 hours one of them comes twice. */
  List<Instant> hours() {
    List<Instant> hours = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = at.plus(QUARTER)) {
      ZonedDateTime local = at.atZone(zone);
      if (local.getMinute() == 0) {
        hours.add(at);
      }
    }
    return hours;
  }

  /**
   * What is drawn: each programme, or, if they are too many, a column for each {@link #COLUMNS
   * part} of the day with a layer for each video of the legend, in its order, and one for others.
   */
  List<Column> columns() {
    if (blocks.size() <= MOST_BLOCKS) {
      return blocks.stream().map(block -> column(List.of(block), List.of(block.key()))).toList();
    }
    List<String> layers = legend().stream().map(Share::key).toList();
    long least = Duration.between(from, to).toMillis() / COLUMNS;
    List<Column> columns = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Duration sofar = Duration.between(blocks.get(first).start(), blocks.get(i).end());
      if (sofar.toMillis() >= least || i == blocks.size() - 1) {
        columns.add(column(blocks.subList(first, i + 1), layers));
        first = i + 1;
      }
    }
    return columns;
  }

  private static Column column(List<Block> blocks, List<String> layers) {
    List<Share> parts = new ArrayList<>();
    double rest = 1;
    for (Share share : shares(blocks)) {
      if (layers.contains(share.key())) {
        parts.add(share);
        rest -= share.share();
      }
    }
    parts.sort(Comparator.comparingInt(share -> layers.indexOf(share.key())));
    if (rest > THINNEST) {
      parts.add(new Share(OTHERS, "other videos", /* slate= */ false, rest));
    }
    return new Column(
        blocks.get(0).start(), blocks.get(blocks.size() - 1).end(), blocks.size(), parts);
  }

  /** From 0 at the day's start to 1 at its end. */
  double position(Instant instant) {
    return (double) Duration.between(from, instant).toMillis()
        / Duration.between(from, to).toMillis();
  }

  private static String percent(double part) {
    return decimal(part * 100) + "%";
  }

  private static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
