package io.streamsync.transcode;

import io.streamsync.captions.Cue;
import io.streamsync.catalogue.Ladder;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegException;
import io.streamsync.source.FfmpegLimits;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.RejectCode;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Brings a source on air: probes it, encodes all rungs in one run of ffmpeg, checks every frame and
 * uploads the segments. {@code video.json} is written last, so what a crash leaves behind is never
 * taken for a video and is overwritten by the next try.
 *
 * <p>One instance serves a JVM and is safe for many threads: they queue for the encodes that may
 * run at once, and a second one with the same video waits for the first.
 */
public final class Transcoder {
  /** Runs after the encode and before anything is published: the source must be what was hashed. */
  public interface SourceCheck {
    void run() throws IOException;
  }

  /** Enough for films in 8K; a night goes on without what asks for more. */
  private static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofMinutes(2), 6L << 30, Optional.empty());

  /** The longest day that a zone has. */
  private static final Duration LONGEST = Duration.ofHours(25);

  private final Ffmpeg ffmpeg;
  private final FfmpegLimits limits;
  private final Ladder ladder;
  private final ObjectStore site;
  private final WorkFolder work;
  private final DiskSpace diskSpace;
  private final Semaphore encodes;
  private final EncodeProgress progress;
  private final Map<String, Lock> videoLocks = new ConcurrentHashMap<>();

  /**
   * @param work holds temporary files while an encode runs, about as many bytes as it publishes
   * @param encodes that may run at once
   */
  public Transcoder(
      Ffmpeg ffmpeg,
      Ladder ladder,
      ObjectStore site,
      WorkFolder work,
      int encodes,
      EncodeProgress progress) {
    this(ffmpeg, LIMITS, ladder, site, work, encodes, progress);
  }

  Transcoder(
      Ffmpeg ffmpeg,
      FfmpegLimits limits,
      Ladder ladder,
      ObjectStore site,
      WorkFolder work,
      int encodes,
      EncodeProgress progress) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
    this.ladder = ladder;
    this.site = site;
    this.work = work;
    this.diskSpace = new DiskSpace(work.toString(), work::usableBytes);
    this.encodes = new Semaphore(encodes, /* fair= */ true);
    this.progress = progress;
  }

  /**
   * Encodes and publishes the source, unless that is done already.
   *
   * @param videoKey of the source's bytes and the ladder
   * @param id whose source it is; like the title, it is kept from the first time
   * @param check last look at the source
   * @param captionFaults hears why captions inside the source are left out
   * @throws TranscodeException if this source cannot be on air
   * @throws IOException if the machine or the store fails; another try may succeed
   */
  public VideoDescription transcode(
      Path source,
      String videoKey,
      String id,
      String title,
      SourceCheck check,
      Consumer<String> captionFaults)
      throws TranscodeException, IOException, InterruptedException {
    return transcode(
        source, new VideoUpload(site, videoKey, id, title), check, captionFaults, Transcoder::plan);
  }

  /**
   * Encodes and publishes a source as a ruler: one segment for each length.
   *
   * @param plan of the ruler
   */
  VideoDescription transcodeRuler(Path source, VideoUpload upload, SegmentPlan plan)
      throws TranscodeException, IOException, InterruptedException {
    return transcode(source, upload, () -> {}, fault -> {}, picture -> plan);
  }

  private interface Planner {
    SegmentPlan plan(Picture picture) throws TranscodeException;
  }

  private VideoDescription transcode(
      Path source,
      VideoUpload upload,
      SourceCheck check,
      Consumer<String> captionFaults,
      Planner planner)
      throws TranscodeException, IOException, InterruptedException {
    Lock lock = videoLocks.computeIfAbsent(upload.videoKey(), key -> new ReentrantLock());
    lock.lockInterruptibly();
    try (EncodeProgress.Share share = progress.share(Files.size(source))) {
      Optional<VideoDescription> existing = complete(upload.videoKey());
      return existing.isPresent()
          ? existing.get()
          : queueAndEncode(source, upload, check, captionFaults, planner, share);
    } finally {
      lock.unlock();
    }
  }

  /** What {@code video.json} says; empty as long as the video is not completely in the store. */
  public Optional<VideoDescription> complete(String videoKey) throws IOException {
    String path = SitePaths.videoDescription(videoKey);
    if (site.head(path).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(JsonText.read(site.get(path), VideoDescription.class, path));
  }

  private VideoDescription queueAndEncode(
      Path source,
      VideoUpload upload,
      SourceCheck check,
      Consumer<String> captionFaults,
      Planner planner,
      EncodeProgress.Share share)
      throws TranscodeException, IOException, InterruptedException {
    encodes.acquire();
    try {
      Probe probe = probe(source);
      Picture picture = picture(probe);
      SegmentPlan plan = planner.plan(picture);
      VideoEncode encode = new VideoEncode(ffmpeg, limits, ladder, source, probe, picture, plan);
      DiskSpace.Reservation space = diskSpace.reserve(encode.mostBytes());
      try (EncodeFolder folder = new EncodeFolder(work, upload.videoKey(), space)) {
        encode.run(folder, share::reached);
        SortedMap<String, List<Cue>> captions =
            encode.captions(folder, new CaptionReader(ffmpeg, work), captionFaults);
        check.run();
        return upload.upload(folder, ladder, encode.rungs(), plan, captions);
      }
    } finally {
      encodes.release();
    }
  }

  private Probe probe(Path source) throws TranscodeException, IOException, InterruptedException {
    try {
      return ffmpeg.probe(source);
    } catch (FfmpegException e) {
      throw new TranscodeException(RejectCode.NOT_A_VIDEO, e.reason());
    }
  }

  private static Picture picture(Probe probe) throws TranscodeException {
    if (probe.picture().isPresent()) {
      return probe.picture().get();
    }
    throw probe.sound().isPresent()
        ? new TranscodeException(RejectCode.NO_PICTURE, "there is sound, but no video track")
        : new TranscodeException(RejectCode.NOT_A_VIDEO, "there is neither picture nor sound");
  }

  private static SegmentPlan plan(Picture picture) throws TranscodeException {
    if (picture.timing().durationMicros() <= 0) {
      throw new TranscodeException(
          RejectCode.NOT_A_VIDEO, "the picture has no timestamps, so nobody knows how long it is");
    }
    if (picture.timing().durationMicros() > LONGEST.toSeconds() * 1_000_000) {
      throw new TranscodeException(
          RejectCode.TOO_LONG,
          "the picture lasts " + picture.timing().durationMicros() / 1_000_000 + " s");
    }
    String obstacle = new ColourConversion(picture).obstacle();
    if (!obstacle.isEmpty()) {
      throw new TranscodeException(RejectCode.ENCODE_FAILED, obstacle);
    }
    FrameRate rate = FrameRateChoice.of(picture.timing());
    int frames = SegmentPlan.frames(rate, picture.timing().durationMicros());
    if (!SegmentPlan.isSecond(rate, frames)) {
      throw new TranscodeException(
          RejectCode.TOO_SHORT,
          "the picture lasts " + Ticks.toMilliText(rate.toTicks(frames)) + " s");
    }
    return SegmentPlan.of(rate, frames);
  }
}
