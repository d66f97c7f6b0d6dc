package io.streamsync.transcode;

import java.io.IOException;
import java.util.Locale;

/**
 * Shares the free space of the work folder among the encodes that run at once: each reserves the
 * most it can write before it starts, and waits for others to end where that does not fit.
 */
final class DiskSpace {
  /** What is asked for the folder's free bytes. */
  interface Gauge {
    long usableBytes() throws IOException;
  }

  /** Left for everything else that lives on the disk. */
  private static final long SPARED_BYTES = 256L << 20;

  private static final double MIB = 1 << 20;

  private final String place;
  private final Gauge gauge;
  private long reservedBytes;

  /**
   * @param place the folder, as an error names it
   */
  DiskSpace(String place, Gauge gauge) {
    this.place = place;
    this.gauge = gauge;
  }

  /** A part of the disk until it is closed. */
  final class Reservation implements AutoCloseable {
    private final long bytes;

    private Reservation(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      release(bytes);
    }
  }

  /**
   * @throws TooLittleSpaceException if it does not fit even with no other encode running
   */
  synchronized Reservation reserve(long bytes) throws IOException, InterruptedException {
    while (gauge.usableBytes() - SPARED_BYTES - reservedBytes < bytes) {
      if (reservedBytes == 0) {
        throw new TooLittleSpaceException(
            String.format(
                Locale.ROOT,
                "too little space in %s: the next video may need %.0f MiB and %.0f MiB must stay"
                    + " free, but there are %.0f MiB",
                place,
                bytes / MIB,
                SPARED_BYTES / MIB,
                gauge.usableBytes() / MIB));
      }
      wait();
    }
    reservedBytes += bytes;
    return new Reservation(bytes);
  }

  private synchronized void release(long bytes) {
    reservedBytes -= bytes;
    notifyAll();
  }
}
