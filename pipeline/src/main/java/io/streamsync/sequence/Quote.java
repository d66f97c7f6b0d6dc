package io.streamsync.sequence;

/**
 * A piece of the input within a reason: on one line and short, whatever it is, so that a report of
 * bad input can be read.
 */
final class Quote {
  private static final int MAX_CHARACTERS = 80;

  private Quote() {}

  /** In quotation marks; if it is shortened, with its true length. */
  static String of(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= MAX_CHARACTERS
        ? "'" + clean(text) + "'"
        : "'" + shortened(text) + "' (" + length + " characters)";
  }

  /** Without quotation marks. */
  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= MAX_CHARACTERS
        ? clean(text)
        : clean(text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS))) + "…";
  }

  /** Control and format characters could move a terminal's cursor, or turn its text around. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }
}
