package io.streamsync.publish;

import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which releases were on air before those that are. For each day the releases stand in the order in
 * which they were first published for it, so rolling back twice goes back two steps, and a release
 * that is published again after a roll back is again before nothing but its successors.
 */
final class Rollback {
  private final List<LiveDocument> history;
  private final Set<String> complete;

  /**
   * @param history every pointer ever published, oldest first
   * @param complete releases that the store still holds
   */
  Rollback(List<LiveDocument> history, Set<String> complete) {
    this.history = List.copyOf(history);
    this.complete = Set.copyOf(complete);
  }

  /** All that were ever on air. */
  static Set<String> releases(Collection<LiveDocument> history) {
    return history.stream()
        .flatMap(pointer -> pointer.days().stream())
        .map(LiveDay::release)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The days after the roll back. Days that are over stay; one that had no release before is
   * dropped.
   *
   * @throws IOException if then nothing would be on air now
   */
  List<LiveDay> days(Collection<LiveDay> onAir, Instant now) throws IOException {
    List<LiveDay> days = new ArrayList<>();
    for (LiveDay day : onAir) {
      if (day.to().isAfter(now)) {
        before(day).ifPresent(days::add);
      } else {
        days.add(day);
      }
    }
    if (days.stream().noneMatch(day -> day.covers(now))) {
      throw new IOException(
          "nothing would be on air at " + now + ": no release was there before, or it is gone");
    }
    return days;
  }

  /**
   * The release that a day's present one took the place of. One that came back, as by a roll back,
   * takes with it all that had come after it.
   */
  private Optional<LiveDay> before(LiveDay day) {
    List<LiveDay> standing = new ArrayList<>();
    for (LiveDocument pointer : history) {
      for (LiveDay other : pointer.days()) {
        if (other.from().equals(day.from()) && other.to().equals(day.to())) {
          takeItsPlace(other, standing);
        }
      }
    }
    return standing.stream()
        .takeWhile(other -> !other.release().equals(day.release()))
        .filter(other -> complete.contains(other.release()))
        .reduce((earlier, later) -> later);
  }

  private static void takeItsPlace(LiveDay published, List<LiveDay> standing) {
    for (int i = 0; i < standing.size(); i++) {
      if (standing.get(i).release().equals(published.release())) {
        standing.subList(i + 1, standing.size()).clear();
        return;
      }
    }
    standing.add(published);
  }
}
