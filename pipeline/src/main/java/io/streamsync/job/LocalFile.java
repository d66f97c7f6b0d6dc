package io.streamsync.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An object of the input as a file of this machine, which ffmpeg needs.
 *
 * @param path of the file
 * @param isCopy true if closing deletes it
 */
record LocalFile(Path path, boolean isCopy) implements AutoCloseable {
  /**
   * @param content closed in any case
   * @param file to be written over
   */
  static LocalFile copy(InputStream content, Path file) throws IOException {
    LocalFile copy = new LocalFile(file, /* isCopy= */ true);
    try (content) {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      copy.close(); // half of it may be what fills the disk
      throw e;
    }
    return copy;
  }

  @Override
  public void close() throws IOException {
    if (isCopy) {
      Files.deleteIfExists(path);
    }
  }
}
