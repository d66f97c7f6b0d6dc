package io.streamsync.store;

import java.nio.file.NoSuchFileException;

/** There is no object at the path. */
public final class NoSuchObjectException extends NoSuchFileException {
  public NoSuchObjectException(String store, String path) {
    super(store + "/" + path, null, "no such object");
  }
}
