package io.streamsync.transcode;

import io.streamsync.captions.Cue;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.Rung;
import io.streamsync.media.Ticks;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegException;
import io.streamsync.source.FfmpegLimits;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.Probe.Text;
import io.streamsync.source.RejectCode;
import io.streamsync.transcode.SegmentPlan.Range;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** All runs of ffmpeg that one source needs, in their order, into one folder. */
final class VideoEncode {
  static final String POSTER = "poster.jpg";
  static final String STORYBOARD = "storyboard.jpg";
  static final String STORYBOARD_TIMES = "storyboard.vtt";

  private static final int POSTER_SHORT_SIDE = 360;

  /** Measuring and encoding sound takes about so much of the whole. */
  private static final double SOUND_SHARE = 0.06;

  /** Sound that a limiter works on is measured again, and done again if need be. */
  private static final int SOUND_TRIES = 4;

  /** {@code FRAME} and a newline before each picture. */
  private static final int FRAME_HEADER = 6;

  /** Boxes, storyboard, poster. */
  private static final long SMALL_FILES_BYTES = 32L << 20;

  private final Ffmpeg ffmpeg;
  private final FfmpegLimits limits;
  private final Ladder ladder;
  private final Path source;
  private final Probe probe;
  private final SegmentPlan plan;
  private final Storyboard storyboard;
  private final SoundCommand sound;
  private final EncodeCommand command;

