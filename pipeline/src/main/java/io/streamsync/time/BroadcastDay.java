package io.streamsync.time;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A day as a zone has it: from the first instant of a local date to the first instant of the next.
 * That is 24 hours, but 23 to 25 where clocks change.
 *
 * @param date local
 * @param zone in which the date is meant
 */
public record BroadcastDay(LocalDate date, ZoneId zone)
    implements Serializable { // part of the job's settings

  /**
   * @throws IllegalArgumentException if the zone has no such date: some crossed the date line
   */
  public BroadcastDay {
    if (!begin(date, zone).isBefore(begin(date.plusDays(1), zone))) {
      throw new IllegalArgumentException(
          "there was no " + date + " in " + zone + ": its clocks left this date out");
    }
  }

  /** The day an instant lies in. */
  public static BroadcastDay of(Instant instant, ZoneId zone) {
    BroadcastDay day = new BroadcastDay(LocalDate.ofInstant(instant, zone), zone);
    // Clocks set back at 00:01 show the old date once more, but the new day has begun.
    return instant.isBefore(day.to()) ? day : day.next();
  }

  /** First instant of the day; not midnight where a change of clocks skips that. */
  public Instant from() {
    return begin(date, zone);
  }

  /** First instant of the next day. */
  public Instant to() {
    return begin(date.plusDays(1), zone);
  }

  /** The day that begins where this one ends: not the next date where the zone has none such. */
  public BroadcastDay next() {
    return new BroadcastDay(LocalDate.ofInstant(to(), zone), zone);
  }

  /**
   * When clocks first show a time on this date; empty if they skip it.
   *
   * @param time local
   */
  public Optional<Instant> at(LocalTime time) {
    LocalDateTime local = date.atTime(time);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local); // the earlier first
    return offsets.stream().findFirst().map(local::toInstant);
  }

  @Override
  public String toString() {
    return date + " in " + zone;
  }

  private static Instant begin(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }
}
