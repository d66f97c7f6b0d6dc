package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * How many things there are, and the first hundred of them in their own order: as large for a
 * million as for a hundred, and the same in whatever order they were found.
 *
 * @param count of all
 * @param first in order
 */
@JsonPropertyOrder({"count", "first"})
record Excerpt<T extends Comparable<? super T> & Serializable>(long count, List<T> first)
    implements Serializable { // crosses the shuffle

  static final int MOST = 100;

  Excerpt {
    first = first.stream().sorted().limit(MOST).toList();
    if (count < first.size()) {
      throw new IllegalArgumentException(
          "an excerpt shows " + first.size() + " things, but counts " + count);
    }
  }

  static <T extends Comparable<? super T> & Serializable> Excerpt<T> none() {
    return new Excerpt<T>(0, List.of());
  }

  static <T extends Comparable<? super T> & Serializable> Excerpt<T> of(Collection<T> all) {
    return new Excerpt<T>(all.size(), List.copyOf(all));
  }

  Excerpt<T> plus(Excerpt<T> other) {
    return new Excerpt<T>(
        count + other.count, Stream.concat(first.stream(), other.first.stream()).toList());
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** An excerpt under construction, from things that come one by one. */
  static final class Gathering<T extends Comparable<? super T> & Serializable> {
    private final PriorityQueue<T> first = new PriorityQueue<>(Comparator.<T>reverseOrder());
    private long count;

    void add(T thing) {
      count++;
      first.add(thing);
      if (first.size() > MOST) {
        first.remove(); // the last in order
      }
    }

    Excerpt<T> done() {
      return new Excerpt<T>(count, List.copyOf(first));
    }
  }
}
