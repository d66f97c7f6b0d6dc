package io.streamsync.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.command.Commands;
import io.streamsync.command.ExitCodes;
import io.streamsync.publish.PackSelection;
import io.streamsync.publish.ReleaseVerifier;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.DayOverlapException;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.release.VerifyRecord.Check;
import io.streamsync.source.Ffmpeg;
import io.streamsync.store.FolderStore;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import io.streamsync.transcode.SlateMaker;
import io.streamsync.transcode.TranscodeException;
import io.streamsync.transcode.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Nights of one day and one small rung, as cheap as nights can be: what is tried is what lies
 * around the encodes.
 *
 * @param now of all nights on these stores: the next day's noon, so that files written here have
 *     settled and midnight changes nothing
 */
record TinyNight(ObjectStore input, ObjectStore site, ObjectStore ledger, Instant now) {
  static final Path WORK = Path.of("target", "ffmpeg-work").toAbsolutePath();
  private static final int BUCKET_SECONDS = 3600;
  private static final Ladder LADDER =
      new Ladder(
          List.of(Rendition.V240),
          128_000,
          Ladder.EBU_LOUDNESS,
          "ultrafast",
          /* threads= */ 1,
          "test");

  private static final ObjectStore SLATE = new MemoryStore(Clock.systemUTC());

  static TinyNight on(ObjectStore input, ObjectStore site, ObjectStore ledger) {
    Instant noonTomorrow = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));
    return new TinyNight(input, site, ledger, noonTomorrow);
  }

  /** In three folders of a folder. */
  static TinyNight in(Path folder) {
    return on(
        new FolderStore(folder.resolve("input")),
        new FolderStore(folder.resolve("site")),
        new FolderStore(folder.resolve("ledger")));
  }

  TinyNight at(Instant instant) {
    return new TinyNight(input, site, ledger, instant);
  }

  /** With the slate in the store, as after any earlier night; making it anew takes longest. */
  TinyNight withSlate() throws IOException, InterruptedException {
    copy(slate(), site);
    return this;
  }

  private static synchronized ObjectStore slate() throws IOException, InterruptedException {
    if (SLATE.list("").isEmpty()) {
      byte[] still = SlateMaker.builtInStill();
      Path file = Files.write(Files.createTempFile("slate", ".png"), still);
      try {
        new SlateMaker(
                new Ffmpeg(WORK, Optional.empty()),
                SLATE,
                WorkFolder.open(WORK.resolve("encodes")),
                LADDER)
            .make(file, DigestUtils.sha256Hex(still), () -> {});
      } catch (TranscodeException e) {
        throw new IOException(e.reason(), e);
      } finally {
        Files.delete(file);
      }
    }
    return SLATE;
  }

  /** The same input on other stores. */
  TinyNight on(ObjectStore otherSite, ObjectStore otherLedger) {
    return new TinyNight(input, otherSite, otherLedger, now);
  }

  /** With what is done on site and ledger seen, and perhaps refused. */
  TinyNight watchedBy(WatchedStore.Watch watch) {
    return on(new WatchedStore(site, watch), new WatchedStore(ledger, watch));
  }

  /** The same input, and copies of site and ledger in memory. */
  TinyNight copy() throws IOException {
    TinyNight copy = on(new MemoryStore(Clock.systemUTC()), new MemoryStore(Clock.systemUTC()));
    copy(site, copy.site);
    copy(ledger, copy.ledger);
    return copy;
  }

  private static void copy(ObjectStore from, ObjectStore to) throws IOException {
    for (ObjectInfo object : from.list("")) {
      to.put(object.path(), from.get(object.path()));
    }
  }

  /**
   * A video that no other one equals.
   *
   * @param colour as ffmpeg names it
   */
  void putClip(String id, String colour) throws IOException, InterruptedException {
    Path file = Files.createTempFile("clip", ".mp4");
    String source = "color=%s:size=64x64:rate=25".formatted(colour);
    List<String> arguments =
        List.of("-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, "-t", "20");
    try {
      List<String> command = new ArrayList<>(arguments);
      command.add(file.toString());
      assertThat(new Ffmpeg(WORK, Optional.empty()).passThrough(command)).isZero();
      input.put("videos/" + id + ".mp4", Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
  }

  void putSequences(String... lines) throws IOException {
    input.put("sequences/all.jsonl", (String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  static String record(String user, String... videos) {
    return "{\"user\": \"%s\", \"videos\": [\"%s\"]}"
        .formatted(user, String.join("\", \"", videos));
  }

  /** Runs it on one thread, so that writes come in the same order each time. */
  RunSummary run() throws IOException, DayOverlapException {
    return run(PrintWriter.nullWriter());
  }

  RunSummary run(Writer console) throws IOException, DayOverlapException {
    BroadcastDay day = BroadcastDay.of(now, ZoneId.of("UTC"));
    NightSettings settings =
        new NightSettings(
            job("run-" + UUID.randomUUID()),
            List.of(day),
            BUCKET_SECONDS,
            /* maxRejectsPercent= */ 5,
            EncodeLimit.NONE,
            now,
            List.of("--targetParallelism=1"));
    Worker.useStores(settings.job(), input, site, ledger);
    return new Night(settings, new PrintWriter(console, /* autoFlush= */ true)).run();
  }

  /**
   * What a scheduler sees of a night.
   *
   * @param err what was printed to stderr
   */
  record Outcome(int exitCode, String err) {}

  /** Runs it as a command does. */
  Outcome command() {
    StringWriter err = new StringWriter();
    int exitCode =
        Commands.of(CommandSpec.create())
            .addSubcommand("night", new Command(this))
            .setErr(new PrintWriter(err, true))
            .execute("night");
    return new Outcome(exitCode, err.toString());
  }

  @CommandLine.Command
  private record Command(TinyNight night) implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, DayOverlapException {
      night.run();
      return ExitCodes.DONE;
    }
  }

  private JobSettings job(String runId) {
    return new JobSettings(
        input.toString(),
        site.toString(),
        ledger.toString(),
        WORK.toString(),
        /* ffmpeg= */ "",
        /* encodes= */ 1,
        runId,
        Secret.FIRST,
        LADDER);
  }

  LiveDocument live() throws IOException {
    return LiveDocument.parse(site.get(SitePaths.LIVE));
  }

  /** The only release on air, which every check finds whole, each pack read; no record is left. */
  String wholeOnAir() throws IOException {
    List<LiveDay> days = live().days();
    assertThat(days).hasSize(1);
    String release = days.get(0).release();
    MemoryStore scratch = new MemoryStore(Clock.systemUTC()); // the disk may be full
    for (ObjectInfo object : ledger.list(LedgerPaths.release(release))) {
      scratch.put(object.path(), ledger.get(object.path()));
    }
    ReleaseVerifier verifier = new ReleaseVerifier(site, scratch, InstantSource.system());
    assertThat(verifier.verify(release, PackSelection.all()).checks()).allMatch(Check::passed);
    return release;
  }

  /** Keys of the videos that are complete. */
  Set<String> completeVideos() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (ObjectInfo object : site.list("segments/")) {
      String key = SitePaths.videoKey(object.path());
      if (object.path().equals(SitePaths.videoDescription(key))) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** All of the site but the pointer, as text that differs where bytes do. */
  Map<String, String> published() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (ObjectInfo object : site.list("")) {
      content.put(object.path(), DigestUtils.sha256Hex(site.get(object.path())));
    }
    content.remove(SitePaths.LIVE);
    return content;
  }
}
