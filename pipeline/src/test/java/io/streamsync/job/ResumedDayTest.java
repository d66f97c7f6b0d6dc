package io.streamsync.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.sequence.SequencePart;
import io.streamsync.sequence.SequenceScan;
import io.streamsync.store.FolderStore;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A day whose packs lie in the store in part, as a run that was cut short leaves them. */
@Timeout(60)
class ResumedDayTest {
  private static final BroadcastDay DAY =
      new BroadcastDay(LocalDate.of(2026, 11, 20), ZoneId.of("UTC"));
  private static final Catalogue CATALOGUE = TestVideos.catalogue("a", "b");
  private static final String RELEASE = "20261120-test";
  private static final String RUN = "run";

  private final ObjectStore input;
  private final ObjectStore site;
  private final ObjectStore ledger;
  private final Path folder;

  ResumedDayTest(@TempDir Path folder) {
    this.folder = folder;
    input = new FolderStore(folder.resolve("input"));
    site = new FolderStore(folder.resolve("site"));
    ledger = new FolderStore(folder.resolve("ledger"));
  }

  @BeforeEach
  void makeInput() throws IOException {
    for (int i = 0; i < 3; i++) {
      String record = "{\"user\": \"u%d\", \"videos\": [\"a\", \"b\"]}".formatted(i);
      input.put("sequences/" + i + ".jsonl", record.getBytes(UTF_8));
    }
    Secret.readOrCreate(ledger, Secret.FIRST);
    ledger.put(RunPaths.catalogue(RUN), CATALOGUE.write());
    SlateEntries slate = new SlateEntries(TestSlate.VIDEO, TestSlate.RULER);
    ledger.put(RunPaths.slate(RUN), JsonText.document(slate));
    ledger.put(RunPaths.notReady(RUN), new NotReadyVideos(Set.of()).write());
  }

  /** Each in its own work folder, as each run's settings are its own. */
  private void write(String work, boolean resumed) throws IOException {
    JobSettings job =
        new JobSettings(
            input.toString(),
            site.toString(),
            ledger.toString(),
            folder.resolve(work).toString(),
            /* ffmpeg= */ "",
            /* encodes= */ 1,
            RUN,
            Secret.FIRST,
            Ladder.laptop("test"));
    DaySettings day = new DaySettings(job, DAY, RELEASE, 3600, resumed);
    SequenceScan.Found found =
        SequenceScan.scan(input, DAY.date(), Instant.now().plusSeconds(3600));
    new BeamRun(List.of())
        .run(
            work,
            pipeline ->
                TimelineJob.build(
                    pipeline, found.files(), SequencePart.builtInMain(List.of("a", "b")), day));
  }

  private List<ObjectInfo> packs() throws IOException {
    return site.list(SitePaths.timelines(RELEASE));
  }

  @Test
  void write_ofAResumedDay_leavesWholePacksAloneAndWritesTheOthers() throws IOException {
    write("first", false);
    List<ObjectInfo> first = packs();
    assertThat(first).hasSize(4);
    String whole = first.get(0).path();
    String cut = first.get(1).path();
    String missing = first.get(2).path();
    byte[] content = site.get(cut);
    byte[] lost = site.get(missing);
    byte[] marked = site.get(whole);
    marked[marked.length - 1] ^= 1; // seen again only if it is not written
    site.put(whole, marked);
    site.put(cut, new byte[3]);
    site.delete(List.of(missing));

    write("resumed", true);

    assertThat(packs()).extracting(ObjectInfo::path).isEqualTo(paths(first));
    assertThat(site.get(whole)).isEqualTo(marked);
    assertThat(site.get(cut)).isEqualTo(content);
    assertThat(site.get(missing)).isEqualTo(lost);

    write("new", false);

    assertThat(site.get(whole)).isNotEqualTo(marked);
  }

  private static List<String> paths(List<ObjectInfo> objects) {
    return objects.stream().map(ObjectInfo::path).toList();
  }

  /** A file lies where the folder of its shard must be. */
  @Test
  void write_packThatCannotBeWritten_failsTheDayBeforeItsManifest() throws IOException {
    site.put(SitePaths.timelines(RELEASE) + TimelinePath.CHANNELS, new byte[1]);

    assertThatThrownBy(() -> write("failing", false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("timelines/" + TimelinePath.CHANNELS);

    assertThat(ledger.head(LedgerPaths.manifestPart(RELEASE, TimelinePath.CHANNELS))).isEmpty();
  }
}
