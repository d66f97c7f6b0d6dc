package io.streamsync.store;

import java.io.IOException;

/** A conditional write found another version than the caller had read. */
public final class PreconditionFailedException extends IOException {
  public PreconditionFailedException(String path) {
    super(path + " was written by somebody else in the meantime");
  }
}
