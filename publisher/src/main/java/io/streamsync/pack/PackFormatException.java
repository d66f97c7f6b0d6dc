package io.streamsync.pack;

import java.io.IOException;

/** Bytes that are not a pack, or a damaged one. */
public final class PackFormatException extends IOException {
  public PackFormatException(String message) {
    super(message);
  }
}
