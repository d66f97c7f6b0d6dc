package io.streamsync.job;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when a run may begin encodes. One that has begun goes on to its end.
 *
 * @param length counted from the start of the run
 * @param end the first instant at which none may begin
 */
record EncodeLimit(Duration length, Instant end) implements Serializable { // workers ask it
  private static final Duration LONGEST = Duration.ofDays(36_500);

  static final EncodeLimit NONE = new EncodeLimit(LONGEST, Instant.MAX);

  /**
   * A limit for a run.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  static EncodeLimit after(Instant start, Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException("--transcode-for must not be negative, was " + length);
    }
    if (length.isZero()) {
      return new EncodeLimit(length, Instant.MIN); // over on every machine, however late its clock
    }
    return length.compareTo(LONGEST) > 0 ? NONE : new EncodeLimit(length, start.plus(length));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(end);
  }

  /** Why a video was left for the next night. */
  String reason() {
    return "--transcode-for=" + length + " was over before its turn came";
  }
}
