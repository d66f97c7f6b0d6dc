package io.streamsync.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.publish.PointerWriter.OutcomeUnknownException;
import io.streamsync.publish.TinyRelease;
import io.streamsync.store.FolderStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeRelease() throws IOException {
    TinyRelease.write(site(), ledger(), TinyRelease.ID);
  }

  private FolderStore site() {
    return new FolderStore(folder.resolve("site"));
  }

  private FolderStore ledger() {
    return new FolderStore(folder.resolve("ledger"));
  }

  private int run(String... arguments) {
    CommandLine program = Commands.of(new PublisherMain());
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return program.execute(arguments);
  }

  private int runOnStores(String command, String... arguments) {
    return run(
        Stream.of(List.of(command, "--site=" + site(), "--ledger=" + ledger()), List.of(arguments))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense",
        "nonsense",
        "publish --nonsense",
        "publish --site=a --ledger=b",
        "verify x",
        "link --site=a --ledger=b",
        "at --site=a --ledger=b",
        "at --site=a --ledger=b --user=u --channel=c",
        "at --site=a --ledger=b --user=u --time=noon",
        "preview",
        "preview --site=a --port=x",
        "verify --site=s3://Bucket/a --ledger=b x",
      })
  void execute_wrongUsage_is2(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "publish --help", "--version"})
  void execute_help_is0(String line) {
    assertThat(run(line.split(" ", -1))).isZero();
    assertThat(out.toString()).isNotEmpty();
  }

  @Test
  void version_ofTheBuild_isFilled() {
    assertThat(BuildVersion.get()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void publish_unknownRelease_is1AndSaysWhich() {
    assertThat(runOnStores("publish", "20261120-none")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("publish: ")
        .contains("releases/20261120-none/release.json")
        .doesNotContain("\tat ");
  }

  @Test
  void publish_faultyRelease_is1AndPublishesNothing() throws IOException {
    site().delete(List.of("releases/" + TinyRelease.ID + "/master.m3u8"));
    assertThat(runOnStores("publish", TinyRelease.ID)).isEqualTo(1);
    assertThat(out.toString()).contains("FAULT master, channels and guide exist");
    assertThat(err.toString()).contains("nothing was published");
    assertThat(site().head("live.json")).isEmpty();
  }

  @Test
  void publish_completeRelease_is0AndOnAir() throws IOException {
    assertThat(runOnStores("publish", TinyRelease.ID)).isZero();
    assertThat(out.toString()).contains("2026-11-20T00:00:00Z  " + TinyRelease.ID);
    assertThat(site().get("live.json")).asString(UTF_8).contains(TinyRelease.ID);
    assertThat(ledger().list("pointers/")).hasSize(1);
  }

  @Test
  void publish_recordCannotBeWritten_is4() throws IOException {
    ledger().put("pointers", "a file where a folder must be".getBytes(UTF_8));
    assertThat(runOnStores("publish", TinyRelease.ID)).isEqualTo(4);
    assertThat(err.toString()).contains("run again");
    assertThat(site().head("live.json")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "publish", "rollback"})
  void execute_ledgerBelowTheSite_is2AndWritesNothing(String command) throws IOException {
    String[] arguments = {
      command, "--site=" + site(), "--ledger=" + folder.resolve("site/ledger"), TinyRelease.ID
    };
    int count = command.equals("rollback") ? 3 : 4;
    assertThat(run(Arrays.copyOf(arguments, count))).isEqualTo(2);
    assertThat(err.toString()).contains("the ledger is private");
    assertThat(site().list("ledger/")).isEmpty();
  }

  @Test
  void publish_outcomeThatNobodyKnows_is4AndSaysWhatToDo() {
    Callable<Integer> unknown =
        () -> {
          throw new OutcomeUnknownException(new IOException("no answer"));
        };
    CommandLine program =
        Commands.of(new PublisherMain()).addSubcommand("night", new Night(unknown));
    program.setErr(new PrintWriter(err, true));
    assertThat(program.execute("night")).isEqualTo(4);
    assertThat(err.toString())
        .contains("not known whether what is on air has changed", "run again");
  }

  @CommandLine.Command
  private record Night(Callable<Integer> body) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return body.call();
    }
  }

  @Test
  void publish_daysThatOverlap_is1() throws IOException {
    String other = "20261120-bbbbbbbbbbbbb";
    Instant soon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    TinyRelease.write(site(), ledger(), TinyRelease.ID, soon);
    TinyRelease.write(site(), ledger(), other, soon.plusSeconds(60));
    assertThat(runOnStores("publish", TinyRelease.ID, other)).isEqualTo(1);
    assertThat(err.toString()).contains(TinyRelease.ID, other, "overlaps");
  }

  @Test
  void verify_completeAndFaulty_is0And1() throws IOException {
    assertThat(runOnStores("verify", TinyRelease.ID)).isZero();
    assertThat(out.toString()).contains("ok    every video is complete in every rung");
    site().delete(List.of("segments/" + "a".repeat(26) + "/a0/00000.m4s"));
    assertThat(runOnStores("verify", TinyRelease.ID)).isEqualTo(1);
    assertThat(out.toString()).contains("FAULT every video is complete");
  }

  @Test
  void verify_seedAndFull_arePrintedAndKept() throws IOException {
    assertThat(runOnStores("verify", "--seed=7", TinyRelease.ID)).isZero();
    assertThat(out.toString()).contains("quick, seed 7").contains("2 packs read");
    assertThat(runOnStores("verify", "--full", TinyRelease.ID)).isZero();
    assertThat(ledger().get("releases/" + TinyRelease.ID + "/verified.json"))
        .asString(UTF_8)
        .contains("\"full\": true", "\"passed\": true");
  }

  @Test
  void publish_afterVerify_doesNotVerifyAgain() {
    runOnStores("verify", "--full", TinyRelease.ID);
    assertThat(runOnStores("publish", TinyRelease.ID)).isZero();
    assertThat(out.toString().lines().filter(line -> line.endsWith(", full")).distinct())
        .as("the record that verify left is printed again")
        .hasSize(1);
    assertThat(out.toString()).doesNotContain("quick");
  }

  @Test
  void publish_afterAVerifyThatFailed_verifiesAgain() throws IOException {
    byte[] master = site().get("releases/" + TinyRelease.ID + "/master.m3u8");
    site().delete(List.of("releases/" + TinyRelease.ID + "/master.m3u8"));
    assertThat(runOnStores("verify", "--full", TinyRelease.ID)).isEqualTo(1);
    site().put("releases/" + TinyRelease.ID + "/master.m3u8", master);
    assertThat(runOnStores("publish", TinyRelease.ID)).isZero();
    assertThat(out.toString()).contains("quick, seed ");
  }

  @Test
  void link_viewerOnAir_isPrintedWithTheKey() {
    runOnStores("publish", TinyRelease.ID);
    assertThat(runOnStores("link", "--user=" + TinyRelease.USER, "--page=http://x/")).isZero();
    assertThat(out.toString()).endsWith("http://x/#u=" + TinyRelease.KEY + System.lineSeparator());
  }

  @Test
  void link_viewerWithoutTimeline_is1() {
    runOnStores("publish", TinyRelease.ID);
    assertThat(runOnStores("link", "--user=nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("nobody has no timeline");
  }

  @Test
  void at_instantOfAChannel_saysWhatIsOn() {
    runOnStores("publish", TinyRelease.ID);
    assertThat(runOnStores("at", "--channel=main", "--time=2026-11-20T00:00:20Z")).isZero();
    assertThat(out.toString())
        .endsWith(
            """
            time     2026-11-20T00:00:20Z
            release  20261120-aaaaaaaaaaaaa
            video    beta  "Béta"
            offset   5.500 s of 9.510 s
            segment  segments/bbbbbbbbbbbbbbbbbbbbbbbbbb/{$r}/00001.m4s
            before   alpha  "Alpha & Co"  from 2026-11-20T00:00:00Z for 14.500 s
            next     alpha  "Alpha & Co"  from 2026-11-20T00:00:24.010Z for 14.500 s
            """);
  }

  @Test
  void at_instantOfAUser_readsTheirOwnTimeline() {
    runOnStores("publish", TinyRelease.ID);
    assertThat(runOnStores("at", "--user=u-17", "--time=2026-11-20T00:00:00Z")).isZero();
    assertThat(out.toString()).contains("video    beta", "before   no release on air covers it");
  }

  @Test
  void at_instantWithoutRelease_is1() {
    runOnStores("publish", TinyRelease.ID);
    assertThat(runOnStores("at", "--channel=main", "--time=2026-11-21T00:00:20Z")).isEqualTo(1);
    assertThat(err.toString()).contains("no release on air covers 2026-11-21T00:00:20Z");
  }
}
