package io.streamsync.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.commons.codec.digest.DigestUtils;

/** A store in memory, for tests and trials; it keeps the same contract as the others. */
public final class MemoryStore implements ObjectStore {
  private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final Clock clock;

  public MemoryStore(Clock clock) {
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stored(byte[] content, Instant modified) {}

  @Override
  public void put(String path, byte[] content) {
    objects.put(ObjectPath.check(path), new Stored(content.clone(), clock.instant()));
  }

  @Override
  public void put(String path, Path file) throws IOException {
    put(path, Files.readAllBytes(file));
  }

  @Override
  public synchronized void putIfUnchanged(String path, byte[] content, Optional<String> expected)
      throws IOException {
    if (!getVersioned(path).map(Versioned::version).equals(expected)) {
      throw new PreconditionFailedException(path);
    }
    put(path, content);
  }

  @Override
  public byte[] get(String path) throws IOException {
    Stored stored = objects.get(ObjectPath.check(path));
    if (stored == null) {
      throw new NoSuchObjectException("memory", path);
    }
    return stored.content().clone();
  }

  @Override
  public Optional<Versioned> getVersioned(String path) throws IOException {
    return Optional.ofNullable(objects.get(ObjectPath.check(path)))
        .map(stored -> stored.content().clone())
        .map(content -> new Versioned(content, DigestUtils.sha256Hex(content)));
  }

  @Override
  public byte[] getRange(String path, long start, long end) throws IOException {
    byte[] content = get(path);
    int from = (int) Math.min(start, content.length);
    return Arrays.copyOfRange(content, from, (int) Math.max(from, Math.min(end, content.length)));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new ByteArrayInputStream(get(path));
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return Optional.ofNullable(objects.get(ObjectPath.check(path)))
        .map(stored -> info(path, stored));
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return objects.tailMap(prefix).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> info(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public void delete(Collection<String> paths) {
    paths.forEach(path -> objects.remove(ObjectPath.check(path)));
  }

  @Override
  public Optional<Path> asFile(String path) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private static ObjectInfo info(String path, Stored stored) {
    return new ObjectInfo(path, stored.content().length, stored.modified());
  }
}
