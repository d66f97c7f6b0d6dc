package io.streamsync.catalogue;

import io.streamsync.media.Rung;
import java.io.Serializable;
import java.util.List;

/**
 * All that decides the bytes of a transcoded video besides its source. Two ladders that differ in
 * anything have different {@linkplain #canonicalText() texts} and so different video keys.
 *
 * @param renditions smallest first
 * @param audioBitrate bits a second of the one audio rendition
 * @param loudness integrated loudness of every video, LUFS (EBU R 128)
 * @param preset of x264
 * @param threads of each x264 encoder: its output depends on them, and with more than one its bytes
 *     differ from run to run once a VBV limits the rate
 * @param ffmpegBuild version of the ffmpeg that encodes
 */
public record Ladder(
    List<Rendition> renditions,
    int audioBitrate,
    int loudness,
    String preset,
    int threads,
    String ffmpegBuild)
    implements Serializable { // options of the job carry it to the workers

  public static final int SEGMENT_SECONDS = 4;
  public static final int KEY_FRAME_SECONDS = 2;

  /** Grows when the encoding itself changes in a way that no other field shows. */
  private static final int RECIPE = 3;

  /** What EBU R 128 asks of a programme, LUFS. */
  public static final int EBU_LOUDNESS = -23;

  private static final int LOUDEST = -9;
  private static final int QUIETEST = -40;

  public Ladder {
    renditions = List.copyOf(renditions);
    if (loudness < QUIETEST || loudness > LOUDEST) {
      throw new IllegalArgumentException(
          "loudness must be from " + QUIETEST + " to " + LOUDEST + " LUFS, was " + loudness);
    }
    if (renditions.isEmpty()) {
      throw new IllegalArgumentException("a ladder needs a rung");
    }
  }

  /** What one machine encodes in a night: three rungs, up to 720 lines. */
  public static Ladder laptop(String ffmpegBuild) {
    return new Ladder(
        List.of(Rendition.V240, Rendition.V480, Rendition.V720),
        /* audioBitrate= */ 128_000,
        EBU_LOUDNESS,
        "veryfast",
        /* threads= */ 1,
        ffmpegBuild);
  }

  /**
   * The same at another loudness.
   *
   * @param lufs integrated
   */
  public Ladder at(int lufs) {
    return new Ladder(renditions, audioBitrate, lufs, preset, threads, ffmpegBuild);
  }

  public List<Rung> rungs() {
    return renditions.stream().map(rendition -> rendition.published(audioBitrate)).toList();
  }

  /** One line a fact, in a fixed order. */
  public String canonicalText() {
    StringBuilder text = new StringBuilder();
    renditions.forEach(rendition -> text.append(rendition).append('\n'));
    return text.append("audio ")
        .append(audioBitrate)
        .append("\nloudness ")
        .append(loudness)
        .append("\npreset ")
        .append(preset)
        .append("\nthreads ")
        .append(threads)
        .append("\nsegment ")
        .append(SEGMENT_SECONDS)
        .append("\nkeyframe ")
        .append(KEY_FRAME_SECONDS)
        .append("\nrecipe ")
        .append(RECIPE)
        .append("\nffmpeg ")
        .append(ffmpegBuild)
        .append('\n')
        .toString();
  }
}
