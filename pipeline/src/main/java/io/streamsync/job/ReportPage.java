package io.streamsync.job;

import io.streamsync.job.Report.Day;
import io.streamsync.job.RunSummary.Balance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code report.html}: the report as one page that needs no other file and no script. */
final class ReportPage {
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";
  private static final String STYLE = style();

  private final Report report;
  private final Map<String, List<TimelineStrip>> strips;
  private final ZoneId zone;
  private final Markup page = new Markup();

  private ReportPage(Report report, Map<String, List<TimelineStrip>> strips) {
    this.report = report;
    this.strips = strips;
    this.zone = ZoneId.of(report.night().zone());
  }

  /**
   * @param strips pictures by local date
   */
  static ReportPage of(Report report, Map<String, List<TimelineStrip>> strips) {
    return new ReportPage(report, strips);
  }

  String html() {
    head();
    page.open("body").raw("\n").raw(ReportStrips.HATCH).open("main").raw("\n");
    header();
    tiles();
    days();
    balances();
    new ReportLists(report, page).write();
    new ReportStrips(strips, page).write();
    new ReportFigures(report, page).write();
    footer();
    return page.end("main").raw("</body>\n</html>\n").toString();
  }

  private void head() {
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).raw("\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.element("title", "StreamSync, " + title()).raw("\n");
    page.raw("<style>\n" + STYLE).raw(ReportStrips.colours()).raw("</style>\n</head>\n");
  }

  private String title() {
    return "the night of "
        + FigureText.longDate(LocalDate.ofInstant(report.night().started(), zone));
  }

  private void header() {
    page.open("header").element("p", "brand", "StreamSync").element("h1", capital(title()));
    String problem = report.night().problem();
    page.open("div", "class", "verdict " + (problem.isEmpty() ? "good" : "bad"), "role", "status");
    if (problem.isEmpty()) {
      page.element("strong", "On air");
    } else {
      page.element("strong", verdictOfFailure()).element("span", problem);
    }
    page.close("div");
    page.open("p", "class", "meta");
    page.text(
        "Began " + FigureText.time(report.night().started(), zone) + " (" + zone.getId() + ")");
    page.text(", took " + FigureText.duration(report.took()) + ". Run ");
    page.element("code", report.night().run()).close("p").end("header");
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private void tiles() {
    page.open("section", "class", "tiles");
    tile(count("viewers"), "viewers", "#days");
    tile(count("channels"), "channels", "#days");
    tile(FigureText.count(report.sizes().videos()), "videos", "#sizes");
    tile(FigureText.share(report.slateShare()), "of all time is slate", "#slate");
    tile(FigureText.count(report.rejects().count()), "rejects", "#rejected");
    tile(FigureText.count(report.rejects().notReady().count()), "not ready", "#not-ready");
    page.end("section");
  }

  /** Of the day that has most. */
  private String count(String what) {
    long most =
        report.days().stream()
            .map(Day::summary)
            .mapToLong(day -> what.equals("viewers") ? day.viewers() : day.channels())
            .max()
            .orElse(0);
    return FigureText.count(most);
  }

  private void tile(String figure, String what, String to) {
    page.open("a", "class", "tile", "href", to);
    page.element("b", figure).element("span", what).end("a");
  }

  private void days() {
    page.raw("<section id=\"days\">").element("h2", "Days");
    if (report.days().isEmpty()) {
      page.element("p", "none", "The night ended before a day was planned.");
    }
    page.open("div", "class", "days");
    report.days().forEach(this::day);
    page.close("div").end("section");
  }

  private void day(Day day) {
    page.open("article").open("p", "class", "state " + (day.complete() ? "good" : "bad"));
    page.text(state(day)).close("p");
    page.element("h3", FigureText.longDate(LocalDate.parse(day.summary().day())));
    page.open("dl");
    fact("from", FigureText.time(day.from(), zone));
    fact("to", FigureText.time(day.to(), zone) + " (" + zone.getId() + ")");
    fact("release", day.summary().release());
    fact("viewers", FigureText.count(day.summary().viewers()));
    fact("channels", FigureText.count(day.summary().channels()));
    fact("videos", FigureText.count(report.sizes().videos()));
    fact("slate", FigureText.share(day.all().slateShare()));
    if (!day.summary().written()) {
      fact("written by run", day.summary().run());
    }
    page.close("dl").close("article");
  }

  private static String state(Day day) {
    if (!day.complete()) {
      return "not completed";
    }
    return day.summary().written() ? "written" : "complete already";
  }

  private void fact(String name, String value) {
    page.open("div").element("dt", name).element("dd", value).close("div");
  }

  private String verdictOfFailure() {
    Boolean published = report.night().published();
    if (published == null) {
      return "Perhaps on air: run the night again";
    }
    return published
        ? "On air, but something after it failed"
        : "This night changed nothing on air";
  }

  private void balances() {
    page.raw("<section id=\"balances\">").element("h2", "Where everything went");
    page.open("div", "class", "card scroll").open("table", "class", "figures");
    page.raw("<thead><tr><th></th><th>read</th>");
    page.element("th", Boolean.TRUE.equals(report.night().published()) ? "on air" : "usable");
    page.raw("<th>rejected</th><th>not ready</th>");
    page.raw("<th class=\"wide\"></th></tr></thead><tbody>\n");
    report.balances().forEach(this::balance);
    page.raw("</tbody></table></div>");
    if (report.days().size() > 1) {
      page.element(
          "p", "note", "Sequence files and records of standing files count once a day here.");
    }
    page.end("section");
  }

  private void balance(String what, Balance balance) {
    page.open("tr").open("th", "scope", "row").text(what).close("th");
    page.element("td", FigureText.count(balance.read()));
    page.element("td", FigureText.count(balance.onAir()));
    page.element("td", balance.rejected() > 0 ? "bad" : "", FigureText.count(balance.rejected()));
    page.element("td", balance.notReady() > 0 ? "wait" : "", FigureText.count(balance.notReady()));
    page.open("td", "class", "wide");
    if (!balance.addsUp()) {
      page.element("span", "bad", "does not add up");
    } else if (balance.read() > 0) {
      page.open("span", "class", "bar");
      part("good", balance.onAir(), balance.read());
      part("bad", balance.rejected(), balance.read());
      part("wait", balance.notReady(), balance.read());
      page.close("span");
    }
    page.close("td").end("tr");
  }

  private void part(String cssClass, long part, long whole) {
    if (part > 0) {
      String width = String.format(Locale.ROOT, "width:%.2f%%", part * 100.0 / whole);
      page.open("i", "class", cssClass, "style", width).close("i");
    }
  }

  private void footer() {
    page.raw("<footer>The same figures for programs: ").element("code", "report.json");
    page.text(". Every reject, with its hint: ").element("code", "rejects/part-*.jsonl");
    page.raw(". Both lie beside this page, which is private: it names viewers.").end("footer");
  }

  private static String style() {
    try (InputStream css =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
