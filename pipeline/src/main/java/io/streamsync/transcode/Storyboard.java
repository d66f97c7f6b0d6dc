package io.streamsync.transcode;

import io.streamsync.captions.Cue;
import io.streamsync.captions.WebVtt;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.source.Probe.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet of small pictures taken at even distances: what a person looks at to see what is in a
 * video, and what the poster is chosen from.
 *
 * @param rate of the video
 * @param totalFrames of the video
 * @param everyFrames distance of the pictures
 * @param tile size of one
 */
record Storyboard(FrameRate rate, int totalFrames, int everyFrames, Size tile) {
  static final int COLUMNS = 10;

  private static final int MOST_TILES = 100;
  private static final int TILE_LONG_SIDE = 160;
  private static final int TILE_SHORT_SIDE = 90;

  /** A picture a second, in long videos so many seconds apart that there are a hundred. */
  static Storyboard of(SegmentPlan plan, Size display) {
    int second = second(plan.rate());
    int seconds = ceilDiv(plan.totalFrames(), MOST_TILES * second);
    return new Storyboard(
        plan.rate(),
        plan.totalFrames(),
        second * seconds,
        PictureFit.intoBox(display, TILE_LONG_SIDE, TILE_SHORT_SIDE));
  }

  private static int second(FrameRate rate) {
    return Math.toIntExact(Math.round(rate.framesPerSecond()));
  }

  /**
   * Frames between two samples. One a second is taken out of the encode, whatever the distance of
   * the pictures: while ffmpeg waits for the next one, all other rungs pile up in memory.
   */
  int sampleFrames() {
    return second(rate);
  }

  /** Of how many samples one is a picture. */
  int samplesAPicture() {
    return everyFrames / sampleFrames();
  }

  /** Of all samples together, uncompressed. */
  long sampleBytes() {
    return (totalFrames / sampleFrames() + 1L) * (2L * tile.width() * tile.height() + 16);
  }

  int tiles() {
    return ceilDiv(totalFrames, everyFrames);
  }

  int columns() {
    return Math.min(COLUMNS, tiles());
  }

  int rows() {
    return ceilDiv(tiles(), COLUMNS);
  }

  int frameOf(int tile) {
    return tile * everyFrames;
  }

  /**
   * Which part of the sheet shows which time, as players read it: a media fragment (W3C Media
   * Fragments, 4.2.2) for each picture.
   *
   * @param sheet name of the file with all pictures
   */
  String webVtt(String sheet) {
    List<Cue> cues = new ArrayList<>();
    for (int i = 0; i < tiles(); i++) {
      int end = Math.min(frameOf(i + 1), totalFrames);
      String place =
          "%s#xywh=%d,%d,%d,%d"
              .formatted(
                  sheet,
                  i % COLUMNS * tile.width(),
                  i / COLUMNS * tile.height(),
                  tile.width(),
                  tile.height());
      cues.add(new Cue(millis(frameOf(i)), millis(end), "", place));
    }
    return WebVtt.write(cues);
  }

  private long millis(int frame) {
    return Math.round(rate.toTicks(frame) * 1000.0 / Ticks.PER_SECOND);
  }

  private static int ceilDiv(int dividend, int divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
