package io.streamsync.media;

import java.time.Duration;
import java.time.Instant;

/**
 * The exact unit of time of a timeline: 1/720,000 second. It is the smallest unit in which a frame
 * of every {@linkplain FrameRate#AIRED rate on air} and a sample of 48 kHz audio (15 ticks) are
 * whole numbers, so that a day of programmes adds up without rounding. Values are {@code long}s
 * whose names end in {@code Ticks}; a day is 6.2e10 of them.
 */
public final class Ticks {
  public static final long PER_SECOND = 720_000;
  public static final long PER_MILLI = PER_SECOND / 1000;

  private Ticks() {}

  /** The ticks of a whole number of milliseconds; finer parts are dropped. */
  public static long of(Duration duration) {
    return Math.multiplyExact(duration.toMillis(), PER_MILLI);
  }

  /** Rounded to the nearest millisecond, halves up. */
  public static long toMillis(long ticks) {
    return Math.floorDiv(ticks + PER_MILLI / 2, PER_MILLI);
  }

  /** The instant {@code ticks} after {@code origin}, rounded to the nearest millisecond. */
  public static Instant after(Instant origin, long ticks) {
    return origin.plusMillis(toMillis(ticks));
  }

  /** Seconds with six decimals, as EXTINF prints them: {@code 4.004000}. */
  public static String toMicroText(long ticks) {
    return decimals(Math.floorDiv(ticks * 25 + 9, 18), 1_000_000, 6);
  }

  /** Seconds with three decimals, as DATERANGE prints them: {@code 74.333}. */
  public static String toMilliText(long ticks) {
    return decimals(toMillis(ticks), 1000, 3);
  }

  private static String decimals(long value, long unit, int digits) {
    String fraction = Long.toString(unit + value % unit).substring(1);
    return value / unit + "." + fraction.substring(0, digits);
  }
}
