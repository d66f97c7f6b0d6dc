package io.streamsync.transcode;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that makes all rungs, the sound and a picture for each second in one run: the
 * source is decoded once, and each rung is scaled from the one above it. Picture and sound stay in
 * one run because ffmpeg mends jumps of a file's clock as it meets them. A rung is written as one
 * fragmented MP4, {@code v240.mp4}; where it is cut into segments is not left to ffmpeg, whose HLS
 * muxer cuts sound at the first frame after a boundary instead of the nearest, and cannot join a
 * short tail.
 */
final class EncodeCommand {
  /** A small picture for each second, from which the storyboard is made. */
  static final String SAMPLES = "samples.y4m";

  /**
   * How much the last frame may be held where a header promises more than there is; what lacks more
   * than this is a truncated file and fails by its count of frames.
   */
  private static final int HELD_SECONDS = 2;

  private final Probe probe;
  private final Picture picture;
  private final Ladder ladder;
  private final SegmentPlan plan;
  private final SharedRungs rungs;
  private final SoundCommand sound;
  private final Storyboard storyboard;

  EncodeCommand(
      Probe probe,
      Picture picture,
      Ladder ladder,
      SegmentPlan plan,
      SoundCommand sound,
      Storyboard storyboard) {
    this.probe = probe;
    this.picture = picture;
    this.ladder = ladder;
    this.plan = plan;
    this.rungs = new SharedRungs(ladder, picture.displaySize(), plan.rate());
    this.sound = sound;
    this.storyboard = storyboard;
  }

  static Path file(Path folder, String rung) {
    return folder.resolve(rung + ".mp4");
  }

  /** Puts the first frame of the picture at 0, and the sound along with it; in microseconds. */
  long shiftMicros() {
    return probe.startMicros() - picture.timing().startMicros();
  }

  /** What is encoded once for several rungs. */
  SharedRungs rungs() {
    return rungs;
  }

  /** All that follows the input. */
  List<String> arguments(SoundLevel level, Path folder) {
    List<String> arguments = new ArrayList<>();
    // One graph: of two, ffmpeg 8 stops the one that is ahead, and where a jump of the source's
    // clock
    // has put its sound far ahead, nothing then moves ever again.
    arguments.addAll(List.of("-filter_complex", pictureChains() + ";" + sound.chain(level)));
    rungs.encoded().forEach(rendition -> arguments.addAll(videoOutput(rendition, folder)));
    arguments.addAll(sound.output(folder));
    arguments.addAll(List.of("-map", "[samples]", "-fps_mode", "passthrough", "-strict", "-1"));
    arguments.addAll(List.of("-f", "yuv4mpegpipe", folder.resolve(SAMPLES).toString()));
    return arguments;
  }

  private String pictureChains() {
    List<String> chains = new ArrayList<>();
    String scaled = "[0:" + picture.index() + "]" + wholeFrames() + exactFrames() + ",";
    String from = "";
    for (Rendition rendition : rungs.encoded()) {
      Size size = rungs.size(rendition);
      chains.add(
          (from.isEmpty() ? scaled + new ColourConversion(picture).to(size) : from + scale(size))
              + ",split=2["
              + rendition.id()
              + "][below-"
              + rendition.id()
              + "]");
      from = "[below-" + rendition.id() + "]";
    }
    chains.add(
        from
            + "framestep="
            + storyboard.sampleFrames()
            + ","
            + forJpeg(storyboard.tile())
            + "[samples]");
    return String.join(";", chains);
  }

  /** Fields become frames where a frame says that it is made of them; others pass untouched. */
  private String wholeFrames() {
    return picture.progressive() ? "" : "bwdif=mode=send_frame:deint=interlaced,";
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

  private static String scale(Size size) {
    return "scale=" + size.width() + ":" + size.height() + ",setsar=1";
  }

  /** JFIF knows one kind of colour: BT.601 in full range. */
  static String forJpeg(Size size) {
    return "scale="
        + size.width()
        + ":"
        + size.height()
        + ":in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,setsar=1,format=yuvj420p";
  }

  static List<String> jpeg(Path file) {
    return List.of(
        "-c:v",
        "mjpeg",
        "-q:v",
        "4",
        "-fflags",
        "+bitexact",
        "-flags",
        "+bitexact",
        "-frames:v",
        "1",
        "-update",
        "1",
        "-f",
        "image2",
        file.toString());
  }

  private List<String> videoOutput(Rendition rendition, Path folder) {
    List<String> arguments = new ArrayList<>(List.of("-map", "[" + rendition.id() + "]"));
    arguments.addAll(List.of("-c:v", "libx264", "-preset", ladder.preset()));
    arguments.addAll(List.of("-threads", text(ladder.threads())));
    arguments.addAll(List.of("-profile:v", "high", "-level:v", text(rendition.level())));
    arguments.addAll(List.of("-crf", text(rendition.crf())));
    arguments.addAll(List.of("-maxrate", text(rendition.vbvBitrate())));
    arguments.addAll(List.of("-bufsize", text(rendition.vbvBits())));
    arguments.addAll(List.of("-g", text(plan.keyFrameInterval())));
    arguments.addAll(List.of("-keyint_min", text(plan.keyFrameInterval())));
    arguments.addAll(List.of("-sc_threshold", "0", "-flags", "+cgop"));
    if (plan.endsAnywhere()) {
      arguments.addAll(List.of("-bf", "0"));
    }
    arguments.addAll(List.of("-video_track_timescale", text(timescale(plan.rate()))));
    arguments.addAll(fragmented("+frag_keyframe", folder, rendition.id()));
    return arguments;
  }

  /** {@code cmaf} for composition times without an initial delay, no edit list to undo one. */
  static List<String> fragmented(String how, Path folder, String rung) {
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

  /** Units a second in which a frame is a whole number: 1001 of 24,000, or 1000 of 25,000. */
  static int timescale(FrameRate rate) {
    return rate.denominator() == 1 ? rate.numerator() * 1000 : rate.numerator();
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
