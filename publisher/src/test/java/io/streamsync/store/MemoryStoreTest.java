package io.streamsync.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

class MemoryStoreTest extends ConditionalWriteContract {
  @Override
  ObjectStore open(Path folder) {
    return new MemoryStore(new HesitantClock());
  }

  /** Lets other threads run just before a write, where a race would be lost. */
  private static final class HesitantClock extends Clock {
    @Override
    public Instant instant() {
      LockSupport.parkNanos(200_000);
      return Instant.parse("2026-11-20T00:00:00Z");
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
