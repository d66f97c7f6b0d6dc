package io.streamsync.store;

import java.nio.file.Path;

/** Opens a store by its name on a command line. */
public final class Stores {
  private Stores() {}

  /**
   * @param location a folder, {@code file:/…} or {@code s3://bucket/prefix}
   * @throws IllegalArgumentException if no store has such a name
   */
  public static ObjectStore open(String location) {
    if (location.startsWith(S3Location.SCHEME)) {
      return new S3Store(S3Location.parse(location));
    }
    return new FolderStore(
        location.startsWith("file:") ? Path.of(java.net.URI.create(location)) : Path.of(location));
  }
}
