package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.command.ExitCodes;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.store.FaultyProxy;
import io.streamsync.store.FaultyProxy.Fault;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nights whose input, site and ledger lie in object storage, each request of which is counted. The
 * first one is the same for all tests; it makes the slate and encodes a video.
 */
@Timeout(300)
class ObjectStorageNightTest {
  private static final long SEED = 20261121;

  /**
   * Well above what an answer takes here, so that hardly more than planted silence is cut short.
   */
  private static final Duration SOON = Duration.ofSeconds(3);

  @TempDir private static Path folder;
  private static S3Process server;
  private static FaultyProxy counter;
  private static TinyNight night;
  private static List<String> firstWritten;
  private static List<String> firstHeld;

  @BeforeAll
  static void runTheFirstNight() throws Exception {
    server = S3Process.start(folder.resolve("server"));
    counter = FaultyProxy.honest(server.port());
    night = through(counter, "", Duration.ofMinutes(1));
    night.putClip("red", "red");
    night.putSequences(TinyNight.record("u1", "red"), TinyNight.record("u2", "red"));
    night.run();
    firstWritten = written("site", 0);
    firstHeld = night.site().list("").stream().map(ObjectInfo::path).toList();
  }

  /** Gives another site what takes longest to make, and its four hundred objects to write. */
  private static void copySlate(ObjectStore to) throws IOException {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (CatalogueEntry video : List.of(slateEntries().video(), slateEntries().ruler())) {
      for (ObjectInfo object : night.site().list(SitePaths.video(video.videoKey()))) {
        writes.add(to.putLater(object.path(), night.site().get(object.path())));
      }
    }
    writes.forEach(CompletableFuture::join);
  }

  private static SlateEntries slateEntries() throws IOException {
    ObjectStore ledger = night.ledger();
    for (ObjectInfo object : ledger.list("runs/")) {
      if (object.path().endsWith("/slate.json")) {
        return JsonText.read(ledger.get(object.path()), SlateEntries.class, object.path());
      }
    }
    throw new IOException("no run has made a slate");
  }

  @AfterAll
  static void stopServer() throws IOException {
    close(night);
    counter.close();
    server.close();
  }

  /**
   * On the one input.
   *
   * @param prefix of the names of site and ledger
   * @param attempt after which a request without an answer is made again
   */
  private static TinyNight through(FaultyProxy proxy, String prefix, Duration attempt) {
    return TinyNight.on(
        open("input", proxy, attempt),
        open(prefix + "site", proxy, attempt),
        open(prefix + "ledger", proxy, attempt));
  }

  private static ObjectStore open(String prefix, FaultyProxy proxy, Duration attempt) {
    return FaultyProxy.open(S3Process.location(prefix, proxy.port()), attempt);
  }

  private static void close(TinyNight stores) throws IOException {
    stores.input().close();
    stores.site().close();
    stores.ledger().close();
  }

  /** Paths that requests have written below one of the places, in order. */
  private static List<String> written(String place, int since) {
    String write = "(PUT|POST|DELETE) /" + S3Process.BUCKET + "/" + place + "/";
    return counter.requested().stream()
        .skip(since)
        .filter(line -> line.matches(write + ".*"))
        .map(line -> line.replaceFirst(write, "").replaceFirst("\\?.*", ""))
        .toList();
  }

  private static List<String> packs(List<String> paths) {
    return paths.stream().filter(path -> path.endsWith(".pack")).toList();
  }

  @Test
  void firstNight_writesEachObjectOnce_andOneAViewer() {
    assertThat(firstWritten).containsExactlyInAnyOrderElementsOf(firstHeld);
    assertThat(packs(firstWritten))
        .hasSize(3)
        .filteredOn(path -> path.endsWith("/timelines/c/main.pack"))
        .hasSize(1);
    assertThat(firstWritten.get(firstWritten.size() - 2)).endsWith("/release.json");
    assertThat(firstWritten).endsWith("live.json");
  }

