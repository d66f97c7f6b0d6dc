package io.streamsync.time;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day as a zone has it: from the first instant of a local date to the first instant of the next.
 * That is 24 hours, but 23 to 25 where clocks change.
 *
 * @param date local
 * @param zone in which the date is meant
 */
public record BroadcastDay(LocalDate date, ZoneId zone)
    implements Serializable { // part of the job's settings

  public static BroadcastDay of(Instant instant, ZoneId zone) {
    return new BroadcastDay(LocalDate.ofInstant(instant, zone), zone);
  }

  /** First instant of the day; not midnight where a change of clocks skips that. */
  public Instant from() {
    return date.atStartOfDay(zone).toInstant();
  }

  /** First instant of the next day. */
  public Instant to() {
    return next().from();
  }

  public BroadcastDay next() {
    return new BroadcastDay(date.plusDays(1), zone);
  }

  @Override
  public String toString() {
    return date + " in " + zone;
  }
}
