package io.streamsync.publish;

import java.util.ArrayList;
import java.util.List;

/** What a check found wrong: how much, and the first few by name. */
final class Faults {
  private static final int NAMED = 3;

  private final List<String> named = new ArrayList<>();
  private long count;

  void add(String fault) {
    count++;
    if (named.size() < NAMED) {
      named.add(fault);
    }
  }

  void addAll(Faults others) {
    long unnamed = others.count - others.named.size();
    others.named.forEach(this::add);
    count += unnamed;
  }

  @Override
  public String toString() {
    long more = count - named.size();
    return String.join("; ", named) + (more > 0 ? " and " + more + " more" : "");
  }
}