  /**
   * @param limits of each run, apart from what it may write
   */
  VideoEncode(
      Ffmpeg ffmpeg,
      FfmpegLimits limits,
      Ladder ladder,
      Path source,
      Probe probe,
      Picture picture,
      SegmentPlan plan) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
    this.ladder = ladder;
    this.source = source;
    this.probe = probe;
    this.plan = plan;
    this.storyboard = Storyboard.of(plan, picture.displaySize());
    this.sound = new SoundCommand(probe.sound(), ladder.audioBitrate(), plan);
    this.command = new EncodeCommand(probe, picture, ladder, plan, sound, storyboard);
  }

  /** The most that a run may write: every rung at its ceiling all the time, and a little more. */
  long mostBytes() {
    long bitsPerSecond =
        ladder.renditions().stream().mapToLong(Rendition::maxBitrate).sum() + ladder.audioBitrate();
    long seconds = plan.durationTicks() / Ticks.PER_SECOND + 1;
    return bitsPerSecond / 8 * seconds * 5 / 4 + storyboard.sampleBytes() + SMALL_FILES_BYTES;
  }

  /**
   * @param progress hears fractions from 0 to 1
   */
  void run(EncodeFolder folder, DoubleConsumer progress)
      throws TranscodeException, IOException, InterruptedException {
    progress.accept(0);
    try {
      SoundLevel level = soundLevel(folder);
      progress.accept(SOUND_SHARE);
      ffmpeg.encode(
          source,
          command.shiftMicros(),
          command.arguments(level, folder.path()),
          within(folder),
          point ->
              progress.accept(
                  SOUND_SHARE + (1 - SOUND_SHARE) * point.frames() / plan.totalFrames()));
      for (Rendition encoded : rungs().encoded()) {
        folder.checkedTrack(encoded.id(), plan);
      }
      makeStoryboard(folder);
      makePoster(folder);
    } catch (FfmpegException e) {
      throw new TranscodeException(RejectCode.ENCODE_FAILED, e.reason());
    }
  }

  private FfmpegLimits within(EncodeFolder folder) {
    return limits.writing(folder.path(), mostBytes());
  }

  /** Measured; where a limiter or a high peak makes it uncertain what comes out, tried first. */
  private SoundLevel soundLevel(EncodeFolder folder)
      throws TranscodeException, FfmpegException, IOException, InterruptedException {
    if (probe.sound().isEmpty()) {
      return SoundLevel.UNCHANGED;
    }
    int target = ladder.loudness();
    Loudness measured =
        measure(source, command.shiftMicros(), sound.measureSource(probe.sound().get()));
    SoundLevel level = SoundLevel.first(measured, target);
    for (int i = 0; i < SOUND_TRIES && !level.isCertain(measured); i++) {
      Loudness published = hear(level, folder);
      if (level.isReached(published, target)) {
        break;
      }
      level = level.next(published, target);
    }
    return level;
  }

  private Loudness hear(SoundLevel level, EncodeFolder folder)
      throws TranscodeException, FfmpegException, IOException, InterruptedException {
    ffmpeg.encode(
        source,
        command.shiftMicros(),
        sound.encode(level, folder.path()),
        within(folder),
        point -> {});
    Path encoded = EncodeCommand.file(folder.path(), Rung.AUDIO);
    return measure(encoded, 0, SoundCommand.measurePublished());
  }

  private Loudness measure(Path file, long shiftMicros, List<String> arguments)
      throws TranscodeException, FfmpegException, IOException, InterruptedException {
    Loudness loudness =
        Loudness.read(ffmpeg.measure(file, shiftMicros, arguments, limits, point -> {}));
    if (!loudness.isNumber()) {
      throw new TranscodeException(
          RejectCode.ENCODE_FAILED, "its sound holds samples that are no numbers");
    }
    return loudness;
  }

  private void makeStoryboard(EncodeFolder folder)
      throws FfmpegException, IOException, InterruptedException {
    String filter =
        "framestep=%d,tile=%dx%d,format=yuvj420p"
            .formatted(storyboard.samplesAPicture(), storyboard.columns(), storyboard.rows());
    List<String> arguments = new ArrayList<>(List.of("-vf", filter));
    arguments.addAll(EncodeCommand.jpeg(folder.resolve(STORYBOARD)));
    ffmpeg.encode(folder.resolve(EncodeCommand.SAMPLES), 0, arguments, within(folder), point -> {});
    Files.writeString(folder.resolve(STORYBOARD_TIMES), storyboard.webVtt(STORYBOARD));
  }

  /** Brightness of the storyboard's pictures, out of a YUV4MPEG2 file of all samples. */
  private byte[] luma(EncodeFolder folder) throws IOException {
    int pixels = storyboard.tile().width() * storyboard.tile().height();
    int frameBytes = FRAME_HEADER + pixels * 3 / 2;
    byte[] luma = new byte[storyboard.tiles() * pixels];
    try (RandomAccessFile samples =
        new RandomAccessFile(folder.resolve(EncodeCommand.SAMPLES).toFile(), "r")) {
      samples.readLine();
      long first = samples.getFilePointer();
      for (int i = 0; i < storyboard.tiles(); i++) {
        samples.seek(first + (long) i * storyboard.samplesAPicture() * frameBytes + FRAME_HEADER);
        samples.readFully(luma, i * pixels, pixels);
      }
    }
    return luma;
  }

  /** From the largest rung, whose colours, size and frames are settled. */
  private void makePoster(EncodeFolder folder)
      throws FfmpegException, TranscodeException, IOException, InterruptedException {
    int tile =
        PosterChoice.of(luma(folder), storyboard.tile().width() * storyboard.tile().height());
    Range segment = plan.segmentOf(storyboard.frameOf(tile));
    int frame = storyboard.frameOf(tile) - segment.start();
    Path cut = folder.resolve("poster.mp4");
    Files.write(cut, initAndSegment(folder, segment));
    String filter =
        "trim=start_frame=%d:end_frame=%d,".formatted(frame, frame + 1)
            + EncodeCommand.forJpeg(PictureFit.byShortSide(largestSize(), POSTER_SHORT_SIDE));
    List<String> arguments = new ArrayList<>(List.of("-vf", filter));
    arguments.addAll(EncodeCommand.jpeg(folder.resolve(POSTER)));
    ffmpeg.encode(cut, 0, arguments, within(folder), point -> {});
    if (!Files.exists(folder.resolve(POSTER))) {
      throw new TranscodeException(
          RejectCode.ENCODE_FAILED, "no poster came out of frame " + frame);
    }
  }

  /**
   * The captions inside the source, by language; to be called after {@link #run}.
   *
   * @param faults hears why a language is left out
   */
  SortedMap<String, List<Cue>> captions(
      EncodeFolder folder, CaptionReader reader, Consumer<String> faults)
      throws IOException, InterruptedException {
    SortedMap<String, List<Cue>> captions = new TreeMap<>();
    for (Text text : probe.texts()) {
      try {
        List<Cue> cues = reader.read(source, command.shiftMicros(), text, folder.path());
        if (!cues.isEmpty()) {
          captions.put(text.language(), cues);
        }
      } catch (TranscodeException e) {
        faults.accept("captions inside it, in " + text.language() + ": " + e.reason());
      }
    }
    return captions;
  }

  private Rendition largest() {
    return ladder.renditions().stream()
        .max(Comparator.comparingInt(Rendition::height))
        .orElseThrow();
  }

  private Size largestSize() {
    return rungs().size(largest());
  }

  SharedRungs rungs() {
    return command.rungs();
  }

  private byte[] initAndSegment(EncodeFolder folder, Range segment)
      throws IOException, TranscodeException {
    String rung = rungs().encodeOf(largest().id()).id();
    FragmentedTrack track = folder.checkedTrack(rung, plan);
    try (FileChannel file = FileChannel.open(EncodeCommand.file(folder.path(), rung))) {
      byte[] media =
          new SegmentWriter(track, file)
              .segment(0, track.samples().subList(segment.start(), segment.end()));
      byte[] whole = java.util.Arrays.copyOf(track.init(), track.init().length + media.length);
      System.arraycopy(media, 0, whole, track.init().length, media.length);
      return whole;
    }
  }
}
