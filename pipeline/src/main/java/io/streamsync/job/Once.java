package io.streamsync.job;

import java.io.IOException;
import java.util.Optional;

/** A value made at its first use; if that fails, the next use tries again. */
final class Once<T> {
  private Optional<T> value = Optional.empty();

  interface Maker<T> {
    T make() throws IOException;
  }

  synchronized T get(Maker<T> maker) throws IOException {
    if (value.isEmpty()) {
      value = Optional.of(maker.make());
    }
    return value.get();
  }
}
