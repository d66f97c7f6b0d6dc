package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stage counted.
 *
 * @param counts by the names of {@link Count}, or by video key
 */
record Tally(@JsonValue Map<String, Long> counts) {
  @JsonCreator
  Tally {
    counts = new TreeMap<>(counts);
  }

  long get(String name) {
    return counts.getOrDefault(name, 0L);
  }

  Tally plus(Tally other) {
    Map<String, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return new Tally(sum);
  }

  /** A stage that counted nothing wrote nothing. */
  static Tally readIfAny(ObjectStore ledger, String path) throws IOException {
    return ledger.head(path).isEmpty() ? new Tally(Map.of()) : read(ledger, path);
  }

  static Tally read(ObjectStore ledger, String path) throws IOException {
    return JsonText.read(ledger.get(path), Tally.class, path);
  }
}
