package io.streamsync.job;

import io.streamsync.job.Report.Day;
import java.time.Duration;
import java.util.Locale;

/** The page's tables of figures: slate, sizes and encodes. */
final class ReportFigures {
  private final Report report;
  private final Markup page;

  ReportFigures(Report report, Markup page) {
    this.report = report;
    this.page = page;
  }

  void write() {
    slate();
    sizes();
    encodes();
  }

  private void slate() {
    page.raw("<section id=\"slate\">").element("h2", "Slate and packs");
    head("", "timelines", "slate", "of their time", "packs", "mean", "largest");
    for (Day day : report.days()) {
      String date = FigureText.shortDate(day.summary().day());
      airtime(date + ", viewers", day.viewers());
      airtime(date + ", channels", day.channels());
    }
    tail();
    page.end("section");
  }

  private void airtime(String what, Airtime airtime) {
    row(
        what,
        FigureText.count(airtime.timelines()),
        FigureText.ofTicks(airtime.slateTicks()),
        FigureText.share(airtime.slateShare()),
        FigureText.bytes(airtime.packBytes()),
        FigureText.bytes(airtime.meanPackBytes()),
        FigureText.bytes(airtime.largestPackBytes()));
  }

  private void sizes() {
    Report.Sizes sizes = report.sizes();
    page.raw("<section id=\"sizes\">").element("h2", "Videos on air");
    page.element(
        "p",
        "note",
        "%s, %s to see them all, %s in each rung, %s."
            .formatted(
                FigureText.count(sizes.videos(), "video", "videos"),
                FigureText.duration(Duration.ofSeconds(sizes.seconds())),
                FigureText.count(sizes.segments(), "segment", "segments"),
                FigureText.count(sizes.files(), "segment file", "segment files")));
    head("rung", "bytes", "a segment", "an hour");
    sizes.bytes().forEach((rung, bytes) -> rung(rung, bytes, sizes));
    tail();
    page.end("section");
  }

  private void rung(String rung, long bytes, Report.Sizes sizes) {
    row(
        rung,
        FigureText.bytes(bytes),
        FigureText.bytes(bytes / Math.max(1, sizes.segments())),
        FigureText.bytes(bytes * 3600 / Math.max(1, sizes.seconds())));
  }

  private void encodes() {
    Report.Encodes encodes = report.encodes();
    page.raw("<section id=\"encodes\">").element("h2", "Encodes of this night");
    if (encodes.longest().isEmpty()) {
      page.element("p", "none", "Nothing had to be encoded.").end("section");
      return;
    }
    page.element(
        "p",
        "note",
        "%s: %s of work for %s of video."
            .formatted(
                FigureText.count(encodes.longest().count(), "video", "videos"),
                FigureText.duration(Duration.ofMillis(encodes.workMillis())),
                FigureText.duration(Duration.ofMillis(encodes.durationMillis()))));
    head("video", "work", "video's length", "work a second", "");
    long longest = encodes.longest().first().get(0).workMillis();
    encodes.longest().first().forEach(time -> encode(time, longest));
    tail();
    if (encodes.longest().count() > Excerpt.MOST) {
      page.element("p", "note", "The longest " + Excerpt.MOST + "; all are in encodes.jsonl.");
    }
    page.end("section");
  }

  private void encode(EncodeTime time, long longest) {
    page.open("tr").open("th", "scope", "row").text(time.id()).close("th");
    page.element("td", FigureText.seconds(time.workMillis()));
    page.element("td", FigureText.seconds(time.durationMillis()));
    page.element("td", String.format(Locale.ROOT, "%.2f s", time.ratio()));
    String width =
        String.format(
            Locale.ROOT, "width:%.1f%%", time.workMillis() * 100.0 / Math.max(1, longest));
    page.open("td", "class", "wide").open("span", "class", "bar");
    page.open("i", "class", "work", "style", width).close("i");
    page.close("span").close("td").end("tr");
  }

  private void head(String... columns) {
    page.open("div", "class", "card scroll").open("table", "class", "figures").raw("<thead><tr>");
    for (String column : columns) {
      page.element("th", column);
    }
    page.raw("</tr></thead><tbody>\n");
  }

  private void row(String name, String... cells) {
    page.open("tr").open("th", "scope", "row").text(name).close("th");
    for (String cell : cells) {
      page.element("td", cell);
    }
    page.end("tr");
  }

  private void tail() {
    page.raw("</tbody></table></div>");
  }
}
