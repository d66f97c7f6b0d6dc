package io.streamsync.transcode;

import io.streamsync.media.Rung;
import io.streamsync.source.Probe.Sound;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command lines that measure the sound of a source and encode it, once for all rungs. */
final class SoundCommand {
  private final Optional<Sound> sound;
  private final int bitrate;
  private final SegmentPlan plan;

  /**
   * @param bitrate of the one audio rendition, bits a second
   */
  SoundCommand(Optional<Sound> sound, int bitrate, SegmentPlan plan) {
    this.sound = sound;
    this.bitrate = bitrate;
    this.plan = plan;
  }

  /** Of the part of the source that goes on air. */
  List<String> measureSource(Sound measured) {
    return measure(aligned(measured) + ",apad,atrim=end_sample=" + endSample());
  }

  /** Of what was encoded. */
  static List<String> measurePublished() {
    return measure("[0:0]anull");
  }

  private static List<String> measure(String chain) {
    return List.of(
        "-filter_complex",
        chain + ",ebur128=peak=true:framelog=quiet[measured]",
        "-map",
        "[measured]",
        "-f",
        "null",
        "-");
  }

  /** The sound alone, to hear what a level makes of it. */
  List<String> encode(SoundLevel level, Path folder) {
    List<String> arguments = new ArrayList<>(List.of("-filter_complex", chain(level)));
    arguments.addAll(output(folder));
    return arguments;
  }

  /**
   * The filters from the source to what is encoded.
   *
   * <p>The encoder puts one frame of priming before the first sample, and there is no edit list to
   * hide it: one frame less goes in, so that the first sample heard is the one of time 0 plus one
   * frame, at its own time.
   */
  String chain(SoundLevel level) {
    String source =
        sound
            .map(present -> aligned(present) + level.filters() + ",apad")
            .orElse("anullsrc=sample_rate=48000:channel_layout=stereo");
    return source
        + (",atrim=start_sample=" + SegmentPlan.AUDIO_FRAME_SAMPLES)
        + (":end_sample=" + endSample() + "[" + Rung.AUDIO + "]");
  }

  /** The file that {@link #chain} ends in. */
  List<String> output(Path folder) {
    List<String> arguments = new ArrayList<>(List.of("-map", "[" + Rung.AUDIO + "]"));
    arguments.addAll(List.of("-c:a", "aac", "-profile:a", "aac_low"));
    arguments.addAll(List.of("-b:a", Integer.toString(bitrate)));
    arguments.addAll(List.of("-frag_duration", "4000000"));
    arguments.addAll(EncodeCommand.fragmented("", folder, Rung.AUDIO));
    return arguments;
  }

  private static String aligned(Sound sound) {
    return "[0:"
        + sound.index()
        + "]aresample=48000:async=1:first_pts=0"
        + ",aformat=sample_fmts=fltp:channel_layouts=stereo";
  }

  private long endSample() {
    return plan.totalAudioFrames() * (long) SegmentPlan.AUDIO_FRAME_SAMPLES;
  }
}
