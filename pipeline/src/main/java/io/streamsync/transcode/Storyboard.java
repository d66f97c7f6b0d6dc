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

  /** Side of the grid of luma samples that stands for a picture when the poster is chosen. */
  static final int GRID = 16;

  private static final int MOST_TILES = 100;
  private static final int TILE_SHORT_SIDE = 90;

  /** A picture a second, in long videos a hundredth of them apart. */
  static Storyboard of(SegmentPlan plan, Size display) {
    int second = Math.toIntExact(Math.round(plan.rate().framesPerSecond()));
    int every = Math.max(second, ceilDiv(plan.totalFrames(), MOST_TILES));
    return new Storyboard(
        plan.rate(), plan.totalFrames(), every, PictureFit.byShortSide(display, TILE_SHORT_SIDE));
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
