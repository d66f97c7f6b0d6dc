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
 * hatched, the hours of the zone below. Where there are too many programmes to draw, neighbours
 * share a block.
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

  private static final int BAR_HEIGHT = 34;
  private static final int LEGEND = 6;
  private static final int TITLE_CHARACTERS = 32;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  /**
   * What is on for a while.
   *
   * @param programmes how many it stands for; if several, the video is that which is on longest
   */
  record Block(
      Instant start, Instant end, String video, String title, boolean slate, int programmes) {
    private long millis() {
      return Duration.between(start, end).toMillis();
    }
  }

  /** A video of the strip and its share of the day, from 0 to 1. */
  record Share(String video, String title, boolean slate, double share) {}

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
    Map<String, Share> byVideo = new LinkedHashMap<>();
    double day = Duration.between(from, to).toMillis();
    for (Block block : blocks) {
      byVideo.merge(
          block.slate() ? "" : block.video(),
          new Share(block.video(), block.title(), block.slate(), block.millis() / day),
          (a, b) -> new Share(a.video(), a.title(), a.slate(), a.share() + b.share()));
    }
    return byVideo.values().stream()
        .sorted(Comparator.comparingDouble(Share::share).reversed().thenComparing(Share::video))
        .limit(LEGEND)
        .toList();
  }

  void draw(Markup svg) {
    List<Block> drawn = merged();
    svg.open("svg", "class", "strip", "role", "img", "width", "100%", "height", "58");
    svg.element("title", name + ", " + blocks.size() + " programmes");
    drawn.forEach(block -> draw(block, svg));
    drawHours(svg);
    svg.close("svg");
  }

  private void draw(Block block, Markup svg) {
    svg.open(
        "rect",
        "x",
        percent(position(block.start())),
        "width",
        percent(position(block.end()) - position(block.start())),
        "height",
        Integer.toString(BAR_HEIGHT),
        "class",
        block.slate() ? "slate" : colour(block.video()));
    svg.element("title", words(block));
    svg.close("rect");
  }

  private String words(Block block) {
    String start = CLOCK.format(block.start().atZone(zone));
    String title = block.slate() ? "slate" : shortened(block.title());
    return block.programmes() == 1
        ? start + " " + title
        : "%s to %s: %d programmes, most of it %s"
            .formatted(start, CLOCK.format(block.end().atZone(zone)), block.programmes(), title);
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

  /** At most {@link #MOST_BLOCKS} and one more, however many programmes there are. */
  List<Block> merged() {
    if (blocks.size() <= MOST_BLOCKS) {
      return blocks;
    }
    long least = Duration.between(from, to).toMillis() / MOST_BLOCKS + 1;
    List<Block> merged = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Duration sofar = Duration.between(blocks.get(first).start(), blocks.get(i).end());
      if (sofar.toMillis() >= least || i == blocks.size() - 1) {
        merged.add(merge(blocks.subList(first, i + 1)));
        first = i + 1;
      }
    }
    return merged;
  }

  private static Block merge(List<Block> neighbours) {
    Map<String, Long> millis = new LinkedHashMap<>();
    neighbours.forEach(block -> millis.merge(look(block), block.millis(), Long::sum));
    Block longest = neighbours.get(0);
    for (Block block : neighbours) {
      if (millis.getOrDefault(look(block), 0L) > millis.getOrDefault(look(longest), 0L)) {
        longest = block;
      }
    }
    return new Block(
        neighbours.get(0).start(),
        neighbours.get(neighbours.size() - 1).end(),
        longest.video(),
        longest.title(),
        longest.slate(),
        neighbours.stream().mapToInt(Block::programmes).sum());
  }

  private static String look(Block block) {
    return block.slate() ? "" : block.video();
  }

  /** From 0 at the day's start to 1 at its end. */
  double position(Instant instant) {
    return (double) Duration.between(from, instant).toMillis()
        / Duration.between(from, to).toMillis();
  }

  private static String percent(double part) {
    String text = String.format(Locale.ROOT, "%.3f", part * 100);
    return text.replaceAll("\\.?0+$", "") + "%";
  }
}
