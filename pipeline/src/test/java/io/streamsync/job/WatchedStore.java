package io.streamsync.job;

import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store whose operations are watched, and may be refused. */
final class WatchedStore implements ObjectStore {
  /** Sees the operations of one or several stores, in the order in which they happen. */
  interface Watch {
    /** Before any operation; what it throws is its outcome. */
    void before(String path) throws IOException;

    /** After a write that was done. */
    void written(ObjectStore store, String path, byte[] content);
  }

  private final ObjectStore store;
  private final Watch watch;

  WatchedStore(ObjectStore store, Watch watch) {
    this.store = store;
    this.watch = watch;
  }

  private interface Operation {
    void run() throws IOException;
  }

  /** One at a time, so that the order that is told is the order that was. */
  private void write(String path, byte[] content, Operation operation) throws IOException {
    synchronized (watch) {
      watch.before(path);
      operation.run();
      watch.written(store, path, content);
    }
  }

  private void read(String path) throws IOException {
    synchronized (watch) {
      watch.before(path);
    }
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    write(path, content, () -> store.put(path, content));
  }

  @Override
  public void put(String path, Path file) throws IOException {
    put(path, Files.readAllBytes(file));
  }

  @Override
  public void putIfUnchanged(String path, byte[] content, Optional<String> expected)
      throws IOException {
    write(path, content, () -> store.putIfUnchanged(path, content, expected));
  }

  @Override
  public byte[] get(String path) throws IOException {
    read(path);
    return store.get(path);
  }

  @Override
  public Optional<Versioned> getVersioned(String path) throws IOException {
    read(path);
    return store.getVersioned(path);
  }

  @Override
  public byte[] getRange(String path, long start, long end) throws IOException {
    read(path);
    return store.getRange(path, start, end);
  }

  @Override
  public InputStream open(String path) throws IOException {
    read(path);
    return store.open(path);
  }

  @Override
  public Optional<ObjectInfo> head(String path) throws IOException {
    read(path);
    return store.head(path);
  }

  @Override
  public List<ObjectInfo> list(String prefix) throws IOException {
    read(prefix);
    return store.list(prefix);
  }

  /** A night deletes only what its own run left on the way, which no later one looks at. */
  @Override
  public void delete(Collection<String> paths) throws IOException {
    if (!paths.stream().allMatch(path -> path.startsWith("runs/"))) {
      throw new UnsupportedOperationException("a night deleted " + paths);
    }
    for (String path : paths) {
      read(path);
    }
    store.delete(paths);
  }

  @Override
  public Optional<Path> asFile(String path) {
    return store.asFile(path);
  }

  @Override
  public void close() {}
}
