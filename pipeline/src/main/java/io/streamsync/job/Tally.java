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
 * @param counts by the names of {@link Count}
 */
record Tally(@JsonValue Map<String, Long> counts) {
  @JsonCreator
  Tally {
    counts = new TreeMap<>(counts);
  }

  long get(String name) {
    return counts.getOrDefault(name, 0L);
  }

  static Tally read(ObjectStore ledger, String path) throws IOException {
    return JsonText.read(ledger.get(path), Tally.class, path);
  }
}