  @Test
  void laterNight_writesOneAViewer_andNothingWhereNothingChanged() throws Exception {
    int beforeChange = counter.requested().size();
    night.putSequences(TinyNight.record("u1", "red"), TinyNight.record("u3", "red", "red"));
    night.run();

    String release = night.wholeOnAir();
    List<String> changed = written("site", beforeChange);
    assertThat(packs(changed)).hasSize(3);
    assertThat(changed)
        .doesNotHaveDuplicates()
        .allMatch(path -> path.startsWith("releases/" + release) || path.equals("live.json"));

    int beforeRepeat = counter.requested().size();
    night.run();

    assertThat(night.wholeOnAir()).isEqualTo(release);
    assertThat(written("site", beforeRepeat)).isEmpty();
    assertThat(written("ledger", beforeRepeat))
        .isNotEmpty()
        .allMatch(path -> path.startsWith("runs/") || path.equals("links.csv"));
  }

  /** On places where no night was before: even the secret is made through the faults. */
  @Test
  void nights_withOneRequestInTenSpoilt_complete() throws Exception {
    TinyNight truth = through(counter, "spoilt-", Duration.ofMinutes(1));
    copySlate(truth.site());
    try (FaultyProxy proxy = new FaultyProxy(server.port(), 10, List.of(Fault.values()), SEED)) {
      TinyNight spoilt = through(proxy, "spoilt-", SOON);

      runUntilThePointerIsWritten(
          spoilt, () -> assertThat(truth.site().head(SitePaths.LIVE)).isEmpty());
      String first = truth.wholeOnAir();
      spoilt.putSequences(TinyNight.record("u1", "red"), TinyNight.record("u3", "red", "red"));
      runUntilThePointerIsWritten(spoilt, () -> assertThat(truth.wholeOnAir()).isEqualTo(first));

      assertThat(truth.wholeOnAir()).isNotEqualTo(first);
      assertThat(proxy.spoilt()).isGreaterThan(10);
      close(spoilt);
    }
    truth.wholeOnAir();
    assertThat(truth.completeVideos()).hasSize(3);
    assertThat(truth.ledger().head(LedgerPaths.secret(Secret.FIRST))).isPresent();
    close(truth);
  }

  private interface Look {
    void look() throws Exception;
  }

  /**
   * The pointer is written three times at most: once in a thousand nights all of them are spoilt.
   */
  private static void runUntilThePointerIsWritten(TinyNight spoilt, Look isAsBefore)
      throws Exception {
    for (int tries = 1; true; tries++) {
      try {
        spoilt.run();
        return;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("/live.json: ");
        assertThat(tries).isLessThan(3);
        isAsBefore.look();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--input=", "--site=", "--ledger="})
  void night_withABucketThatIsMissing_failsAndNamesIt(String place) {
    StringWriter err = new StringWriter();

    int exit = nightly(err, place, S3Process.location("no-such-bucket", "a", server.port()));

    assertThat(exit).as(err.toString()).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("there is no bucket no-such-bucket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--input=", "--site=", "--ledger="})
  void night_withCredentialsThatAreRefused_failsAndSaysSo(String place) throws IOException {
    StringWriter err = new StringWriter();
    byte[] live = night.site().get("live.json");
    System.setProperty(S3Process.SECRET_PROPERTY, "wrong");
    try {
      String theirs = place.replaceAll("\\W", "");
      int exit = nightly(err, place, S3Process.location(theirs, server.port()));

      assertThat(exit).as(err.toString()).isEqualTo(ExitCodes.FAILED);
      assertThat(err.toString()).contains("these credentials are refused");
    } finally {
      System.setProperty(S3Process.SECRET_PROPERTY, S3Process.SECRET);
    }
    assertThat(night.site().get("live.json")).isEqualTo(live);
  }

  /** The command itself, with two places in folders and one in object storage. */
  private static int nightly(StringWriter err, String place, String location) {
    String[] arguments = {
      "nightly",
      "--input=" + folder.resolve("input"),
      "--site=" + folder.resolve("site"),
      "--ledger=" + folder.resolve("ledger"),
      "--work=" + TinyNight.WORK
    };
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].startsWith(place) ? place + location : arguments[i];
    }
    return PipelineMain.commands().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
