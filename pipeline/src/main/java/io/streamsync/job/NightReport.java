package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.job.NightFindings.DayFindings;
import io.streamsync.job.Report.Day;
import io.streamsync.job.Report.Ended;
import io.streamsync.publish.PointerWriter.OutcomeUnknownException;
import io.streamsync.publish.PointerWriter.RecordFailedException;
import io.streamsync.release.SitePaths;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code report.json} and {@code report.html}, from what a night left in the ledger. */
final class NightReport {
  /** Pictures of more days would make a large page. */
  private static final int MOST_DAYS_DRAWN = 2;

  private final NightSettings settings;
  private final NightFindings findings;
  private final String runId;
  private final Worker worker;
  private final ObjectStore site;
  private final ObjectStore ledger;
  private final Instant started;

  NightReport(NightSettings settings, NightFindings findings) {
    this.settings = settings;
    this.findings = findings;
    this.runId = settings.job().runId();
    this.worker = Worker.of(settings.job());
    this.site = worker.site();
    this.ledger = worker.ledger();
    this.started = worker.now();
  }

  /**
   * Of a night whose releases are on air.
   *
   * @return path of {@code report.html} in the ledger
   */
  String writeOnAir() throws RecordFailedException {
    try {
      return write(/* published= */ true, /* problem= */ "");
    } catch (IOException e) {
      throw new RecordFailedException(RunPaths.reportPage(runId), e);
    } catch (RuntimeException e) {
      throw new RecordFailedException(RunPaths.reportPage(runId), new IOException(e));
    }
  }

  /**
   * Of a night that failed.
   *
   * @return path of {@code report.html}, or empty if that cannot be written either
   */
  Optional<String> writeFailed(Exception failure) {
    try {
      Boolean published =
          failure instanceof OutcomeUnknownException
              ? null
              : Boolean.valueOf(failure instanceof RecordFailedException);
      return Optional.of(write(published, String.valueOf(failure.getMessage())));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e); // the night's own failure is what counts
      return Optional.empty();
    }
  }

  private String write(@Nullable Boolean published, String problem) throws IOException {
    Set<DayFindings> complete = complete(/* failed= */ !problem.isEmpty());
    Report report = report(published, problem, complete);
    ledger.put(RunPaths.reportJson(runId), JsonText.document(report));
    String page = ReportPage.of(report, strips(complete)).html();
    ledger.put(RunPaths.reportPage(runId), page.getBytes(StandardCharsets.UTF_8));
    return RunPaths.reportPage(runId);
  }

  /**
   * The days whose releases are complete. What a failed night comes to is told also where the site
   * answers no more: of no day then.
   */
  private Set<DayFindings> complete(boolean failed) throws IOException {
    Set<DayFindings> complete = new LinkedHashSet<>();
    try {
      for (DayFindings day : findings.days()) {
        String description = SitePaths.releaseDescription(day.summary().release());
        if (site.head(description).isPresent()) {
          complete.add(day);
        }
      }
    } catch (IOException e) {
      if (!failed) {
        throw e;
      }
      complete.clear();
    }
    return complete;
  }

  private Report report(@Nullable Boolean published, String problem, Set<DayFindings> complete)
      throws IOException {
    Catalogue catalogue = findings.catalogue();
    String zone = settings.days().get(0).zone().getId();
    long seconds = Duration.between(started, worker.now()).toSeconds();
    return new Report(
        Report.FORMAT,
        new Ended(runId, settings.now(), zone, Math.max(0, seconds), published, problem),
        days(complete),
        findings.balances(),
        new RejectParts(ledger).figures(runId, findings.days()),
        catalogue == null ? Report.Sizes.NONE : Report.Sizes.of(catalogue),
        encodes(),
        catalogue == null ? Excerpt.none() : unplayed(catalogue));
  }

  private List<Day> days(Set<DayFindings> complete) {
    List<Day> days = new ArrayList<>();
    for (DayFindings day : findings.days()) {
      days.add(Day.of(day.summary(), day.day(), complete.contains(day), day.statistics()));
    }
    return days;
  }

  private Report.Encodes encodes() throws IOException {
    String path = RunPaths.encodes(runId);
    boolean any = ledger.head(path).isPresent();
    return Report.Encodes.of(any ? EncodeTime.read(ledger.get(path), path) : List.of());
  }

  /** Nobody knows before every day is planned. */
  private Excerpt<String> unplayed(Catalogue catalogue) {
    Set<String> played = new HashSet<>();
    findings.days().forEach(day -> played.addAll(day.statistics().airings().keySet()));
    boolean known =
        findings.days().size() == settings.days().size()
            && findings.days().stream()
                .noneMatch(day -> day.statistics().channels().timelines() == 0);
    return known
        ? Excerpt.of(
            catalogue.entries().stream()
                .map(CatalogueEntry::id)
                .filter(id -> !played.contains(id))
                .toList())
        : Excerpt.none();
  }

  private Map<String, List<TimelineStrip>> strips(Set<DayFindings> complete) throws IOException {
    Map<String, List<TimelineStrip>> byDay = new LinkedHashMap<>();
    NightSlate.Made slate = findings.slate();
    if (slate != null) {
      PublishedStrips drawn =
          new PublishedStrips(site, ledger, settings.bucketSeconds(), slate.entries());
      for (DayFindings day : complete) {
        if (byDay.size() < MOST_DAYS_DRAWN) {
          byDay.put(day.summary().day(), drawn.of(day));
        }
      }
    }
    return byDay;
  }
}
