package io.streamsync.source;

import java.util.regex.Pattern;

/** The rule for ids of videos and users, and for names of channels. */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

  private Ids() {}

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** As an id, but in lower case. */
  public static boolean isChannel(String text) {
    return CHANNEL.matcher(text).matches();
  }
}
