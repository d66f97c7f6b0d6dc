package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.publish.PointerWriter;
import io.streamsync.publish.PointerWriter.RecordFailedException;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.DayOverlapException;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.sequence.SequenceScan;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.VideoScan;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A night on the submitting machine: catalogue, releases, pointer. Nothing on air changes before
 * the pointer moves, and a night that was cut short is completed by running it again.
 */
final class Night {
  private final NightSettings settings;
  private final JobSettings job;
  private final ObjectStore input;
  private final ObjectStore site;
  private final ObjectStore ledger;
  private final BeamRun beam;
  private final PrintWriter out;
  private Optional<String> report = Optional.empty();

  Night(NightSettings settings, PrintWriter out) {
    this.settings = settings;
    this.job = settings.job();
    Worker worker = Worker.of(job);
    this.input = worker.input();
    this.site = worker.site();
    this.ledger = worker.ledger();
    this.beam = new BeamRun(settings.beamArguments());
    this.out = out;
  }

  RunSummary run() throws IOException, DayOverlapException {
    NightFindings findings = new NightFindings();
    NightReport writer = new NightReport(settings, findings);
    RunSummary summary;
    try {
      summary = air(findings);
    } catch (IOException | DayOverlapException | RuntimeException e) {
      report = writer.writeFailed(e);
      throw e;
    }
    report = Optional.of(writer.writeOnAir());
    return summary;
  }

  /** Path of {@code report.html} in the ledger, once the night has ended. */
  Optional<String> report() {
    return report;
  }

  private RunSummary air(NightFindings findings) throws IOException, DayOverlapException {
    requireRoomOnAir();
    Secret.readOrCreate(ledger, job.secretNumber());
    VideoScan.Found videos = VideoScan.scan(input, settings.now());
    List<SequenceScan.Found> sequences = new ArrayList<>();
    for (BroadcastDay day : settings.days()) {
      sequences.add(SequenceScan.scan(input, day.date(), settings.now()));
    }
    findings.add(videos, sequences);
    writeScanRejects(videos, sequences);
    if (sequences.stream().allMatch(found -> found.files().isEmpty())) {
      throw new IOException(
          "there is no usable sequence file in " + input + "/" + SequenceScan.FOLDER);
    }
    out.printf("%d videos, %d days%n", videos.videos().size(), settings.days().size());
    out.flush();
    if (videos.videos().isEmpty()) {
      throw new IOException("there is no usable video in " + input + "/" + VideoScan.FOLDER);
    }
    NightSlate.Made slate = slate();
    findings.add(slate);
    NightCatalogue.Made made =
        new NightCatalogue(settings, beam, out)
            .make(videos, sequences.stream().flatMap(f -> f.files().stream()).toList());
    findings.add(made);
    writeStrandedCaptions(videos, made.catalogue());
    RejectGuard.check("videos", findings.videoBalance(made.tally()), settings.maxRejectsPercent());
    for (int i = 0; i < settings.days().size(); i++) {
      new DayRelease(settings, settings.days().get(i), made.catalogue(), slate.entries(), out)
          .make(sequences.get(i), beam, findings);
    }
    RunSummary summary = findings.summary(job.runId());
    ledger.put(RunPaths.summary(job.runId()), JsonText.document(summary));
    if (!summary.imbalance().isEmpty()) {
      throw new IOException("the run's figures are wrong: " + summary.imbalance());
    }
    RejectGuard.check("records", summary.records(), settings.maxRejectsPercent());
    publish(summary.days());
    return summary;
  }

  private void publish(List<DaySummary> days) throws IOException, DayOverlapException {
    new PointerWriter(site, ledger)
        .publish(days.stream().map(DaySummary::release).toList(), settings.now());
    try {
      ViewerLinks.write(ledger, days.get(days.size() - 1));
    } catch (IOException e) {
      throw new RecordFailedException(LedgerPaths.LINKS, e);
    } catch (RuntimeException e) { // on air they are all the same
      throw new RecordFailedException(LedgerPaths.LINKS, new IOException(e));
    }
  }

  private void writeStrandedCaptions(VideoScan.Found videos, Catalogue catalogue)
      throws IOException {
    List<Reject> stranded = NightFindings.strandedCaptions(videos, catalogue);
    if (!stranded.isEmpty()) {
      ledger.put(
          RunPaths.rejects(job.runId(), "stranded", "00"), StageOutputs.rejectLines(stranded));
    }
  }

  /** The pointer would refuse such days in the end; hours of encoding earlier is better. */
  private void requireRoomOnAir() throws IOException {
    Optional<ObjectStore.Versioned> pointer = site.getVersioned(SitePaths.LIVE);
    if (pointer.isEmpty()) {
      return;
    }
    LiveDocument live = LiveDocument.parse(pointer.get().content());
    for (BroadcastDay day : settings.days()) {
      Optional<LiveDay> other = live.inTheWayOf(day.from(), day.to(), settings.now());
      if (other.isPresent()) {
        throw new IOException(
            "%s (%s to %s) overlaps release %s (%s to %s), which is on air; is the zone another?"
                .formatted(
                    day,
                    day.from(),
                    day.to(),
                    other.get().release(),
                    other.get().from(),
                    other.get().to()));
      }
    }
  }

  private NightSlate.Made slate() throws IOException {
    try {
      NightSlate.Made slate = new NightSlate(job, settings.now(), out).make();
      if (!slate.rejects().isEmpty()) {
        ledger.put(
            RunPaths.rejects(job.runId(), "slate", "00"),
            StageOutputs.rejectLines(slate.rejects()));
      }
      return slate;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the slate was made", e);
    }
  }

  private void writeScanRejects(VideoScan.Found videos, List<SequenceScan.Found> sequences)
      throws IOException {
    List<Reject> rejects = new ArrayList<>(videos.rejects());
    rejects.addAll(videos.sidecarRejects());
    rejects.addAll(videos.captionRejects());
    videos.captionsNotReady().forEach(path -> rejects.add(notReady(path)));
    videos.notReady().forEach(path -> rejects.add(notReady(path)));
    for (SequenceScan.Found found : sequences) {
      rejects.addAll(found.rejects());
      found.notReady().forEach(path -> rejects.add(notReady(path)));
    }
    List<Reject> once = rejects.stream().distinct().toList(); // standing files apply to every day
    if (!once.isEmpty()) {
      ledger.put(RunPaths.rejects(job.runId(), "input", "00"), StageOutputs.rejectLines(once));
    }
  }

  private static Reject notReady(String path) {
    return Reject.ofFile(
        RejectCode.NOT_READY, path, "it was written less than a minute before the night began");
  }

  /** A name that sorts by time. */
  static String runId(Instant now) {
    String random = Long.toHexString(new java.security.SecureRandom().nextLong());
    return now.toString().replaceAll("[-:]|\\..*|Z", "") + "Z-" + random.substring(0, 4);
  }
}
