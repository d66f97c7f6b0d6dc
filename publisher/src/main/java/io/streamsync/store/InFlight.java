package io.streamsync.store;

import java.util.concurrent.Semaphore;

/**
 * Holds writers back: so many writes, and so many bytes of them, may be under way at once. A single
 * write that is larger than all waits until it is alone.
 */
final class InFlight {
  private final int mostBytes;
  private final Semaphore writes;
  private final Semaphore bytes;

  InFlight(int mostWrites, int mostBytes) {
    this.mostBytes = mostBytes;
    this.writes = new Semaphore(mostWrites, /* fair= */ true);
    this.bytes = new Semaphore(mostBytes, /* fair= */ true);
  }

  /** One write under way; it must be ended exactly once. */
  final class Permit {
    private final int held;

    private Permit(int held) {
      this.held = held;
    }

    void end() {
      bytes.release(held);
      writes.release();
    }
  }

  /** Waits for room. */
  Permit begin(long size) throws InterruptedException {
    int held = (int) Math.min(size, mostBytes);
    writes.acquire();
    try {
      bytes.acquire(held);
    } catch (InterruptedException e) {
      writes.release();
      throw e;
    }
    return new Permit(held);
  }
}
