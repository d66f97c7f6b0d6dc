package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.command.BuildVersion;
import io.streamsync.job.NightFindings.DayFindings;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.pack.PackDirectory;
import io.streamsync.pack.PackWriter;
import io.streamsync.publish.ReleaseVerifier;
import io.streamsync.release.Channels;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Manifest;
import io.streamsync.release.MasterPlaylist;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.ReleaseInputs;
import io.streamsync.release.SitePaths;
import io.streamsync.release.VerifyRecord;
import io.streamsync.sequence.SequenceFile;
import io.streamsync.sequence.SequencePart;
import io.streamsync.sequence.SequenceScan;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes the release of one day, or finds that it is complete already. */
final class DayRelease {
  private final NightSettings settings;
  private final JobSettings job;
  private final BroadcastDay day;
  private final Catalogue catalogue;
  private final SlateEntries slate;
  private final PrintWriter out;
  private final Worker worker;
  private final ObjectStore site;
  private final ObjectStore ledger;

  DayRelease(
      NightSettings settings,
      BroadcastDay day,
      Catalogue catalogue,
      SlateEntries slate,
      PrintWriter out) {
    this.settings = settings;
    this.job = settings.job();
    this.day = day;
    this.catalogue = catalogue;
    this.slate = slate;
    this.out = out;
    this.worker = Worker.of(job);
    this.site = worker.site();
    this.ledger = worker.ledger();
  }

  /**
   * Makes it.
   *
   * @param findings learn what the day holds before anything can stop the night
   */
  void make(SequenceScan.Found sequences, BeamRun beam, NightFindings findings) throws IOException {
    String releaseId = inputs(sequences.files()).releaseId();
    if (site.head(SitePaths.releaseDescription(releaseId)).isPresent()) {
      out.println(day.date() + "  " + releaseId + "  complete already");
      findings.add(complete(releaseId));
      verify(releaseId); // the run that wrote it may have died before it did
      return;
    }
    DaySettings daySettings =
        new DaySettings(job, day, releaseId, settings.bucketSeconds(), begin(releaseId));
    List<String> ids = catalogue.entries().stream().map(CatalogueEntry::id).toList();
    beam.run(
        "timelines-" + day.date(),
        pipeline ->
            TimelineJob.build(
                pipeline, sequences.files(), SequencePart.builtInMain(ids), daySettings));
    DaySummary summary = summary(daySettings);
    String statistics = RunPaths.statistics(job.runId(), TimelineJob.stage(daySettings));
    findings.add(findings(summary, statistics));
    RejectGuard.check("records of " + day.date(), summary.records(), settings.maxRejectsPercent());
    ledger.put(statisticsPath(releaseId), ledger.get(statistics));
    complete(releaseId, summary);
    verify(releaseId);
    out.println(day.date() + "  " + releaseId + "  " + summary.viewers() + " viewers");
  }

  /** Notes that packs may lie in the store from now on; true if an earlier run noted it. */
  private boolean begin(String releaseId) throws IOException {
    if (ledger.head(LedgerPaths.begun(releaseId)).isPresent()) {
      return true;
    }
    ledger.put(LedgerPaths.begun(releaseId), new byte[0]);
    return false;
  }

  /** Figures of the run that wrote it. */
  private DayFindings complete(String releaseId) throws IOException {
    DaySummary summary =
        JsonText.read(ledger.get(summaryPath(releaseId)), DaySummary.class, "summary.json");
    return findings(summary.unchanged(), statisticsPath(releaseId));
  }

  private DayFindings findings(DaySummary summary, String statistics) throws IOException {
    boolean known = ledger.head(statistics).isPresent(); // not of a release of the first builds
    return new DayFindings(
        summary,
        day,
        known
            ? JsonText.read(ledger.get(statistics), AirStatistics.class, statistics)
            : AirStatistics.NONE);
  }

