package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.release.Secret;
import io.streamsync.release.ViewerKeys;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.SourceHashes;
import io.streamsync.source.SourceHashes.FileChangedException;
import io.streamsync.store.JsonText;
import io.streamsync.store.NoSuchObjectException;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.PreconditionFailedException;
import io.streamsync.store.Stores;
import io.streamsync.timeline.Slate;
import io.streamsync.transcode.CaptionReader;
import io.streamsync.transcode.CaptionUpload;
import io.streamsync.transcode.EncodeProgress;
import io.streamsync.transcode.SlateMaker;
import io.streamsync.transcode.TooLittleSpaceException;
import io.streamsync.transcode.Transcoder;
import io.streamsync.transcode.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What a JVM holds once, however many threads work in it: a client a store, the catalogue, the
 * unpacked ffmpeg. Beam functions are copied and thrown away, so it hangs on the settings of a run.
 */
final class Worker {
  private static final Map<JobSettings, Worker> WORKERS = new ConcurrentHashMap<>();

  private final JobSettings settings;
  private final ObjectStore input;
  private final ObjectStore site;
  private final ObjectStore ledger;
  private final Once<Catalogue> catalogue = new Once<>();
  private final Once<NotReadyVideos> notReady = new Once<>();
  private final Once<Slate> slate = new Once<>();
  private final Once<ViewerKeys> keys = new Once<>();
  private final Once<Ffmpeg> ffmpeg = new Once<>();
  private final Once<WorkFolder> workFolder = new Once<>();
  private final Semaphore turns;

  private Optional<LeftPacks> leftPacks = Optional.empty();
  private Once<Transcoder> transcoder = new Once<>();
  private EncodeProgress progress = EncodeProgress.start(/* totalBytes= */ 0);

  private Worker(JobSettings settings) {
    this(
        settings,
        Stores.open(settings.input()),
        Stores.open(settings.site()),
        Stores.open(settings.ledger()));
  }

  private Worker(JobSettings settings, ObjectStore input, ObjectStore site, ObjectStore ledger) {
    this.settings = settings;
    this.input = input;
    this.site = site;
    this.ledger = ledger;
    turns = new Semaphore(settings.encodes(), /* fair= */ true);
  }

  static Worker of(JobSettings settings) {
    return WORKERS.computeIfAbsent(settings, Worker::new);
  }

  /** Jobs of these settings work on stores of this JVM, whatever the settings call them. */
  static void useStores(
      JobSettings settings, ObjectStore input, ObjectStore site, ObjectStore ledger) {
    WORKERS.put(settings, new Worker(settings, input, site, ledger));
  }

  ObjectStore input() {
    return input;
  }

  ObjectStore site() {
    return site;
  }

  ObjectStore ledger() {
    return ledger;
  }

  /**
   * A file of the input on this machine, where it is not there already; closing deletes a copy.
   *
   * @throws FileChangedException if it is not there any more, or another while it is copied
   * @throws TooLittleSpaceException if the work folder's disk has no room for a copy
   */
  LocalFile localFile(ObjectInfo file) throws IOException, InterruptedException {
    Optional<Path> there = input.asFile(file.path());
    if (there.isPresent()) {
      return new LocalFile(there.get(), /* isCopy= */ false);
    }
    workFolder().requireSpace(file.size());
    try {
      return LocalFile.copy(input.open(file.path()), workFolder().newFile("source"));
    } catch (NoSuchObjectException | PreconditionFailedException e) {
      throw new FileChangedException(file.path());
    }
  }

  SourceHashes hashes() {
    return new SourceHashes(input, ledger);
  }

  Path work() {
    return Path.of(settings.work());
  }

  /**
   * Shows on this machine's console how far the encodes are; called before the first one.
   *
   * @param totalBytes of all sources
   */
  void showProgress(long totalBytes) {
    progress = EncodeProgress.start(totalBytes);
    transcoder = new Once<>(); // one that only looked videos up tells another progress
  }

  void endProgress() {
    progress.close();
  }

  Catalogue catalogue() throws IOException {
    String path = RunPaths.catalogue(settings.runId());
    return catalogue.get(() -> Catalogue.read(ledger.get(path), path));
  }

  /** Ids of videos that are known and only not on air yet. */
  Set<String> notReady() throws IOException {
    String path = RunPaths.notReady(settings.runId());
    return notReady.get(() -> NotReadyVideos.read(ledger.get(path))).ids();
  }

  Slate slate() throws IOException {
    String path = RunPaths.slate(settings.runId());
    return slate.get(
        () -> {
          SlateEntries entries = JsonText.read(ledger.get(path), SlateEntries.class, path);
          return new Slate(entries.video().aired(), entries.ruler().aired());
        });
  }

  /** Only of the day that is written: the lists of a million viewers are large. */
  synchronized LeftPacks leftPacks(DaySettings day) {
    if (leftPacks.isEmpty() || !leftPacks.get().isOf(day)) {
      leftPacks = Optional.of(new LeftPacks(site, day));
    }
    return leftPacks.get();
  }

  ViewerKeys keys() throws IOException {
    return keys.get(() -> Secret.read(ledger, settings.secretNumber()));
  }

  Transcoder transcoder() throws IOException {
    return transcoder.get(
        () ->
            new Transcoder(
                ffmpeg(), settings.ladder(), site, workFolder(), settings.encodes(), progress));
  }

  /** For temporary files of this JVM. */
  WorkFolder workFolder() throws IOException {
    return workFolder.get(() -> WorkFolder.open(work().resolve("encodes")));
  }

  SlateMaker slateMaker() throws IOException {
    return new SlateMaker(ffmpeg(), site, workFolder(), settings.ladder());
  }

  CaptionReader captionReader() throws IOException {
    return new CaptionReader(ffmpeg(), workFolder());
  }

  CaptionUpload captionUpload() {
    return new CaptionUpload(site);
  }

  /** The clock of this machine. */
  Instant now() {
    return Instant.now();
  }

  LaneRun laneRun(EncodeLimit limit) {
    return new LaneRun(new StoreEncoder(this), turns, Instant::now, limit);
  }

  private Ffmpeg ffmpeg() throws IOException {
    Optional<Path> explicit =
        settings.ffmpeg().isEmpty() ? Optional.empty() : Optional.of(Path.of(settings.ffmpeg()));
    return ffmpeg.get(() -> new Ffmpeg(work(), explicit));
  }
}
