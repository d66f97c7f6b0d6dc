package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.release.Secret;
import io.streamsync.sequence.SequencePart;
import io.streamsync.sequence.SequenceScan;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.FolderStore;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineJobTest {
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneId.of("UTC"));
  private static final Catalogue CATALOGUE = catalogue();
  private static final List<String> DIRECT = List.of();
  private static final List<String> FLINK =
      List.of("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2");

  /** One of its videos lasts a second. */
  private static Catalogue catalogue() {
    List<CatalogueEntry> entries =
        new ArrayList<>(TestVideos.catalogue("a", "b", "c", "d").entries());
    entries.add(TestVideos.entry("blip", new FrameRate(25, 1), 25));
    return new Catalogue(entries);
  }

  @TempDir Path folder;
  private ObjectStore input;
  private ObjectStore ledger;

  @BeforeEach
  void makeInput() throws IOException {
    input = new FolderStore(folder.resolve("input"));
    ledger = new FolderStore(folder.resolve("ledger"));
    put(
        "sequences/one.jsonl",
        "{\"user\": \"u1\", \"videos\": [\"a\", \"x\", \"soon\", \"b\"]}\nbroken\n");
    put("sequences/soon.jsonl", "{\"user\": \"u5\", \"videos\": [\"soon\", \"y\"]}\n");
    put("sequences/two.csv", "user,position,video\nu2,2,d\nu2,1,c\nu1,1,d\n");
    put(
        "sequences/fixed.jsonl",
        """
        {"user": "u6", "videos": ["a", {"video": "b", "startAt": "20:00"}, {"video": "c", "startAt": "9:00"}]}
        {"user": "u7", "videos": [{"video": "b", "startAt": "20:00"}]}
        {"user": "u8", "videos": [{"video": "blip", "startAt": "12:00:00"}, {"video": "b", "startAt": "12:00:01.200"}]}
        {"user": "u9", "videos": [{"video": "b", "startAt": "24:00"}]}
        """);
    put(
        "sequences/2026-11-20/day.jsonl",
        """
        {"user": "u3", "videos": ["d"]}
        {"user": "u2", "videos": [{"video": "blip", "startAt": "23:59:58.700"}]}
        {"channel": "main", "videos": [{"video": "blip", "startAt": "23:59:58.700"}]}
        """);
    put("sequences/2026-11-21/day.jsonl", "{\"user\": \"u4\", \"videos\": [\"d\"]}\n");
    Secret.readOrCreate(ledger, Secret.FIRST);
  }

  private void put(String path, String text) throws IOException {
    input.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The packs by path with their hashes. */
  private Map<String, String> run(String name, List<String> beamArguments) throws IOException {
    JobSettings job =
        new JobSettings(
            input.toString(),
            folder.resolve(name).toString(),
            ledger.toString(),
            folder.resolve("work").toString(),
            /* ffmpeg= */ "",
            /* encodes= */ 1,
            name,
            Secret.FIRST,
            Ladder.laptop("test"));
    ledger.put(RunPaths.catalogue(name), CATALOGUE.write());
    SlateEntries slate = new SlateEntries(TestSlate.VIDEO, TestSlate.RULER);
    ledger.put(RunPaths.slate(name), JsonText.document(slate));
    ledger.put(RunPaths.notReady(name), new NotReadyVideos(Set.of("soon")).write());
    DaySettings day = new DaySettings(job, DAY, "20261120-test", 600);
    Instant later = Instant.now().plusSeconds(3600);
    SequenceScan.Found found = SequenceScan.scan(input, DAY.date(), later);
    List<String> ids = CATALOGUE.entries().stream().map(CatalogueEntry::id).toList();
    new BeamRun(beamArguments)
        .run(
            name,
            pipeline ->
                TimelineJob.build(pipeline, found.files(), SequencePart.builtInMain(ids), day));
    Map<String, String> packs = new TreeMap<>();
    ObjectStore site = new FolderStore(folder.resolve(name));
    for (ObjectInfo object : site.list("")) {
      packs.put(object.path(), DigestUtils.sha256Hex(site.get(object.path())));
    }
    return packs;
  }

  @Test
  void packsAndRejects_areTheSameOnDirectAndOnFlink() throws IOException {
    Map<String, String> direct = run("direct", DIRECT);
    Map<String, String> flink = run("flink", FLINK);

    assertThat(direct).hasSize(7).isEqualTo(flink);
    assertThat(runFiles("direct")).isEqualTo(runFiles("flink"));
    Tally tally = Tally.read(ledger, RunPaths.tally("direct", "2026-11-20"));
    assertThat(tally.get(Count.VIEWERS)).isEqualTo(6);
    assertThat(tally.get(Count.CHANNELS)).isEqualTo(1);
    assertThat(tally.get(Count.RECORDS_READ)).isEqualTo(12);
    assertThat(tally.get(Count.RECORDS_ON_AIR)).isEqualTo(6);
    assertThat(tally.get(Count.RECORDS_REJECTED)).isEqualTo(5);
    assertThat(tally.get(Count.RECORDS_NOT_READY)).isEqualTo(1);
    AirStatistics statistics = statistics("direct");
    assertThat(statistics.viewers().timelines()).isEqualTo(6);
    assertThat(statistics.channels().timelines()).isEqualTo(1);
    assertThat(statistics.viewers().plus(statistics.channels()).packBytes())
        .isEqualTo(tally.get(Count.PACK_BYTES));
    assertThat(statistics.airings()).containsOnlyKeys("a", "b", "blip", "c", "d");
    assertThat(rejects("direct"))
        .filteredOn(reject -> reject.file().equals("sequences/fixed.jsonl"))
        .extracting(Reject::code, Reject::line)
        .containsExactly(
            tuple(RejectCode.BAD_START, 1L),
            tuple(RejectCode.START_TOO_CLOSE, 3L),
            tuple(RejectCode.NO_PLAYABLE_ITEM, 4L),
            tuple(RejectCode.BAD_START, 4L));
  }

  @Test
  void dayRecordWhoseOnlyItemIsLeftOut_leavesTheStandingOneInForce() throws IOException {
    Map<String, String> packs = run("day", DIRECT);
    input.delete(List.of("sequences/2026-11-20/day.jsonl"));
    put("sequences/2026-11-20/day.jsonl", "{\"user\": \"u3\", \"videos\": [\"d\"]}\n");

    assertThat(packs).isEqualTo(run("standing", DIRECT));
    assertThat(rejects("day"))
        .filteredOn(reject -> reject.file().equals("sequences/2026-11-20/day.jsonl"))
        .extracting(Reject::code, Reject::line)
        .containsExactly(
            tuple(RejectCode.NO_PLAYABLE_ITEM, 2L),
            tuple(RejectCode.START_TOO_CLOSE, 2L),
            tuple(RejectCode.NO_PLAYABLE_ITEM, 3L),
            tuple(RejectCode.START_TOO_CLOSE, 3L));
    assertThat(rejects("day"))
        .filteredOn(reject -> reject.code() == RejectCode.START_TOO_CLOSE)
        .extracting(Reject::reason)
        .containsOnly(
            "'b' at 12:00:01.200 would begin less than half a second after 'blip' at 12:00 ends,"
                + " with no segment to give up for slate",
            "'blip' at 23:59:58.700 would end less than half a second before the day does,"
                + " with no segment to give up for slate");
  }

  /** The same said in another order, in other files, with other line ends, to more workers. */
  @Test
  void packs_doNotDependOnOrderFilesLineEndsOrParallelism() throws IOException {
    List<String> records = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String fixed = "{\"video\": \"d\", \"startAt\": \"%02d:07\"}".formatted(3 * i);
      records.add(
          "{\"user\": \"j%d\", \"videos\": [\"%s\", \"b\", %s]}"
              .formatted(i, "abcd".charAt(i % 4), fixed));
      rows.add("c%d,7,%s".formatted(i, "abcd".charAt(i % 4)));
      rows.add("c%d,2,%s".formatted(i, "bcda".charAt(i / 4 % 4)));
    }
    input.delete(List.of("sequences/fixed.jsonl"));
    putLines("first.jsonl", "", records, "\n");
    putLines("last.csv", "user,position,video", rows, "\n");
    Map<String, String> packs = run("once", DIRECT);
    assertThat(packs).hasSize(16 + 4);

    Random random = new Random(20261120);
    input.delete(List.of("sequences/first.jsonl", "sequences/last.csv"));
    for (int parallelism : List.of(1, 2, 7)) {
      Collections.shuffle(records, random);
      Collections.shuffle(rows, random);
      putLines("a.csv", "\ufeffuser,position,video", rows, "\r\n");
      putLines("b.jsonl", "", records.subList(0, 3), "\r\n");
      putLines("c.jsonl", "", records.subList(3, 8), "\n\n");
      List<String> flink = List.of(FLINK.get(0), FLINK.get(1), "--parallelism=" + parallelism);
      assertThat(run("flink-" + parallelism, flink)).as("%d", parallelism).isEqualTo(packs);
    }
  }

  private void putLines(String file, String header, List<String> lines, String lineEnd)
      throws IOException {
    String head = header.isEmpty() ? "" : header + lineEnd;
    put("sequences/" + file, head + String.join(lineEnd, lines));
  }

  private List<Reject> rejects(String run) throws IOException {
    List<Reject> rejects = new ArrayList<>();
    for (ObjectInfo part : ledger.list(RunPaths.rejects(run, "2026-11-20"))) {
      for (String line :
          new String(ledger.get(part.path()), StandardCharsets.UTF_8).lines().toList()) {
        rejects.add(JsonText.read(line.getBytes(StandardCharsets.UTF_8), Reject.class, "rejects"));
      }
    }
    return rejects;
  }

  private AirStatistics statistics(String run) throws IOException {
    String path = RunPaths.statistics(run, DAY.date().toString());
    return JsonText.read(ledger.get(path), AirStatistics.class, path);
  }

  private Map<String, String> runFiles(String run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (ObjectInfo file : ledger.list("runs/" + run + "/")) {
      files.put(
          file.path().replace("/" + run + "/", "/"),
          new String(ledger.get(file.path()), StandardCharsets.UTF_8));
    }
    assertThat(files.keySet()).anyMatch(path -> path.contains("rejects/part-2026-11-20-"));
    return files;
  }
}
