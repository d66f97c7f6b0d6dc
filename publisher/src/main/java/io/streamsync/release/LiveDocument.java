package io.streamsync.release;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.media.Rung;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code live.json}, the pointer: which release is on air on which day.
 *
 * @param format 1
 * @param publication ULID of the write that made it
 * @param published when
 * @param days without overlap, in order
 */
@JsonPropertyOrder({"format", "publication", "published", "days"})
public record LiveDocument(int format, String publication, Instant published, List<LiveDay> days) {

  public static final int FORMAT = 1;

  /** Yesterday stays: a viewer may be a little behind, and the page falls back on it. */
  private static final Duration KEPT_AFTER_END = Duration.ofHours(24);

  /** One day on air. */
  @JsonPropertyOrder({"from", "to", "release", "bucketSeconds", "directoryBytes", "rungs"})
  public record LiveDay(
      Instant from,
      Instant to,
      String release,
      int bucketSeconds,
      int directoryBytes,
      List<Rung> rungs) {

    public static LiveDay of(ReleaseDescription release) {
      return new LiveDay(
          release.from(),
          release.to(),
          release.release(),
          release.bucketSeconds(),
          release.directoryBytes(),
          release.rungs());
    }

    public boolean covers(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(to);
    }

    private boolean isKept(Instant now) {
      return to.plus(KEPT_AFTER_END).isAfter(now);
    }

    private boolean overlaps(LiveDay other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }

    private boolean sameSpan(LiveDay other) {
      return from.equals(other.from) && to.equals(other.to);
    }
  }

  public static LiveDocument parse(byte[] json) throws IOException {
    LiveDocument live = JsonText.read(json, LiveDocument.class, SitePaths.LIVE);
    if (live.format() != FORMAT) {
      throw new IOException(
          SitePaths.LIVE + " has format " + live.format() + ", this program knows " + FORMAT);
    }
    return live;
  }

  public Optional<LiveDay> dayOf(Instant instant) {
    return days.stream().filter(day -> day.covers(instant)).findFirst();
  }

  /** A day that stays on air and that a new one of this span would overlap, not replace. */
  public Optional<LiveDay> inTheWayOf(Instant from, Instant to, Instant now) {
    return days.stream()
        .filter(day -> day.isKept(now))
        .filter(day -> day.from().isBefore(to) && from.isBefore(day.to()))
        .filter(day -> !(day.from().equals(from) && day.to().equals(to)))
        .findFirst();
  }

  /**
   * The days that are on air once some releases are added: each replaces the one of the same span,
   * and days long over are dropped.
   *
   * @throws DayOverlapException if a day overlaps another without being the same
   */
  public static List<LiveDay> merge(
      Collection<LiveDay> onAir, Collection<LiveDay> added, Instant now)
      throws DayOverlapException {
    List<LiveDay> days = new ArrayList<>();
    for (LiveDay day : onAir) {
      boolean replaced = added.stream().anyMatch(day::sameSpan);
      if (!replaced && day.isKept(now)) {
        days.add(day);
      }
    }
    days.addAll(added);
    days.sort(Comparator.comparing(LiveDay::from));
    for (int i = 1; i < days.size(); i++) {
      if (days.get(i - 1).overlaps(days.get(i))) {
        throw new DayOverlapException(days.get(i - 1), days.get(i));
      }
    }
    return days;
  }

  /** Two days would be on air at once. */
  public static final class DayOverlapException extends Exception {
    DayOverlapException(LiveDay earlier, LiveDay later) {
      super(
          "release %s (%s to %s) overlaps release %s (%s to %s); were they made for different zones?"
              .formatted(
                  earlier.release(),
                  earlier.from(),
                  earlier.to(),
                  later.release(),
                  later.from(),
                  later.to()));
    }
  }
}
