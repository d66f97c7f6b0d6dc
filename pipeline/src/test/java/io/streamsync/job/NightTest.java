package io.streamsync.job;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.source.Ffmpeg;
import io.streamsync.store.FolderStore;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights with the real ffmpeg and the smallest clips that may be on air. */
@Timeout(120)
class NightTest {
  private static final List<String> DIRECT = List.of();
  private static final List<String> FLINK =
      List.of("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2");
  private static final Path WORK = Path.of("target", "ffmpeg-work").toAbsolutePath();
  private static final Ladder LADDER =
      new Ladder(
          List.of(Rendition.V240),
          128_000,
          Ladder.EBU_LOUDNESS,
          "ultrafast",
          /* threads= */ 1,
          "test");

  /** Files must have settled. */
  private final Instant now = Instant.now().plus(Duration.ofHours(1));

  private final StringWriter console = new StringWriter();
  private final Path folder;
  private final ObjectStore input;
  private final ObjectStore site;
  private final ObjectStore ledger;

  NightTest(@TempDir Path folder) {
    this.folder = folder;
    this.input = new FolderStore(folder.resolve("input"));
    this.site = new FolderStore(folder.resolve("site"));
    this.ledger = new FolderStore(folder.resolve("ledger"));
  }

  private void putClip(String id, String source) throws Exception {
    Path file = folder.resolve("clip.mp4");
    int exit =
        new Ffmpeg(WORK, Optional.empty())
            .passThrough(
                List.of(
                    "-nostdin",
                    "-loglevel",
                    "error",
                    "-y",
                    "-f",
                    "lavfi",
                    "-i",
                    source + "=size=64x64:rate=25",
                    "-t",
                    "12",
                    file.toString()));
    assertThat(exit).isZero();
    input.put("videos/" + id + ".mp4", Files.readAllBytes(file));
  }

  private void put(String path, String lines) throws Exception {
    input.put(path, lines.getBytes(StandardCharsets.UTF_8));
  }

  private RunSummary night(String runId, EncodeLimit limit, int dayCount, List<String> beam)
      throws Exception {
    JobSettings job =
        new JobSettings(
            input.toString(),
            site.toString(),
            ledger.toString(),
            WORK.toString(),
            /* ffmpeg= */ "",
            /* encodes= */ 1,
            runId,
            Secret.FIRST,
            LADDER);
    BroadcastDay today = BroadcastDay.of(now, ZoneId.of("UTC"));
    List<BroadcastDay> days = List.of(today, today.next()).subList(0, dayCount);
    console.getBuffer().setLength(0);
    NightSettings settings =
        new NightSettings(job, days, 3600, /* maxRejectsPercent= */ 5, limit, now, beam);
    return new Night(settings, new PrintWriter(console)).run();
  }

  private Map<String, String> keysOnAir(String runId) throws Exception {
    String path = RunPaths.catalogue(runId);
    Map<String, String> keys = new TreeMap<>();
    for (CatalogueEntry entry : Catalogue.read(ledger.get(path), path).entries()) {
      keys.put(entry.id(), entry.videoKey());
    }
    return keys;
  }

