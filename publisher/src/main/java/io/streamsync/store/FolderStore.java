package io.streamsync.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A store in a folder. A write goes to a hidden file beside its target and is then renamed, so that
 * readers see the old content or the new; a conditional write holds a lock file beside the root for
 * as long as it takes, and is on the disk when it returns. Hidden files that a killed writer has
 * left are deleted by the next one that writes into their folder, once they are a day old.
 */
public final class FolderStore implements ObjectStore {
  private static final String TEMPORARY_PREFIX = ".streamsync-";

  /** No writer that lives leaves its file untouched for so long. */
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final Path root;
  private final Set<Path> swept = ConcurrentHashMap.newKeySet();

  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    place(path, temporary -> Files.write(temporary, content));
  }

  /** After a power cut it is there or it is not, and whoever was told that it is can rely on it. */
  private void putOntoDisk(String path, byte[] content) throws IOException {
    place(
        path,
        temporary -> {
          Files.write(temporary, content);
          force(temporary, StandardOpenOption.WRITE);
        });
    Path folder = Objects.requireNonNull(file(path).getParent()); // which holds the name
    force(folder, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(/* metaData= */ true);
    }
  }

  @Override
  public void put(String path, Path file) throws IOException {
    place(path, temporary -> Files.copy(file, temporary));
  }

  @Override
  public void putIfUnchanged(String path, byte[] content, Optional<String> expected)
      throws IOException {
    Files.createDirectories(root);
    Path lockFile = root.resolveSibling(root.getFileName() + ".lock");
    // A FileLock excludes other processes only, so threads of this one queue here first.
    synchronized (FolderStore.class) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!held.isValid() || !getVersioned(path).map(Versioned::version).equals(expected)) {
          throw new PreconditionFailedException(path);
        }
        putOntoDisk(path, content);
      }
    }
  }

  @Override
  public byte[] get(String path) throws IOException {
    try {
      return Files.readAllBytes(existing(path));
    } catch (NoSuchFileException e) {
      throw missing(path);
    }
  }

  @Override
  public Optional<Versioned> getVersioned(String path) throws IOException {
    try {
      byte[] content = Files.readAllBytes(existing(path));
      return Optional.of(new Versioned(content, DigestUtils.sha256Hex(content)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] getRange(String path, long start, long end) throws IOException {
    try (FileChannel channel = FileChannel.open(existing(path), StandardOpenOption.READ)) {
      long length = Math.max(0, Math.min(end, channel.size()) - start);
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
      while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {}
      return buffer.array();
    } catch (NoSuchFileException e) {
      throw missing(path);
    }
  }

  @Override
  public InputStream open(String path) throws IOException {
    try {
      return Files.newInputStream(existing(path));
    } catch (NoSuchFileException e) {
      throw missing(path);
    }
  }

  @Override
  public Optional<ObjectInfo> head(String path) throws IOException {
    try {
      var attributes = Files.readAttributes(file(path), BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(info(path, attributes)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<ObjectInfo> list(String prefix) throws IOException {
    Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
    if (!start.startsWith(root) || !Files.isDirectory(start)) {
      return List.of();
    }
    List<ObjectInfo> found = new ArrayList<>();
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString();
            if (path.startsWith(prefix) && !isTemporary(file) && !attributes.isDirectory()) {
              found.add(info(path, readThrough(file, attributes)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) { // deleted or renamed while we walk
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    found.sort(Comparator.comparing(ObjectInfo::path));
    return found;
  }

  @Override
  public void delete(Collection<String> paths) throws IOException {
    for (String path : paths) {
      if (!Files.isDirectory(file(path))) {
        Files.deleteIfExists(file(path));
      }
    }
  }

  @Override
  public Optional<Path> asFile(String path) {
    return Optional.of(file(path));
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return root.toString();
  }

  private interface Writer {
    void writeTo(Path temporary) throws IOException;
  }

  private void place(String path, Writer writer) throws IOException {
    Path target = file(path);
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling(TEMPORARY_PREFIX + UUID.randomUUID());
    try {
      writer.writeTo(temporary);
      sweepBefore(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw e; // names its file
    } catch (IOException e) { // as where a disk is full
      throw new FileSystemException(target.toString(), /* other= */ null, e.getMessage());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Once a folder. What cannot be deleted stays: it is in nobody's way. */
  private void sweepBefore(Path own) throws IOException {
    Path folder = own.getParent();
    if (!swept.add(folder)) {
      return;
    }
    // The file system's own clock, which may be another machine's.
    Instant newest = Files.getLastModifiedTime(own).toInstant().minus(LEFT_BEHIND);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, TEMPORARY_PREFIX + "*")) {
      left.forEach(file -> deleteIfBefore(newest, file));
    } catch (IOException | DirectoryIteratorException e) {
      // the next store tries again
    }
  }

  private static void deleteIfBefore(Instant newest, Path file) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(newest)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // another one has deleted it, or it is not ours to delete
    }
  }

  private Path file(String path) {
    return root.resolve(ObjectPath.check(path));
  }

  /** A folder is part of other objects' paths, and no object itself. */
  private Path existing(String path) throws NoSuchObjectException {
    Path file = file(path);
    if (Files.isDirectory(file)) {
      throw missing(path);
    }
    return file;
  }

  private NoSuchObjectException missing(String path) {
    return new NoSuchObjectException(root.toString(), path);
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(TEMPORARY_PREFIX);
  }

  /** Admins link videos into the input folder; what counts is the file behind the link. */
  private static BasicFileAttributes readThrough(Path file, BasicFileAttributes own) {
    if (!own.isSymbolicLink()) {
      return own;
    }
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectInfo info(String path, BasicFileAttributes attributes) {
    return new ObjectInfo(path, attributes.size(), attributes.lastModifiedTime().toInstant());
  }
}
