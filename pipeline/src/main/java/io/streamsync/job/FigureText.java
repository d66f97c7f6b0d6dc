package io.streamsync.job;

import io.streamsync.media.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them, the same in every country. */
final class FigureText {
  private static final DateTimeFormatter LONG_DATE =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

  private FigureText() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 viewer}, {@code 2 viewers}. */
  static String count(long number, String one, String several) {
    return count(number) + " " + (number == 1 ? one : several);
  }

  static String bytes(long number) {
    double value = number;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? count(number) + " bytes"
        : String.format(Locale.ROOT, value < 9.995 ? "%.2f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** From 0 to 1; what is there never reads as nothing. */
  static String share(double part) {
    if (part > 0 && part < 0.0001) {
      return "<0.01 %";
    }
    return part == 0
        ? "0 %"
        : String.format(Locale.ROOT, part < 0.1 ? "%.2f %%" : "%.1f %%", part * 100);
  }

  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%s h %02d min".formatted(count(seconds / 3600), seconds / 60 % 60);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%,.1f s", millis / 1000.0);
  }

  static String ofTicks(long ticks) {
    return ticks > 0 && ticks < Ticks.PER_SECOND
        ? "under 1 s"
        : duration(Duration.ofSeconds(ticks / Ticks.PER_SECOND));
  }

  static String longDate(LocalDate date) {
    return LONG_DATE.format(date);
  }

  static String shortDate(String date) {
    return SHORT_DATE.format(LocalDate.parse(date));
  }

  static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }
}
