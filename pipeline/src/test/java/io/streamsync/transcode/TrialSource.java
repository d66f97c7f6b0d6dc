package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegException;
import io.streamsync.source.FfmpegLimits;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A source that is encoded by the command lines of a night, whole or in parts. */
final class TrialSource {
  private static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofMinutes(2), 6L << 30, Optional.empty());

  private final Ffmpeg ffmpeg;
  private final Path file;
  private final Probe probe;
  private final Picture picture;
  private final SegmentPlan plan;

  TrialSource(Ffmpeg ffmpeg, Path file) throws FfmpegException, IOException, InterruptedException {
    this.ffmpeg = ffmpeg;
    this.file = file;
    this.probe = ffmpeg.probe(file);
    this.picture = probe.picture().orElseThrow();
    FrameRate rate = FrameRateChoice.of(picture.timing());
    this.plan = SegmentPlan.of(rate, SegmentPlan.frames(rate, picture.timing().durationMicros()));
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  SegmentPlan plan() {
    return plan;
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "%dx%d, %s a second, %.1f s",
        picture.displaySize().width(),
        picture.displaySize().height(),
        plan.rate(),
        plan.totalFrames() / plan.rate().framesPerSecond());
  }

  /** The same ladder with one rung of it. */
  static Ladder only(Ladder ladder, Rendition rendition) {
    return with(ladder, List.of(rendition));
  }

  static Ladder with(Ladder ladder, List<Rendition> renditions) {
    return new Ladder(
        renditions,
        ladder.audioBitrate(),
        ladder.loudness(),
        ladder.preset(),
        ladder.threads(),
        ladder.ffmpegBuild());
  }

  /** The rungs of which this source needs an encode. */
  List<Rendition> encoded(Ladder ladder) {
    return new SharedRungs(ladder, picture.displaySize(), plan.rate()).encoded();
  }

  CommandParts command(Ladder ladder, SoundLevel level, Path folder) {
    SoundCommand sound = sound(ladder);
    Storyboard storyboard = Storyboard.of(plan, picture.displaySize());
    return CommandParts.of(
        new EncodeCommand(probe, picture, ladder, plan, sound, storyboard)
            .arguments(level, folder));
  }

  private SoundCommand sound(Ladder ladder) {
    return new SoundCommand(probe.sound(), ladder.audioBitrate(), plan);
  }

  SoundLevel level(Ladder ladder) throws FfmpegException, IOException, InterruptedException {
    return probe.sound().isEmpty()
        ? SoundLevel.UNCHANGED
        : SoundLevel.first(
            Loudness.read(run(sound(ladder).measureSource(probe.sound().get()))),
            ladder.loudness());
  }

  /** Decodes picture and sound, and does nothing with them. */
  List<String> decodeOnly() {
    List<String> arguments = new ArrayList<>(List.of("-map", "0:" + picture.index()));
    probe.sound().ifPresent(heard -> arguments.addAll(List.of("-map", "0:" + heard.index())));
    arguments.addAll(List.of("-fps_mode", "passthrough", "-f", "null", "-"));
    return arguments;
  }

  /** What ffmpeg said at the end. */
  List<String> run(List<String> arguments)
      throws FfmpegException, IOException, InterruptedException {
    long shift = probe.startMicros() - picture.timing().startMicros();
    return run(ffmpeg, file, shift, arguments);
  }

  static List<String> run(Ffmpeg ffmpeg, Path input, long shiftMicros, List<String> arguments)
      throws FfmpegException, IOException, InterruptedException {
    return ffmpeg.measure(input, shiftMicros, arguments, LIMITS, micros -> {});
  }
}
