package io.streamsync.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

class MemoryStoreTest extends ObjectStoreContract {
  @Override
  ObjectStore open(Path folder) {
    return new MemoryStore(Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC));
  }
}
