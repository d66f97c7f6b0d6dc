package io.streamsync.sequence;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How often sequences name videos. */
public final class NameCount {
  private NameCount() {}

  /**
   * Counts item names. Every record that can be read counts, also one that a day's record or an
   * earlier one replaces: the figure puts videos in order and need not be exact.
   *
   * @param keyById what to count a name as; other names are left out
   * @return by key
   */
  public static Map<String, Long> count(
      Collection<SequencePart> parts, Map<String, String> keyById) {
    Map<String, Long> counts = new TreeMap<>();
    for (SequencePart part : parts) {
      part.videos()
          .map(keyById::get)
          .filter(Objects::nonNull)
          .forEach(key -> counts.merge(key, 1L, Long::sum));
    }
    return counts;
  }
}
