package io.streamsync.job;

import io.streamsync.source.PlainTitle;

/**
 * HTML under construction. Names of elements and attributes are the program's own; all text and
 * every value is escaped, whatever stands in it.
 */
final class Markup {
  private final StringBuilder html = new StringBuilder();

  /**
   * @param attributes names and values in turn
   */
  Markup open(String element, String... attributes) {
    html.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      html.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1]));
      html.append('"');
    }
    html.append('>');
    return this;
  }

  Markup close(String element) {
    html.append("</").append(element).append('>');
    return this;
  }

  /** Closes what stands on lines of its own. */
  Markup end(String element) {
    close(element).html.append('\n');
    return this;
  }

  Markup text(String text) {
    html.append(escaped(text));
    return this;
  }

  Markup element(String element, String text) {
    return open(element).text(text).close(element);
  }

  Markup element(String element, String cssClass, String text) {
    return open(element, "class", cssClass).text(text).close(element);
  }

  /**
   * Appends as it is.
   *
   * @param trusted of the program itself, never of an input
   */
  Markup raw(String trusted) {
    html.append(trusted);
    return this;
  }

  /**
   * Controls that HTML forbids, and those that turn text around, become a visible sign; so do
   * halves of characters.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(point, escaped));
    return escaped.toString();
  }

  private static void append(int point, StringBuilder escaped) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append((char) point);
      default -> escaped.appendCodePoint(isShown(point) ? point : 0xFFFD);
    }
  }

  private static boolean isShown(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && (type != Character.FORMAT || PlainTitle.isJoiner(point));
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
