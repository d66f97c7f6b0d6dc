package io.streamsync.job;

import static java.util.stream.Collectors.toSet;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.sequence.SequenceFile;
import io.streamsync.source.CaptionFile;
import io.streamsync.source.SourceVideo;
import io.streamsync.source.VideoScan;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the catalogue of a night: what the store holds, and what there is time to encode. */
final class NightCatalogue {
  private final NightSettings settings;
  private final JobSettings job;
  private final Worker worker;
  private final ObjectStore ledger;
  private final BeamRun beam;
  private final PrintWriter out;

  NightCatalogue(NightSettings settings, BeamRun beam, PrintWriter out) {
    this.settings = settings;
    this.job = settings.job();
    this.worker = Worker.of(job);
    this.ledger = worker.ledger();
    this.beam = beam;
    this.out = out;
  }

  /**
   * The outcome.
   *
   * @param catalogue of all videos on air
   * @param tally of all videos that were asked for
   */
  record Made(Catalogue catalogue, Tally tally) {}

  /**
   * Encodes what is missing and writes {@code catalogue.jsonl} and {@code not-ready.txt}.
   *
   * @param scanned what is in the input
   * @param sequences that apply to any of the days
   * @throws IOException if there is nothing to put on air
   */
  Made make(VideoScan.Found scanned, Collection<SequenceFile> sequences) throws IOException {
    List<SourceVideo> videos = scanned.videos();
    beam.run("videos", pipeline -> FindJob.build(pipeline, videos, job));
    List<CatalogueEntry> entries = new ArrayList<>(entries(FindJob.STAGE));
    Tally tally = Tally.readIfAny(ledger, RunPaths.tally(job.runId(), FindJob.STAGE));
    List<PendingVideo> pending = pending();
    if (!pending.isEmpty()) {
      encode(inOrder(pending, sequences, videos.size()));
      entries.addAll(entries(EncodeJob.STAGE));
      Tally encoded = Tally.readIfAny(ledger, RunPaths.tally(job.runId(), EncodeJob.STAGE));
      sayWhatIsLeft(encoded.get(Count.VIDEOS_OUT_OF_TIME), videos.size());
      tally = tally.plus(encoded);
    }
    List<CaptionWork> captioned = captioned(entries, videos);
    if (!captioned.isEmpty()) {
      beam.run("captions", pipeline -> CaptionJob.build(pipeline, captioned, job));
      Set<String> ids = captioned.stream().map(each -> each.entry().id()).collect(toSet());
      entries.removeIf(entry -> ids.contains(entry.id()));
      entries.addAll(entries(CaptionJob.STAGE));
      tally = tally.plus(Tally.readIfAny(ledger, RunPaths.tally(job.runId(), CaptionJob.STAGE)));
    }
    if (entries.isEmpty()) {
      throw new IOException("no video can be on air: see the rejects of run " + job.runId());
    }
    Catalogue catalogue = new Catalogue(entries);
    ledger.put(RunPaths.catalogue(job.runId()), catalogue.write());
    NotReadyVideos notReady =
        NotReadyVideos.of(
            scanned.notReady(), ledger, job.runId(), List.of(FindJob.STAGE, EncodeJob.STAGE));
    ledger.put(RunPaths.notReady(job.runId()), notReady.write());
    return new Made(catalogue, tally);
  }

  private static List<CaptionWork> captioned(
      List<CatalogueEntry> entries, List<SourceVideo> videos) {
    Map<String, List<CaptionFile>> filesById = new HashMap<>();
    videos.forEach(video -> filesById.put(video.id(), video.captions()));
    return entries.stream()
        .map(entry -> new CaptionWork(entry, filesById.getOrDefault(entry.id(), List.of())))
        .filter(work -> !work.files().isEmpty())
        .toList();
  }

  private List<PendingVideo> pending() throws IOException {
    String path = RunPaths.pending(job.runId());
    return ledger.head(path).isEmpty() ? List.of() : PendingVideo.read(ledger.get(path), path);
  }

  private List<CatalogueEntry> entries(String stage) throws IOException {
    String path = RunPaths.entries(job.runId(), stage);
    return ledger.head(path).isEmpty()
        ? List.of()
        : Catalogue.read(ledger.get(path), path).entries();
  }

  private List<PendingVideo> inOrder(
      List<PendingVideo> pending, Collection<SequenceFile> sequences, int videos)
      throws IOException {
    Map<String, String> keyById = new TreeMap<>();
    for (PendingVideo video : pending) {
      video.sources().forEach(source -> keyById.put(source.id(), video.videoKey()));
    }
    String line = "%d of %d videos to encode".formatted(keyById.size(), videos);
    if (pending.size() == 1) {
      say(line);
      return pending;
    }
    say(line + ", most-named first");
    List<SequenceFile> files = sequences.stream().distinct().toList();
    beam.run("names", pipeline -> NameJob.build(pipeline, files, keyById, job));
    Tally names = Tally.readIfAny(ledger, RunPaths.tally(job.runId(), NameJob.STAGE));
    return EncodeOrder.mostNamedFirst(pending, names);
  }

  private void encode(List<PendingVideo> inOrder) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Lane> lanes =
        EncodeOrder.deal(inOrder, LaneCount.of(settings.beamArguments(), job.encodes(), cores));
    worker.showProgress(inOrder.stream().mapToLong(PendingVideo::bytes).sum());
    try {
      beam.run(
          "encodes", pipeline -> EncodeJob.build(pipeline, lanes, settings.encodeLimit(), job));
    } finally {
      worker.endProgress();
    }
  }

  private void sayWhatIsLeft(long left, int videos) {
    if (left > 0) {
      String line = "%d of %d videos left for the next night: --transcode-for=%s was over";
      say(line.formatted(left, videos, settings.encodeLimit().length()));
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
