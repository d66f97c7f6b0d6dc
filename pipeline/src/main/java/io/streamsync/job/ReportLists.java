package io.streamsync.job;

import static java.util.stream.Collectors.joining;

import io.streamsync.job.AirStatistics.LeftOut;
import io.streamsync.job.RejectFigures.OfCode;
import io.streamsync.job.Report.Day;
import io.streamsync.media.Ticks;
import java.io.Serializable;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/** The page's lists: warnings, rejects, and what is not ready. */
final class ReportLists {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Report report;
  private final Markup page;
  private final ZoneId zone;

  ReportLists(Report report, Markup page) {
    this.report = report;
    this.page = page;
    this.zone = ZoneId.of(report.night().zone());
  }

  void write() {
    warnings();
    rejected();
    notReady();
  }

  private void warnings() {
    page.raw("<section id=\"warnings\">").element("h2", "Warnings");
    if (isQuiet()) {
      page.element("p", "none", "Nothing stands out.");
    }
    warning(
        report.unplayed(),
        "video that nobody plays",
        "videos that nobody plays",
        id -> page.element("code", id));
    warning(
        report.rejects().unknownVideos(),
        "name in sequences that no video on air has",
        "names in sequences that no video on air has",
        unknown -> {
          page.open("code").element("bdi", unknown.id()).close("code");
          page.text(" " + FigureText.count(unknown.count(), "time", "times"));
        });
    report.days().forEach(this::dayWarnings);
    page.end("section");
  }

  private boolean isQuiet() {
    return report.unplayed().isEmpty()
        && report.rejects().unknownVideos().isEmpty()
        && report.days().stream()
            .allMatch(day -> day.slateHeavy().isEmpty() && day.leftOut().isEmpty());
  }

  private void dayWarnings(Day day) {
    String on = " on " + FigureText.shortDate(day.summary().day());
    warning(
        day.slateHeavy(),
        "timeline is more than a tenth slate" + on,
        "timelines are more than a tenth slate" + on,
        heavy -> {
          page.element("bdi", heavy.owner());
          page.element("small", FigureText.share(heavy.share()));
        });
    warning(
        day.leftOut(),
        "fixed item leaves too little for slate" + on,
        "fixed items leave too little for slate" + on,
        item -> {
          place(item.file(), item.line());
          page.text(" " + item.video() + " at " + clock(day, item));
        });
  }

  private String clock(Day day, LeftOut item) {
    LocalTime local = Ticks.after(day.from(), item.startTicks()).atZone(zone).toLocalTime();
    return CLOCK.format(local);
  }

  private <T extends Comparable<? super T> & Serializable> void warning(
      Excerpt<T> excerpt, String one, String several, Consumer<T> item) {
    if (!excerpt.isEmpty()) {
      page.open("details", "class", "card").open("summary");
      page.element("b", FigureText.count(excerpt.count()));
      page.text(" " + (excerpt.count() == 1 ? one : several)).close("summary");
      list(excerpt.count(), excerpt.first(), item);
      page.end("details");
    }
  }

  private <T> void list(long count, List<T> first, Consumer<T> item) {
    page.open("ul", "class", "list").raw("\n");
    for (T each : first) {
      page.open("li");
      item.accept(each);
      page.end("li");
    }
    page.close("ul");
    if (count > first.size()) {
      page.element(
          "p", "note", "The first " + first.size() + " of " + FigureText.count(count) + ".");
    }
  }

  private void rejected() {
    page.raw("<section id=\"rejected\">").element("h2", "Rejected");
    if (report.rejects().byCode().isEmpty()) {
      page.element("p", "none", "Nothing was rejected.");
    }
    report.rejects().byCode().forEach(this::code);
    page.end("section");
  }

  private void code(OfCode code) {
    page.open("details", "class", "card", "id", code.code().name()).open("summary");
    page.element("b", "bad", FigureText.count(code.count()));
    page.raw(" ").element("code", code.code().name());
    page.element("span", "hint", code.hint()).close("summary");
    list(code.count(), code.first(), this::reject);
    page.end("details");
  }

  private void notReady() {
    Excerpt<ReportedReject> waiting = report.rejects().notReady();
    page.raw("<section id=\"not-ready\">").element("h2", "Not ready");
    if (waiting.isEmpty()) {
      page.element("p", "none", "Everything was ready.");
    } else {
      page.open("details", "class", "card").open("summary");
      page.element("b", "wait", FigureText.count(waiting.count()));
      page.element("span", "hint", "nothing to do: they are taken the next night");
      page.close("summary");
      list(waiting.count(), waiting.first(), this::reject);
      page.end("details");
    }
    page.end("section");
  }

  private void reject(ReportedReject reject) {
    place(reject.file(), reject.line());
    page.raw(" ").element("bdi", reject.reason());
    if (!reject.days().isEmpty() && report.days().size() > 1) {
      page.element("small", days(reject.days()));
    }
  }

  private String days(List<String> days) {
    return days.size() == report.days().size()
        ? "every day"
        : days.stream().map(FigureText::shortDate).collect(joining(", "));
  }

  private void place(String file, long line) {
    page.open("code").element("bdi", file).text(line > 0 ? " line " + line : "").close("code");
  }
}