  private String rejects(String runId) throws Exception {
    StringBuilder text = new StringBuilder();
    for (ObjectInfo part : ledger.list("runs/" + runId + "/rejects/")) {
      if (!part.path().matches(".*part-\\d{4}-.*")) { // records of a day
        text.append(new String(ledger.get(part.path()), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  private SlateEntries slate(String runId) throws Exception {
    String path = RunPaths.slate(runId);
    return JsonText.read(ledger.get(path), SlateEntries.class, path);
  }

  private Set<String> videosInStore() throws Exception {
    return site.list("segments/").stream()
        .map(object -> SitePaths.videoKey(object.path()))
        .collect(toSet());
  }

  /** What is printed for programs is what is printed for people, and adds up. */
  private Report report(String runId, RunSummary summary) throws Exception {
    String path = RunPaths.reportJson(runId);
    Report report = JsonText.read(ledger.get(path), Report.class, path);
    assertThat(report.balances().values()).allMatch(Balance::addsUp);
    assertThat(report.balances()).containsEntry("videos", summary.videos());
    assertThat(report.balances()).containsEntry("records", summary.records());
    for (Report.Day day : report.days()) {
      assertThat(day.complete()).isTrue();
      assertThat(day.viewers().timelines()).isEqualTo(day.summary().viewers());
      assertThat(day.all().packBytes()).isEqualTo(day.summary().packBytes());
    }
    assertThat(new String(ledger.get(RunPaths.reportPage(runId)), StandardCharsets.UTF_8))
        .contains("<b>channel main</b>", "<strong>On air</strong>");
    return report;
  }

  private String key(String runId, String id) throws Exception {
    return Objects.requireNonNull(keysOnAir(runId).get(id));
  }

  private Map<String, Long> names(String runId) throws Exception {
    return Tally.read(ledger, RunPaths.tally(runId, NameJob.STAGE)).counts();
  }

  private Instant encodedAt(String videoKey) throws Exception {
    return site.head(SitePaths.videoDescription(videoKey)).orElseThrow().modified();
  }

  /** On Flink only the night in which every pipeline has work: starting it takes seconds. */
  @Test
  void night_withLimit_airsWhatIsComplete_andTheNextOneGoesOn() throws Exception {
    putClip("done", "testsrc2");
    put(
        "sequences/all.jsonl",
        """
        {"user": "u1", "videos": ["done", "rare", "often", "twin"]}
        {"user": "u2", "videos": ["done", "often"]}
        """);
    String today = BroadcastDay.of(now, ZoneId.of("UTC")).date().toString();
    put("sequences/" + today + "/more.csv", "user,position,video\nu3,1,done\nu3,2,often2\n");

    RunSummary first = night("first", EncodeLimit.NONE, 1, DIRECT);

    assertThat(first.videos()).isEqualTo(new Balance(1, 1, 0, 0));
    assertThat(console.toString()).contains("1 of 1 videos to encode\n").doesNotContain("named");
    String doneKey = key("first", "done");
    Instant doneAt = encodedAt(doneKey);

    putClip("rare", "testsrc");
    putClip("often", "smptebars");
    input.put("videos/often2.mp4", input.get("videos/often.mp4"));
    putClip("twin", "rgbtestsrc");
    // As rejects they would be too many.
    String waiting = "{\"user\": \"w%d\", \"videos\": [\"often\", \"rare\"]}%n";
    String records = IntStream.range(0, 21).mapToObj(waiting::formatted).collect(joining());
    put("sequences/waiting.jsonl", records);
    RunSummary second = night("second", EncodeLimit.after(now, Duration.ZERO), 2, DIRECT);

    assertThat(second.videos()).isEqualTo(new Balance(5, 1, 0, 4));
    assertThat(second.days())
        .extracting(DaySummary::records)
        .containsExactly(new Balance(24, 3, 0, 21), new Balance(23, 2, 0, 21));
    assertThat(second.imbalance()).isEmpty();
    Report report = report("second", second);
    assertThat(report.encodes().longest().isEmpty()).isTrue();
    assertThat(report.rejects().byCode()).isEmpty();
    String tomorrow = BroadcastDay.of(now, ZoneId.of("UTC")).next().date().toString();
    assertThat(report.rejects().notReady().first())
        .filteredOn(reject -> reject.file().equals("sequences/waiting.jsonl"))
        .allMatch(reject -> reject.days().equals(List.of(today, tomorrow)));
    assertThat(keysOnAir("second")).isEqualTo(Map.of("done", doneKey));
    assertThat(rejects("second").lines())
        .hasSize(4)
        .allMatch(line -> line.contains("\"NOT_READY\""))
        .allMatch(line -> line.contains("--transcode-for=PT0S was over before its turn came"));
    assertThat(console.toString())
        .contains("4 of 5 videos to encode, most-named first\n")
        .contains("4 of 5 videos left for the next night: --transcode-for=PT0S was over\n");
    assertThat(videosInStore())
        .containsExactlyInAnyOrder(
            doneKey, slate("second").video().videoKey(), slate("second").ruler().videoKey());

    put("videos/text.mp4", "This is no film.");
    RunSummary third = night("third", EncodeLimit.NONE, 1, FLINK);

    assertThat(third.videos()).isEqualTo(new Balance(6, 5, 1, 0));
    assertThat(third.records()).isEqualTo(new Balance(24, 24, 0, 0));
    assertThat(rejects("third").lines()).singleElement().asString().contains("\"NOT_A_VIDEO\"");
    assertThat(console.toString()).doesNotContain("left for the next night");
    Map<String, String> keys = keysOnAir("third");
    assertThat(keys.keySet()).containsExactly("done", "often", "often2", "rare", "twin");
    assertThat(keys.get("often2")).isNotNull().isEqualTo(keys.get("often"));
    assertThat(encodedAt(doneKey)).isEqualTo(doneAt);
    assertThat(report("third", third).encodes().longest().first())
        .extracting(EncodeTime::id)
        .containsExactlyInAnyOrder("often", "rare", "twin");
    assertThat(names("second")).isEqualTo(names("third"));
    assertThat(names("third"))
        .isEqualTo(
            Map.of(
                key("third", "often"), 24L, key("third", "rare"), 22L, key("third", "twin"), 1L));
    assertThat(
            List.of(
                encodedAt(key("third", "often")),
                encodedAt(key("third", "rare")),
                encodedAt(key("third", "twin"))))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** The releases are made, but not put on air. */
  @Test
  void night_thatLosesTooMuch_isReported() throws Exception {
    putClip("done", "testsrc2");
    put("sequences/all.jsonl", "{\"user\": \"u1\", \"videos\": [\"done\"]}\n" + "x\n".repeat(21));
    put("sequences/no-header.csv", "u2,1,done\n");
    put("sequences/empty.csv", "");
    put("sequences/2026-02-30/all.jsonl", "{\"user\": \"u1\", \"videos\": [\"done\"]}\n");
    Files.createDirectory(folder.resolve("input/slate.png"));
    Files.createSymbolicLink(folder.resolve("input/slate.jpg"), Path.of("slate.jpg"));

    assertThatThrownBy(() -> night("bad", EncodeLimit.NONE, 1, DIRECT))
        .hasMessageContaining("22 of 23 records");

    assertThat(site.head(SitePaths.LIVE)).isEmpty();
    String path = RunPaths.reportJson("bad");
    Report report = JsonText.read(ledger.get(path), Report.class, path);
    assertThat(report.night().published()).isFalse();
    assertThat(report.night().problem()).contains("22 of 23 records");
    assertThat(report.balances())
        .containsEntry("records", new Balance(23, 1, 22, 0))
        .containsEntry("sequence files", new Balance(4, 1, 3, 0))
        .containsEntry("slate stills", new Balance(2, 0, 2, 0));
    assertThat(report.days()).singleElement().matches(day -> !day.complete());
    assertThat(report.rejects().byCode())
        .extracting(of -> of.code() + " " + of.count())
        .containsExactly(
            "BAD_LINE 21", "BAD_SLATE 2", "BAD_HEADER 1", "EMPTY_FILE 1", "UNKNOWN_FILE 1");
    assertThat(new String(ledger.get(RunPaths.reportPage("bad")), StandardCharsets.UTF_8))
        .contains("<strong>This night changed nothing on air</strong>");
  }
}
