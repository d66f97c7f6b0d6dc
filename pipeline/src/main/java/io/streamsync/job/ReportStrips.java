package io.streamsync.job;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page's pictures of timelines, and the looks they share. */
final class ReportStrips {
  /** What slate is drawn with, once for all strips. */
  static final String HATCH =
      "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>"
          + "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
          + " patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\""
          + " height=\"6\"></rect><rect class=\"hatch-line\" width=\"2.5\" height=\"6\"></rect>"
          + "</pattern></defs></svg>\n";

  private final Map<String, List<TimelineStrip>> strips;
  private final Markup page;

  /**
   * @param strips by local date
   */
  ReportStrips(Map<String, List<TimelineStrip>> strips, Markup page) {
    this.strips = strips;
    this.page = page;
  }

  /** One rule a colour: hues all around, in three tones. */
  static String colours() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < TimelineStrip.COLOURS; i++) {
      int hue = i / 3 * 30;
      int lightness = 42 + i % 3 * 12;
      rules.append(
          String.format(Locale.ROOT, ".c%d{--c:hsl(%d 58%% %d%%)}%n", i, hue, lightness)
              .replace("\r", ""));
    }
    return rules.toString();
  }

  void write() {
    page.raw("<section id=\"timelines\">").element("h2", "Timelines");
    if (strips.isEmpty()) {
      page.element("p", "none", "No release of this night is complete.");
    }
    boolean first = true;
    for (Map.Entry<String, List<TimelineStrip>> day : strips.entrySet()) {
      page.raw(first ? "<details class=\"plain\" open>" : "<details class=\"plain\">");
      page.element("summary", FigureText.longDate(LocalDate.parse(day.getKey())));
      day.getValue().forEach(this::strip);
      page.end("details");
      first = false;
    }
    page.end("section");
  }

  private void strip(TimelineStrip strip) {
    page.open("figure", "class", "card").open("figcaption").element("b", strip.name());
    page.text(" " + FigureText.count(strip.blocks().size(), "programme", "programmes"));
    page.close("figcaption");
    strip.draw(page);
    page.open("ul", "class", "legend");
    for (TimelineStrip.Share share : strip.legend()) {
      page.open("li").open("i", "class", "chip " + share.look()).close("i").open("bdi");
      page.text(share.slate() ? "slate" : share.title()).close("bdi");
      page.element("small", FigureText.share(share.share())).close("li");
    }
    page.close("ul").end("figure");
  }
}
