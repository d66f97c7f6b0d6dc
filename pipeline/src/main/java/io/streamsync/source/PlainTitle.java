package io.streamsync.source;

import io.streamsync.playlist.TitleText;
import java.util.regex.Pattern;

/**
 * Titles as viewers read them: one line of at most {@link TitleText#MAX_CHARACTERS} characters,
 * without those that cannot be seen and would turn the text around them, or cut it off.
 */
public final class PlainTitle {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

  /** All but joiners. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cf}\\p{Cs}&&[^\\u200C\\u200D]]");

  private PlainTitle() {}

  /** Persian, scripts of India and emoji are written with these two. */
  public static boolean isJoiner(int codePoint) {
    return codePoint == 0x200C || codePoint == 0x200D;
  }

  /**
   * The title, or another text where nothing of it can be seen.
   *
   * @param written in the input
   */
  public static String of(String written, String otherwise) {
    String oneLine = BREAKS.matcher(written).replaceAll(" ");
    String title = TitleText.shortened(HIDDEN.matcher(oneLine).replaceAll("").strip()).strip();
    return title.isEmpty() ? otherwise : title;
  }
}
