package io.streamsync.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A tree of objects below one root: a folder, or a prefix of a bucket. Paths are relative,
 * separated by {@code /}, without empty, {@code .} or {@code ..} parts. An object appears whole or
 * not at all, and every operation may be repeated. Content-Type and Cache-Control follow from the
 * path ({@link ObjectHeaders}).
 */
public interface ObjectStore extends AutoCloseable {

  void put(String path, byte[] content) throws IOException;

  void put(String path, Path file) throws IOException;

  /**
   * Begins a write, as soon as there is room for it among those under way, and returns before it is
   * done. The content must not be changed until then. What ends in a failure ends in an {@link
   * IOException}.
   */
  default CompletableFuture<Void> putLater(String path, byte[] content) throws IOException {
    put(path, content);
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Writes only if the object still is what was read.
   *
   * @param expected the version last read, or empty if there must be none yet
   * @throws PreconditionFailedException if somebody else has written it since
   */
  void putIfUnchanged(String path, byte[] content, Optional<String> expected) throws IOException;

  /**
   * @throws NoSuchObjectException if there is none
   */
  byte[] get(String path) throws IOException;

  /**
   * The content together with what {@link #putIfUnchanged} wants to see; empty if there is none.
   */
  Optional<Versioned> getVersioned(String path) throws IOException;

  /**
   * Bytes from {@code start} (included) to {@code end} (excluded), fewer if the object ends before.
   */
  byte[] getRange(String path, long start, long end) throws IOException;

  InputStream open(String path) throws IOException;

  Optional<ObjectInfo> head(String path) throws IOException;

  /** All objects whose path starts with {@code prefix}, in order of path. */
  List<ObjectInfo> list(String prefix) throws IOException;

  /** Absent ones are no error. */
  void delete(Collection<String> paths) throws IOException;

  /** The object as a file of this machine, where it is one; then nothing need be copied. */
  Optional<Path> asFile(String path);

  @Override
  void close() throws IOException;

  /**
   * @param version opaque, changes with every write of other content
   */
  @SuppressWarnings("ArrayRecordComponent") // a value to read once, never compared
  record Versioned(byte[] content, String version) {}
}
