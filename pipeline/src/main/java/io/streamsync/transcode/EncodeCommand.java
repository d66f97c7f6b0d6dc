package io.streamsync.transcode;

import static java.util.Comparator.comparingInt;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Rung;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.Probe.Sound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that makes all rungs, the sound and the poster of a video in one run. Each rung
 * is written as one fragmented MP4, {@code v240.mp4}; where it is cut into segments is not left to
 * ffmpeg, whose HLS muxer cuts sound at the first frame after a boundary instead of the nearest,
 * and cannot join a short tail.
 */
final class EncodeCommand {
  static final String POSTER = "poster.jpg";

  private static final int POSTER_SHORT_SIDE = 360;

  /**
   * How much the last frame may be held where a header promises more than there is; what lacks more
   * than this is a truncated file and fails by its count of frames.
   */
  private static final int HELD_SECONDS = 2;

  private final Probe probe;
  private final Picture picture;
  private final Ladder ladder;
  private final SegmentPlan plan;

  EncodeCommand(Probe probe, Picture picture, Ladder ladder, SegmentPlan plan) {
    this.probe = probe;
    this.picture = picture;
    this.ladder = ladder;
    this.plan = plan;
  }

  static Path file(Path folder, String rung) {
    return folder.resolve(rung + ".mp4");
  }

  /** Puts the first frame of the picture at 0, and the sound along with it; in microseconds. */
  long shiftMicros() {
    return probe.startMicros() - picture.timing().startMicros();
  }

  /** All that follows the input. */
  List<String> arguments(Path folder) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-filter_complex", filterGraph()));
    largestFirst().forEach(rendition -> arguments.addAll(videoOutput(rendition, folder)));
    arguments.addAll(audioOutput(folder));
    arguments.addAll(posterOutput(folder));
    return arguments;
  }

  private List<Rendition> largestFirst() {
    return ladder.renditions().stream().sorted(comparingInt(Rendition::height).reversed()).toList();
  }

  private String filterGraph() {
    List<String> chains = new ArrayList<>();
    List<Rendition> renditions = largestFirst();
    String input = "[0:" + picture.index() + "]" + exactFrames() + ",";
    for (int i = 0; i < renditions.size(); i++) {
      Rendition rendition = renditions.get(i);
      boolean last = i == renditions.size() - 1;
      String next = last ? "" : "[below-" + rendition.id() + "]";
      String poster = i == 0 ? "[to-poster]" : "";
      int outputs = 1 + (last ? 0 : 1) + (i == 0 ? 1 : 0);
      String split = outputs == 1 ? "" : ",split=" + outputs;
      chains.add(input + picture(rendition) + split + "[" + rendition.id() + "]" + next + poster);
      input = next;
    }
    chains.add("[to-poster]" + poster() + "[poster]");
    chains.add(sound() + "[" + Rung.AUDIO + "]");
    return String.join(";", chains);
  }

  /**
   * Constant rate from time 0, of exactly the planned number of frames. {@code setpts=N} counts in
   * the filter's own time base; computing seconds there corrupts timestamps by rounding.
   */
  private String exactFrames() {
    return "fps="
        + plan.rate()
        + ":start_time=0,tpad=stop_mode=clone:stop_duration="
        + HELD_SECONDS
        + ",trim=end_frame="
        + plan.totalFrames()
        + ",setpts=N";
  }

  private String picture(Rendition rendition) {
    Size size = PictureFit.intoBox(picture.displaySize(), rendition.width(), rendition.height());
    return scale(size) + ",format=yuv420p";
  }

  /** A frame at about a third, where most films have got going. */
  private String poster() {
    Size size = PictureFit.byShortSide(picture.displaySize(), POSTER_SHORT_SIDE);
    int frame = plan.totalFrames() / 3;
    return "trim=start_frame=" + frame + ":end_frame=" + (frame + 1) + "," + scale(size);
  }

  private static String scale(Size size) {
    return "scale=" + size.width() + ":" + size.height() + ",setsar=1";
  }

  /**
   * The encoder puts one frame of priming before the first sample, and there is no edit list to
   * hide it: one frame less goes in, so that the first sample heard is the one of time 0 plus one
   * frame, at its own time.
   */
  private String sound() {
    String source =
        probe
            .sound()
            .map(EncodeCommand::alignedSound)
            .orElse("anullsrc=sample_rate=48000:channel_layout=stereo");
    int frame = SegmentPlan.AUDIO_FRAME_SAMPLES;
    return source
        + ",atrim=start_sample="
        + frame
        + ":end_sample="
        + plan.totalAudioFrames() * (long) frame;
  }

  private static String alignedSound(Sound sound) {
    return "[0:"
        + sound.index()
        + "]aresample=48000:async=1:first_pts=0"
        + ",aformat=sample_fmts=fltp:channel_layouts=stereo,apad";
  }

  private List<String> videoOutput(Rendition rendition, Path folder) {
    List<String> arguments = new ArrayList<>(List.of("-map", "[" + rendition.id() + "]"));
    arguments.addAll(List.of("-c:v", "libx264", "-preset", ladder.preset()));
    arguments.addAll(List.of("-threads", text(ladder.threads())));
    arguments.addAll(List.of("-profile:v", "high", "-level:v", text(rendition.level())));
    arguments.addAll(List.of("-b:v", text(rendition.bitrate())));
    arguments.addAll(List.of("-maxrate", text(rendition.maxBitrate())));
    arguments.addAll(List.of("-bufsize", text(rendition.maxBitrate())));
    arguments.addAll(List.of("-g", text(plan.keyFrameInterval())));
    arguments.addAll(List.of("-keyint_min", text(plan.keyFrameInterval())));
    arguments.addAll(List.of("-sc_threshold", "0", "-flags", "+cgop"));
    arguments.addAll(List.of("-video_track_timescale", text(timescale(plan.rate()))));
    arguments.addAll(fragmented("+frag_keyframe", folder, rendition.id()));
    return arguments;
  }

  private List<String> audioOutput(Path folder) {
    List<String> arguments = new ArrayList<>(List.of("-map", "[" + Rung.AUDIO + "]"));
    arguments.addAll(List.of("-c:a", "aac", "-profile:a", "aac_low"));
    arguments.addAll(List.of("-b:a", text(ladder.audioBitrate())));
    arguments.addAll(List.of("-frag_duration", "4000000"));
    arguments.addAll(fragmented("", folder, Rung.AUDIO));
    return arguments;
  }

  /** {@code cmaf} for composition times without an initial delay, no edit list to undo one. */
  private static List<String> fragmented(String how, Path folder, String rung) {
    return List.of(
        "-map_metadata",
        "-1",
        "-map_chapters",
        "-1",
        "-fflags",
        "+bitexact",
        "-movflags",
        "+cmaf+skip_trailer" + how,
        "-use_editlist",
        "0",
        "-f",
        "mp4",
        file(folder, rung).toString());
  }

  private static List<String> posterOutput(Path folder) {
    return List.of(
        "-map",
        "[poster]",
        "-c:v",
        "mjpeg",
        "-q:v",
        "4",
        "-frames:v",
        "1",
        "-update",
        "1",
        "-f",
        "image2",
        folder.resolve(POSTER).toString());
  }

  /** Units a second in which a frame is a whole number: 1001 of 24,000, or 1000 of 25,000. */
  static int timescale(FrameRate rate) {
    return rate.denominator() == 1 ? rate.numerator() * 1000 : rate.numerator();
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