  private ReleaseInputs inputs(List<SequenceFile> files) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (SequenceFile file : files) {
      // Order among files decides between duplicates, so the name counts as well as the content.
      hashes.add(file.path() + " " + worker.hashes().sha256(file.file()));
    }
    return new ReleaseInputs(
        BuildVersion.get(),
        day.date(),
        day.zone(),
        settings.bucketSeconds(),
        PackWriter.FORM,
        job.ladder().canonicalText(),
        slate.identity(),
        job.secretNumber(),
        hashes,
        catalogue.entries().stream().map(CatalogueEntry::identity).toList());
  }

  private DaySummary summary(DaySettings daySettings) throws IOException {
    Tally tally = Tally.read(ledger, RunPaths.tally(job.runId(), TimelineJob.stage(daySettings)));
    return new DaySummary(
        day.date().toString(),
        daySettings.releaseId(),
        job.runId(),
        /* written= */ true,
        tally.get(Count.FILES_REFUSED),
        new Balance(
            tally.get(Count.RECORDS_READ),
            tally.get(Count.RECORDS_ON_AIR),
            tally.get(Count.RECORDS_REJECTED),
            tally.get(Count.RECORDS_NOT_READY)),
        tally.get(Count.VIEWERS),
        tally.get(Count.CHANNELS),
        tally.get(Count.PACK_BYTES));
  }

  /** What the launcher itself writes; release.json last. */
  private void complete(String releaseId, DaySummary summary) throws IOException {
    StringBuilder keys = new StringBuilder();
    Stream.concat(catalogue.entries().stream(), Stream.of(slate.video(), slate.ruler()))
        .map(CatalogueEntry::videoKey)
        .distinct()
        .sorted()
        .forEach(key -> keys.append(key).append('\n'));
    ledger.put(LedgerPaths.videos(releaseId), keys.toString().getBytes(StandardCharsets.US_ASCII));
    ledger.put(summaryPath(releaseId), JsonText.document(summary));
    putIfAbsent(
        SitePaths.master(releaseId),
        MasterPlaylist.write(job.ladder().rungs(), catalogue.captionLanguages())
            .getBytes(StandardCharsets.UTF_8));
    String channelsPath = RunPaths.channels(job.runId(), day);
    byte[] channels = ledger.get(channelsPath);
    putIfAbsent(SitePaths.channels(releaseId), channels);
    new ReleaseGuide(job, day)
        .write(releaseId, JsonText.read(channels, Channels.class, channelsPath));
    site.put(
        SitePaths.releaseDescription(releaseId),
        JsonText.document(description(releaseId, summary)));
  }

  /** Of a night that was cut short it may be there; its path names all that decides its bytes. */
  private void putIfAbsent(String path, byte[] content) throws IOException {
    if (site.head(path).isEmpty()) {
      site.put(path, content);
    }
  }

  private ReleaseDescription description(String releaseId, DaySummary summary) throws IOException {
    long daySeconds = Duration.between(day.from(), day.to()).toSeconds();
    int buckets = Math.toIntExact(-Math.floorDiv(-daySeconds, settings.bucketSeconds()));
    return new ReleaseDescription(
        ReleaseInputs.FORMAT,
        releaseId,
        BuildVersion.get(),
        day.date().toString(),
        day.zone().getId(),
        day.from(),
        day.to(),
        settings.bucketSeconds(),
        PackDirectory.bytes(buckets),
        PackWriter.FORM,
        job.ladder().rungs(),
        new ReleaseDescription.Totals(
            summary.viewers(), summary.channels(), catalogue.entries().size(), summary.packBytes()),
        Manifest.sha256(Manifest.parts(ledger, releaseId)));
  }

  private void verify(String releaseId) throws IOException {
    VerifyRecord record = new ReleaseVerifier(site, ledger, worker::now).freshOrVerify(releaseId);
    for (VerifyRecord.Check check : record.checks()) {
      if (!check.passed()) {
        throw new IOException("release " + releaseId + " is faulty: " + check);
      }
    }
  }

  private static String statisticsPath(String releaseId) {
    return LedgerPaths.release(releaseId) + "statistics.json";
  }

  private static String summaryPath(String releaseId) {
    return LedgerPaths.release(releaseId) + "summary.json";
  }
}
