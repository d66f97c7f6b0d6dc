package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.command.ExitCodes;
import io.streamsync.media.Rung;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.store.FolderStore;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NightlyCommandTest {
  private static final Path WORK = Path.of("target", "ffmpeg-work").toAbsolutePath();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int nightly(String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add("nightly");
    arguments.add("--input=" + folder.resolve("input"));
    arguments.add("--site=" + folder.resolve("site"));
    arguments.add("--ledger=" + folder.resolve("ledger"));
    arguments.addAll(List.of(options));
    return PipelineMain.commands()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-6H", "6h", "6", ""})
  void transcodeFor_thatIsNoLengthOfTime_isWrongUsage(String length) {
    int exit = nightly("--transcode-for=" + length);

    assertThat(exit).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(err.toString()).contains("--transcode-for");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/site, /srv/site",
    "/srv/site, /srv/site/ledger",
    "s3://films/site, s3://films/site/ledger",
    "s3://films, s3://films/ledger",
    "s3://films/site?region=a, s3://films/site/ledger?region=a",
  })
  void ledger_belowTheSite_isWrongUsage(String site, String ledger) {
    int exit =
        PipelineMain.commands()
            .setErr(new PrintWriter(err))
            .execute("nightly", "--input=/srv/in", "--site=" + site, "--ledger=" + ledger);

    assertThat(exit).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(err.toString()).contains("the ledger is private");
  }

  @Test
  void day_thatOverlapsOneOnAir_isRefusedBeforeAnythingIsDone() throws IOException {
    LiveDay utc =
        new LiveDay(
            Instant.parse("2096-11-20T00:00:00Z"),
            Instant.parse("2096-11-21T00:00:00Z"),
            "20961120-aaaaaaaaaaaaa",
            600,
            1328,
            List.of(new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2")));
    LiveDocument live = new LiveDocument(1, "p", Instant.now(), List.of(utc));
    Files.createDirectories(folder.resolve("site"));
    Files.write(folder.resolve("site/live.json"), JsonText.document(live));

    int exit = nightly("--day=2096-11-20", "--zone=Europe/Berlin", "--work=" + WORK);

    assertThat(exit).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString())
        .contains("2096-11-20 in Europe/Berlin (2096-11-19T23:00:00Z to 2096-11-20T23:00:00Z)")
        .contains("overlaps release 20961120-aaaaaaaaaaaaa")
        .contains("(2096-11-20T00:00:00Z to 2096-11-21T00:00:00Z)");
    assertThat(reportedProblem()).contains("overlaps release 20961120-aaaaaaaaaaaaa");
    assertThat(folder.resolve("ledger/secrets")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "site/live.json, --days=1",
    "site/live.json, --day=2096-11-20",
    "ledger/secrets/1, --days=1"
  })
  void brokenPointerOrSecret_isReported(String file, String option) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), "{broken");

    int exit = nightly(option, "--work=" + WORK);

    assertThat(exit).isEqualTo(ExitCodes.FAILED);
    assertThat(reportedProblem()).contains(file.replaceFirst(".*?/", ""));
    assertThat(out.toString()).containsPattern("report   .*/report.html");
  }

  /** Of the one run, which is told to people too. */
  private String reportedProblem() throws IOException {
    ObjectStore ledger = new FolderStore(folder.resolve("ledger"));
    List<String> pages =
        ledger.list("runs/").stream()
            .map(ObjectInfo::path)
            .filter(path -> path.endsWith("report.html"))
            .toList();
    assertThat(pages).hasSize(1);
    String page = pages.get(0);
    assertThat(new String(ledger.get(page), StandardCharsets.UTF_8))
        .contains("<strong>This night changed nothing on air</strong>");
    String json = page.replace(".html", ".json");
    return JsonText.read(ledger.get(json), Report.class, json).night().problem();
  }

  @Test
  void day_thatTheZoneLeftOut_isWrongUsage() {
    int exit =
        nightly("--day=2011-12-30", "--zone=Pacific/Apia", "--work=" + folder.resolve("work"));

    assertThat(exit).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "nightly: there was no 2011-12-30 in Pacific/Apia: its clocks left this date out");
    assertThat(folder).isEmptyDirectory();
  }
}
