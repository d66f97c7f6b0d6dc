package io.streamsync.transcode;

import io.streamsync.source.FfmpegOrphans;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Temporary files of one JVM. While it lives it holds a lock beside its folder; a folder whose lock
 * can be had is a dead run's, and is deleted by the next one that opens.
 */
public final class WorkFolder {
  private static final String LOCK_ENDING = ".lock";

  private final Path folder;

  /** Held, never read: it ends with this JVM. */
  @SuppressWarnings("unused")
  private final FileLock lock;

  private WorkFolder(Path folder, FileLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Deletes what dead runs left and opens a folder of this JVM's own.
   *
   * @param parent holds the folders of all runs of this machine
   */
  public static WorkFolder open(Path parent) throws IOException {
    Files.createDirectories(parent);
    sweep(parent);
    // The lock comes first: a folder without one in force is taken for a left-over.
    Path lockFile = Files.createTempFile(parent, "run-", LOCK_ENDING);
    FileLock lock = FileChannel.open(lockFile, StandardOpenOption.WRITE).lock();
    if (!Files.exists(lockFile)) {
      return open(parent); // another run swept it before it was locked
    }
    Path folder = Files.createDirectory(folderOf(lockFile));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> deleteQuietly(folder, lockFile), "work-folder-end"));
    return new WorkFolder(folder, lock);
  }

  private static Path folderOf(Path lockFile) {
    String name = String.valueOf(lockFile.getFileName());
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK_ENDING.length()));
  }

  /** A new empty folder; the name tells an operator whose it is. */
  Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(folder, name + "-");
  }

  /** A new empty file. */
  public Path newFile(String name) throws IOException {
    return Files.createTempFile(folder, name + "-", "");
  }

  /**
   * Looks whether a copy of a source fits.
   *
   * @throws TooLittleSpaceException if it does not
   */
  public void requireSpace(long bytes) throws IOException, InterruptedException {
    new DiskSpace(toString(), this::usableBytes).reserve(bytes).close();
  }

  /** Bytes that can still be written. */
  long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  private static void sweep(Path parent) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(parent)) {
      locks = files.filter(file -> file.toString().endsWith(LOCK_ENDING)).toList();
    }
    for (Path lockFile : locks) {
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
          FileLock dead = channel.tryLock()) {
        if (dead != null) {
          FfmpegOrphans.killThoseIn(folderOf(lockFile));
          delete(folderOf(lockFile));
          Files.deleteIfExists(lockFile);
        }
      } catch (OverlappingFileLockException | NoSuchFileException e) {
        // another of this JVM, or another run sweeps at the same time
      }
    }
  }

  private static void deleteQuietly(Path folder, Path lockFile) {
    try {
      delete(folder);
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      // the next run sweeps
    }
  }

  /** With all that is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      try {
        Files.deleteIfExists(file);
      } catch (FileSystemException e) {
        throw new IOException("cannot delete the temporary file " + file, e);
      }
    }
  }
}
