package io.streamsync.transcode;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.catalogue.VideoKey;
import io.streamsync.media.FrameRate;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegException;
import io.streamsync.source.FfmpegLimits;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.RejectCode;
import io.streamsync.store.ObjectStore;
import io.streamsync.transcode.Transcoder.SourceCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes of a still what fills holes: a minute of it, and a ruler, whose segments show it for half a
 * second to four and a half in steps of a frame. Both are made once for a still and a ladder.
 */
public final class SlateMaker {
  private static final String ID = "slate";
  private static final String TITLE = "Slate";

  /** Grows when other videos are made of the same still. */
  private static final String VERSION = "1";

  private static final FrameRate VIDEO_RATE = new FrameRate(25, 1);
  private static final int VIDEO_FRAMES = 60 * 25;

  private static final FrameRate RULER_RATE = new FrameRate(50, 1);
  private static final SegmentPlan RULER = SegmentPlan.ruler(RULER_RATE, 25, 225);

  private static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofMinutes(2), 2L << 30, Optional.empty());

  private final Ffmpeg ffmpeg;
  private final Transcoder transcoder;
  private final ObjectStore site;
  private final WorkFolder work;
  private final Ladder ladder;

  public SlateMaker(Ffmpeg ffmpeg, ObjectStore site, WorkFolder work, Ladder ladder) {
    this.ffmpeg = ffmpeg;
    this.transcoder =
        new Transcoder(ffmpeg, ladder, site, work, /* encodes= */ 1, EncodeProgress.silent());
    this.site = site;
    this.work = work;
    this.ladder = ladder;
  }

  /** The still that is used where the input has none, as PNG. */
  public static byte[] builtInStill() throws IOException {
    try (InputStream still = SlateMaker.class.getResourceAsStream("slate.png")) {
      return Objects.requireNonNull(still, "slate.png").readAllBytes();
    }
  }

  /**
   * Makes both videos, unless they are in the store already.
   *
   * @param still a picture that ffmpeg can read
   * @param sha256 of its bytes, in hex
   * @param check last look at it, before anything is published
   * @throws TranscodeException if it is no picture
   */
  public SlateEntries make(Path still, String sha256, SourceCheck check)
      throws TranscodeException, IOException, InterruptedException {
    String videoKey = VideoKey.of("slate " + VERSION + " " + sha256, ladder);
    String rulerKey = VideoKey.of("ruler " + VERSION + " " + sha256, ladder);
    CatalogueEntry video =
        entry(
            videoKey,
            new Clip(still, VIDEO_RATE, VIDEO_FRAMES),
            check,
            clip -> transcoder.transcode(clip, videoKey, ID, TITLE, () -> {}, fault -> {}));
    CatalogueEntry ruler =
        entry(
            rulerKey,
            new Clip(still, RULER_RATE, RULER.totalFrames()),
            check,
            clip ->
                transcoder.transcodeRuler(clip, new VideoUpload(site, rulerKey, ID, TITLE), RULER));
    return new SlateEntries(video, ruler);
  }

  /** A film in which nothing moves. */
  private record Clip(Path still, FrameRate rate, int frames) {}

  private interface Encode {
    VideoDescription of(Path clip) throws TranscodeException, IOException, InterruptedException;
  }

  private CatalogueEntry entry(String key, Clip clip, SourceCheck check, Encode encode)
      throws TranscodeException, IOException, InterruptedException {
    Optional<VideoDescription> existing = transcoder.complete(key);
    VideoDescription description =
        existing.isPresent() ? existing.get() : film(clip, check, encode);
    return new CatalogueEntry(ID, TITLE, key, description);
  }

  private VideoDescription film(Clip clip, SourceCheck check, Encode encode)
      throws TranscodeException, IOException, InterruptedException {
    Path still = work.newFile("still"); // by its ending ffmpeg would take it for one of many
    Path film = work.newFile(ID);
    try {
      Files.copy(clip.still(), still, StandardCopyOption.REPLACE_EXISTING);
      List<String> arguments = arguments(clip, picture(still), film);
      ffmpeg.encode(still, 0, arguments, LIMITS, point -> {});
      check.run();
      return encode.of(film);
    } catch (FfmpegException e) {
      String reason = e.reason().replace(String.valueOf(still.getFileName()), "the picture");
      throw new TranscodeException(RejectCode.BAD_SLATE, reason);
    } finally {
      Files.deleteIfExists(still);
      Files.deleteIfExists(film);
    }
  }

  private Picture picture(Path still)
      throws TranscodeException, FfmpegException, IOException, InterruptedException {
    Probe probe = ffmpeg.probe(still);
    return probe
        .picture()
        .orElseThrow(() -> new TranscodeException(RejectCode.BAD_SLATE, "there is no picture"));
  }

  /** Without loss, in the colours and at most the size of what is on air. */
  private List<String> arguments(Clip clip, Picture picture, Path film) {
    Rendition largest =
        ladder.renditions().stream().max(Comparator.comparingInt(Rendition::height)).orElseThrow();
    Size size = PictureFit.intoBox(picture.displaySize(), largest.width(), largest.height());
    String filter =
        "[0:%d]%s%s,fps=%s:start_time=0,tpad=stop_mode=clone:stop=-1,trim=end_frame=%d[still]"
            .formatted(
                picture.index(),
                onBlack(picture),
                new ColourConversion(picture).to(size),
                clip.rate(),
                clip.frames());
    List<String> arguments = new ArrayList<>(List.of("-filter_complex", filter));
    arguments.addAll(List.of("-map", "[still]", "-c:v", "libx264", "-preset", "ultrafast"));
    arguments.addAll(List.of("-qp", "0", "-f", "matroska", film.toString()));
    return arguments;
  }

  /** What can be seen through shows black. */
  private static String onBlack(Picture picture) {
    return picture.colour().matrix().equals("gbr") ? "format=gbrap,premultiply=inplace=1," : "";
  }
}
