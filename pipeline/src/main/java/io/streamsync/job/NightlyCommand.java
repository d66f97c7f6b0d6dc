package io.streamsync.job;

import io.streamsync.catalogue.Ladder;
import io.streamsync.command.ExitCodes;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.DayOverlapException;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.source.Ffmpeg;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.Stores;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
    name = "nightly",
    description = {
      "Turns videos and sequences into releases and puts them on air.",
      "Beam's own options are passed on, for example --runner=FlinkRunner."
    },
    mixinStandardHelpOptions = true)
final class NightlyCommand implements Callable<Integer> {
  static final Path DEFAULT_WORK = Path.of(System.getProperty("java.io.tmpdir"), "streamsync");

  @Option(
      names = "--input",
      required = true,
      description = "folder or s3://bucket/prefix with videos/ and sequences/")
  private String input = "";

  @Option(names = "--site", required = true, description = "the published site")
  private String site = "";

  @Option(names = "--ledger", required = true, description = "private, never below the site")
  private String ledger = "";

  @Option(names = "--day", description = "first day; default: tomorrow, and today if it has none")
  private @Nullable LocalDate day;

  @Option(names = "--days", description = "how many days (default: ${DEFAULT-VALUE})")
  private int days = 1;

  @Option(names = "--zone", description = "of the days (default: UTC)")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(names = "--bucket", description = "length of a bucket (default: ${DEFAULT-VALUE})")
  private Duration bucket = Duration.ofMinutes(10);

  @Option(
      names = "--max-rejects",
      description = "stop above this percentage (default: ${DEFAULT-VALUE})")
  private String maxRejects = "5%";

  @Option(names = "--encodes", description = "videos encoded at once (default: half the cores)")
  private int encodes = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @Option(
      names = "--transcode-for",
      description = "begin no encode later than this after the start, as PT6H (default: no limit)")
  private @Nullable Duration transcodeFor;

  @Option(
      names = "--loudness",
      description = "integrated loudness of every video, LUFS (default: ${DEFAULT-VALUE})")
  private int loudness = Ladder.EBU_LOUDNESS;

  @Option(names = "--work", description = "folder for temporary files")
  private Path work = DEFAULT_WORK;

  @Option(names = "--ffmpeg", description = "another ffmpeg than the bundled one")
  private String ffmpeg = "";

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, DayOverlapException {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    Instant now = Instant.now();
    Stores.requireApart(site, ledger);
    Night night = new Night(settings(now), out);
    try {
      print(night.run(), out);
    } finally {
      night.report().ifPresent(path -> out.println("report   " + folder(ledger) + path));
      out.flush();
    }
    return ExitCodes.DONE;
  }

  private NightSettings settings(Instant now) throws IOException {
    if (days < 1) {
      throw new IllegalArgumentException("--days must be at least 1, was " + days);
    }
    if (encodes < 1) {
      throw new IllegalArgumentException("--encodes must be at least 1, was " + encodes);
    }
    List<BroadcastDay> broadcastDays = broadcastDays(now);
    EncodeLimit limit =
        transcodeFor == null ? EncodeLimit.NONE : EncodeLimit.after(now, transcodeFor);
    String build =
        new Ffmpeg(work, ffmpeg.isEmpty() ? Optional.empty() : Optional.of(Path.of(ffmpeg)))
            .version();
    JobSettings job =
        new JobSettings(
            absolute(input),
            absolute(site),
            absolute(ledger),
            work.toAbsolutePath().toString(),
            ffmpeg,
            encodes,
            Night.runId(now),
            Secret.FIRST,
            Ladder.laptop(build).at(loudness));
    return new NightSettings(
        job,
        broadcastDays,
        Math.toIntExact(bucket.toSeconds()),
        percent(maxRejects),
        limit,
        now,
        beamArguments);
  }

  private List<BroadcastDay> broadcastDays(Instant now) {
    List<BroadcastDay> chosen = new ArrayList<>();
    BroadcastDay today = BroadcastDay.of(now, zone);
    BroadcastDay next = day != null ? new BroadcastDay(day, zone) : today.next();
    if (day == null && !isOnAir(now)) {
      chosen.add(today);
    }
    for (int i = 0; i < days; i++) {
      chosen.add(next);
      next = next.next();
    }
    return chosen;
  }

  /** A pointer that cannot be read ends the night, which can report it. */
  private boolean isOnAir(Instant now) {
    try (ObjectStore store = Stores.open(site)) {
      Optional<ObjectStore.Versioned> live = store.getVersioned(SitePaths.LIVE);
      return live.isPresent() && LiveDocument.parse(live.get().content()).dayOf(now).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Without the options of a store, and with a slash at the end. */
  private static String folder(String location) {
    return absolute(location).replaceFirst("\\?.*", "").replaceFirst("/*$", "/");
  }

  private static String absolute(String location) {
    return location.contains(":/")
        ? location
        : Path.of(location).toAbsolutePath().normalize().toString();
  }

  private static double percent(String text) {
    if (!text.matches("\\d+(\\.\\d+)?%?")) {
      throw new IllegalArgumentException("--max-rejects must be a percentage, was " + text);
    }
    return Double.parseDouble(text.replace("%", ""));
  }

  private void print(RunSummary summary, PrintWriter out) {
    out.println("videos   " + words(summary.videos()));
    if (summary.captionFiles().read() > 0) {
      out.println("captions " + words(summary.captionFiles()));
    }
    if (summary.slateFiles().read() > 0) {
      out.println("slate    " + words(summary.slateFiles()));
    }
    out.println("files    " + words(summary.sequenceFiles()));
    out.println("records  " + words(summary.records()));
  }

  private static String words(RunSummary.Balance balance) {
    return "%d read = %d on air + %d rejected + %d not ready"
        .formatted(balance.read(), balance.onAir(), balance.rejected(), balance.notReady());
  }
}
