package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.job.AirStatistics.LeftOut;
import io.streamsync.job.AirStatistics.SlateShare;
import io.streamsync.job.RejectFigures.OfCode;
import io.streamsync.job.RejectFigures.UnknownVideo;
import io.streamsync.job.Report.Day;
import io.streamsync.job.Report.Encodes;
import io.streamsync.job.Report.Ended;
import io.streamsync.job.Report.Sizes;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.source.RejectCode;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final String TODAY = "2026-11-21";
  private static final Instant FROM = Instant.parse("2026-11-20T23:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-21T23:00:00Z");
  private static final long HOUR = 3600 * Ticks.PER_SECOND;
  private static final String HOSTILE = "<script>alert('x')</script>";

  private static Report report(@Nullable Boolean published, String problem, RejectFigures rejects) {
    Map<String, Balance> balances = new LinkedHashMap<>();
    balances.put("videos", new Balance(1234, 1000, 200, 34));
    balances.put("records", new Balance(3, 1, 1, 0));
    Day day =
        new Day(
            new DaySummary(TODAY, "20261121-abc", "earlier", false, 0, Balance.NONE, 2, 1, 3000),
            FROM,
            TO,
            /* complete= */ true,
            new Airtime(2, 48 * HOUR, 12 * HOUR, 2000, 1500),
            new Airtime(1, 24 * HOUR, 0, 1000, 1000),
            new Excerpt<>(1, List.of(new SlateShare("user " + HOSTILE, 12 * HOUR, 24 * HOUR))),
            new Excerpt<>(1, List.of(new LeftOut("f.jsonl", 7, "short", 20 * HOUR))));
    return new Report(
        Report.FORMAT,
        new Ended("now", FROM.plusSeconds(61), "Europe/Berlin", 3723, published, problem),
        List.of(day),
        balances,
        rejects,
        Sizes.of(TestVideos.catalogue("a", "b")),
        Encodes.of(List.of(new EncodeTime("quick", 500, 1000), new EncodeTime("slow", 9000, 6000))),
        new Excerpt<>(1, List.of("lonely")));
  }

  private static Report onAir(RejectFigures rejects) {
    return report(/* published= */ true, /* problem= */ "", rejects);
  }

  private static RejectFigures rejects(int count, String file, String reason) {
    List<ReportedReject> first =
        IntStream.rangeClosed(1, Math.min(count, Excerpt.MOST))
            .mapToObj(line -> new ReportedReject(file, line, reason, List.of(TODAY)))
            .toList();
    OfCode code = new OfCode(RejectCode.BAD_LINE, RejectCode.BAD_LINE.hint(), count, first);
    return new RejectFigures(
        List.of(code), Excerpt.none(), new Excerpt<>(1, List.of(new UnknownVideo("gone", 12))));
  }

  private static String page(Report report) {
    return ReportPage.of(report, Map.of()).html();
  }

  @Test
  void page_needsNoOtherFileAndNoScript() {
    assertThat(page(onAir(RejectFigures.NONE)))
        .startsWith("<!doctype html>\n<html lang=\"en\">\n")
        .contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("<script", "<link", "<img", "src=", "@import", "http://", "https://");
  }

  @Test
  void hostileNames_stayText() {
    assertThat(page(onAir(rejects(1, "sequences/" + HOSTILE + ".jsonl", "no " + HOSTILE))))
        .doesNotContain("<script")
        .contains("<bdi>sequences/&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;.jsonl</bdi>")
        .contains("<bdi>no &lt;script&gt;")
        .contains("<bdi>user &lt;script&gt;");
  }

  @Test
  void balances_areShown_andOneThatDoesNotAddUpSaysSo() {
    String page = page(onAir(RejectFigures.NONE));

    assertThat(page)
        .contains(
            "<th scope=\"row\">videos</th><td>1,234</td><td>1,000</td>"
                + "<td class=\"bad\">200</td><td class=\"wait\">34</td>")
        .containsOnlyOnce("does not add up")
        .containsSubsequence("<th scope=\"row\">records</th>", "does not add up");
  }

  @Test
  void dayIsShown_inItsZone_withWhoWroteIt() {
    assertThat(page(onAir(RejectFigures.NONE)))
        .contains("The night of Saturday, 21 November 2026")
        .contains("<p class=\"state good\">complete already</p>")
        .contains("<dt>from</dt><dd>21 Nov 00:00</dd>")
        .contains("<dt>to</dt><dd>22 Nov 00:00 (Europe/Berlin)</dd>")
        .contains("<dt>written by run</dt><dd>earlier</dd>")
        .contains("<dt>slate</dt><dd>16.7 %</dd>")
        .contains("<strong>On air</strong>")
        .contains("took 1 h 02 min");
  }

  @Test
  void failedNight_saysOnTopThatNothingOnAirChanged() {
    String problem = "24 of 44 records were rejected, more than 5 %";

    assertThat(page(report(/* published= */ false, problem, RejectFigures.NONE)))
        .containsSubsequence(
            "<strong>This night changed nothing on air</strong><span>" + problem + "</span>",
            "<section class=\"tiles\">")
        .contains("<th>usable</th>")
        .doesNotContain("<strong>On air", "<th>on air</th>");
  }

  @Test
  void nightOfUnknownOutcome_saysSo() {
    assertThat(page(report(/* published= */ null, "no answer", RejectFigures.NONE)))
        .contains("<strong>Perhaps on air: run the night again</strong><span>no answer</span>")
        .contains("<th>usable</th>")
        .doesNotContain("changed nothing on air");
  }

  @Test
  void nightThatFailedAfterPublishing_isOnAir() {
    assertThat(
            page(
                report(
                    /* published= */ true, "links.csv could not be written", RejectFigures.NONE)))
        .contains("<strong>On air, but something after it failed</strong>");
  }

  @Test
  void longLists_showTheFirstHundred() {
    String page = page(onAir(rejects(12_345, "all.jsonl", "no record")));

    assertThat(page)
        .contains("<b class=\"bad\">12,345</b> <code>BAD_LINE</code>")
        .contains("The first 100 of 12,345.")
        .contains("<bdi>all.jsonl</bdi> line 100<")
        .doesNotContain("line 101<");
  }

  @Test
  void warnings_nameWhatStandsOut() {
    assertThat(page(onAir(rejects(1, "all.jsonl", "no"))))
        .contains("<b>1</b> video that nobody plays", "<code>lonely</code>")
        .contains("<code><bdi>gone</bdi></code> 12 times")
        .contains("timeline is more than a tenth slate on 21 Nov", "<small>50.0 %</small>")
        .contains("<bdi>f.jsonl</bdi> line 7</code> short at 20:00:00");
  }

  @Test
  void encodes_areShownLongestFirst_withTheirRatio() {
    assertThat(page(onAir(RejectFigures.NONE)))
        .contains("2 videos: 9 s of work for 7 s of video.")
        .containsSubsequence(
            "<th scope=\"row\">slow</th><td>9.0 s</td><td>6.0 s</td><td>1.50 s</td>",
            "<th scope=\"row\">quick</th><td>0.5 s</td><td>1.0 s</td><td>0.50 s</td>");
  }

  @Test
  void json_isReadBackAsItWasWritten() throws IOException {
    Report report = onAir(rejects(2, HOSTILE, HOSTILE));
    byte[] json = JsonText.document(report);

    assertThat(JsonText.read(json, Report.class, "report.json")).isEqualTo(report);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .startsWith(
            """
            {
              "format": 1,
              "night": {
                "run": "now",
                "started": "2026-11-20T23:01:01Z",
                "zone": "Europe/Berlin",
                "tookSeconds": 3723,
                "published": true,
                "problem": ""
              },
            """)
        .contains(
            """
              "sizes": {
                "videos": 2,
                "seconds": 47,
                "segments": 13,
                "bytes": {
                  "v240": 2
                }
              },
              "encodes": {
                "workMillis": 9500,
                "durationMillis": 7000,
                "longest": {
                  "count": 2,
                  "first": [
                    {
                      "id": "slow",
                      "workMillis": 9000,
                      "durationMillis": 6000
                    },
            """)
        .endsWith("  \"slateShare\": 0.16666666666666666\n}\n");
  }

  @Test
  void videosOfTheSameBytes_weighOnce() {
    CatalogueEntry entry = TestVideos.entry("a", new FrameRate(25, 1), 500);
    Sizes one = Sizes.of(new Catalogue(List.of(entry)));
    Sizes twins =
        Sizes.of(
            new Catalogue(
                List.of(entry, new CatalogueEntry("twin", "", entry.videoKey(), entry.video()))));

    assertThat(twins).isEqualTo(new Sizes(2, one.seconds(), one.segments(), one.bytes()));
  }

  @Test
  void strips_areBelowTheirDay() {
    TimelineStrip strip =
        new TimelineStrip(
            "channel main",
            FROM,
            TO,
            ZoneId.of("Europe/Berlin"),
            List.of(new TimelineStrip.Block(FROM, TO, "a", "Title & more", false)));

    assertThat(ReportPage.of(onAir(RejectFigures.NONE), Map.of(TODAY, List.of(strip))).html())
        .containsSubsequence(
            "<summary>Saturday, 21 November 2026</summary>",
            "<b>channel main</b> 1 programme",
            "<svg class=\"strip\"",
            "<bdi>Title &amp; more</bdi><small>100.0 %</small>");
  }
}
