package io.streamsync.job;

import io.streamsync.source.Reject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Brings sorted lists of rejects together: what several lists hold comes once, with all the days it
 * was found for; what one list holds twice comes twice. It holds one reject a list, however long
 * they are.
 */
final class RejectMerge {
  /** Takes what comes out, in order. */
  interface Taker {
    void take(Reject reject, SortedSet<String> days);
  }

  /**
   * Rejects of one stage.
   *
   * @param day local date, or empty if the stage is of no day
   * @param sorted in the order of {@link Reject}
   */
  record Source(String day, Iterator<Reject> sorted) {}

  private record Head(Reject reject, Source source) {}

  private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::reject));

  private RejectMerge() {}

  static void merge(Collection<Source> sources, Taker taker) {
    RejectMerge merge = new RejectMerge();
    sources.forEach(merge::advance);
    merge.run(taker);
  }

  private void run(Taker taker) {
    while (!heads.isEmpty()) {
      Reject reject = heads.element().reject();
      SortedSet<String> days = new TreeSet<>();
      List<Source> taken = new ArrayList<>();
      while (!heads.isEmpty() && heads.element().reject().equals(reject)) {
        Source source = heads.remove().source();
        if (!source.day().isEmpty()) {
          days.add(source.day());
        }
        taken.add(source); // moves on only after the others, or its own next one would be swallowed
      }
      taken.forEach(this::advance);
      taker.take(reject, days);
    }
  }

  private void advance(Source source) {
    if (source.sorted().hasNext()) {
      heads.add(new Head(source.sorted().next(), source));
    }
  }
}
