package io.streamsync.playlist;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of titles in DATERANGE: every UTF-8 byte but {@code [A-Za-z0-9._~-]}. */
public final class TitleText {
  public static final int MAX_CHARACTERS = 200;

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";

  private TitleText() {}

  static String encode(String title) {
    StringBuilder text = new StringBuilder();
    for (byte b : shortened(title).getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && PLAIN.indexOf(b) >= 0) {
        text.append((char) b);
      } else {
        text.append('%').append(hexDigit(b >> 4)).append(hexDigit(b));
      }
    }
    return text.toString();
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8); // '+' never stands in it
  }

  /** Its first {@link #MAX_CHARACTERS} characters. */
  public static String shortened(String title) {
    int length = title.codePointCount(0, title.length());
    return length <= MAX_CHARACTERS
        ? title
        : title.substring(0, title.offsetByCodePoints(0, MAX_CHARACTERS));
  }

  private static char hexDigit(int value) {
    return Character.toUpperCase(Character.forDigit(value & 15, 16));
  }
}
