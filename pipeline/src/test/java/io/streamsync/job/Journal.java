package io.streamsync.job;

import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All writes to some stores, in order. What a process leaves behind that dies at some moment is
 * what its writes up to then made: reads leave nothing, and an object appears whole or not at all.
 */
class Journal implements WatchedStore.Watch {
  private final List<Write> writes = new ArrayList<>();

  /**
   * One write that was done.
   *
   * @param store it went to
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Write(ObjectStore store, String path, byte[] content) {}

  @Override
  public void before(String path) {}

  @Override
  public void written(ObjectStore store, String path, byte[] content) {
    writes.add(new Write(store, path, content));
  }

  List<Write> writes() {
    return writes;
  }

  /** Where the first write of a path stands. */
  int indexOf(String path) {
    return writes.stream().map(Write::path).toList().indexOf(path);
  }

  /** Paths that were written to a store, in order. */
  List<String> paths(ObjectStore store) {
    return writes.stream().filter(write -> write.store() == store).map(Write::path).toList();
  }

  /**
   * What is left where a night died after some writes.
   *
   * @param before the stores as they were before the first write
   * @param watched the stores that were written
   */
  TinyNight left(int count, TinyNight before, TinyNight watched) throws IOException {
    TinyNight left = before.copy();
    for (Write write : writes.subList(0, count)) {
      ObjectStore store = write.store() == watched.site() ? left.site() : left.ledger();
      store.put(write.path(), write.content());
    }
    return left;
  }
}
