package io.streamsync.captions;

import java.util.Comparator;

/**
 * A text and the span of time that shows it.
 *
 * @param startMillis from the video's first frame; negative for what begins before it
 * @param endMillis excluded, after the start
 * @param settings as WebVTT writes them behind the times, {@code line:0 align:start}; may be empty
 * @param text one or more lines with their markup, divided by {@code \n}, none of them empty
 */
public record Cue(long startMillis, long endMillis, String settings, String text) {
  /**
   * By start, then by end. Cues of the same times have no order here: theirs is that of the file,
   * which decides who stands above whom.
   */
  public static final Comparator<Cue> BY_TIME =
      Comparator.comparingLong(Cue::startMillis).thenComparingLong(Cue::endMillis);

  public Cue {
    if (endMillis <= startMillis) {
      throw new IllegalArgumentException(
          "a cue must end after it starts, at " + startMillis + " ms, ended at " + endMillis);
    }
    if (settings.contains("\n") || settings.contains("-->")) {
      throw new IllegalArgumentException("not the settings of a cue: " + settings);
    }
    if (text.isEmpty() || ("\n" + text + "\n").contains("\n\n") || text.contains("-->")) {
      throw new IllegalArgumentException("not the text of a cue: " + text);
    }
  }
}
