package io.streamsync.sequence;

import java.io.Serializable;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An item with a start of its own, as a sequence names it.
 *
 * @param video id
 * @param at local time of the day
 */
public record FixedStart(String video, LocalTime at)
    implements Serializable { // crosses the shuffle
  private static final Pattern TIME =
      Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{3})?)?");

  /** Reads {@code 20:00}, {@code 20:00:00} or {@code 20:00:00.000}; empty for all else. */
  static Optional<LocalTime> time(String text) {
    return TIME.matcher(text).matches() ? Optional.of(LocalTime.parse(text)) : Optional.empty();
  }

  /** The reason to refuse what is none of these. */
  static String noTime(String quoted) {
    return "startAt must be a time as 20:00, 20:00:00 or 20:00:00.000, was " + quoted;
  }
}
