package io.streamsync.publish;

import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store whose writes meet what a network does: something before them, or an error after. */
final class FaultyStore implements ObjectStore {
  private final ObjectStore store;
  private final Action before;
  private final Action after;

  FaultyStore(ObjectStore store, Action before, Action after) {
    this.store = store;
    this.before = before;
    this.after = after;
  }

  /** What happens to a write. */
  interface Action {
    Action NOTHING = () -> {};

    void run() throws IOException;
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    before.run();
    store.put(path, content);
    after.run();
  }

  @Override
  public void put(String path, Path file) throws IOException {
    before.run();
    store.put(path, file);
    after.run();
  }

  @Override
  public void putIfUnchanged(String path, byte[] content, Optional<String> expected)
      throws IOException {
    before.run();
    store.putIfUnchanged(path, content, expected);
    after.run();
  }

  @Override
  public byte[] get(String path) throws IOException {
    return store.get(path);
  }

  @Override
  public Optional<Versioned> getVersioned(String path) throws IOException {
    return store.getVersioned(path);
  }

  @Override
  public byte[] getRange(String path, long start, long end) throws IOException {
    return store.getRange(path, start, end);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return store.open(path);
  }

  @Override
  public Optional<ObjectInfo> head(String path) throws IOException {
    return store.head(path);
  }

  @Override
  public List<ObjectInfo> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void delete(Collection<String> paths) throws IOException {
    store.delete(paths);
  }

  @Override
  public Optional<Path> asFile(String path) {
    return store.asFile(path);
  }

  @Override
  public void close() {}
}
