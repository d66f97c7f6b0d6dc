package io.streamsync.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a pack's buckets begin and end: member 0. */
public final class PackDirectory {
  private static final int LINE_BYTES = 9;

  private final long[] offsets;

  private PackDirectory(long[] offsets) {
    this.offsets = offsets;
  }

  /**
   * Size of the directory member of a pack with so many buckets, {@code directoryBytes} of
   * live.json.
   */
  public static int bytes(int buckets) {
    return GzipMember.storedSize(LINE_BYTES * (buckets + 1));
  }

  /**
   * Reads a directory member.
   *
   * @param member exactly the first {@code directoryBytes} of a pack
   * @throws PackFormatException if it is none, or its offsets do not rise from the member's own end
   */
  public static PackDirectory parse(byte[] member) throws PackFormatException {
    String text = new String(GzipMember.inflate(member), StandardCharsets.US_ASCII);
    if (text.length() < 2 * LINE_BYTES || !text.matches("([0-9a-f]{8}\n)+")) {
      throw new PackFormatException("a pack's directory is not lines of eight hex digits");
    }
    long[] offsets = text.lines().mapToLong(line -> Long.parseLong(line, 16)).toArray();
    boolean rising = offsets[0] == member.length;
    for (int i = 1; i < offsets.length; i++) {
      rising &= offsets[i] > offsets[i - 1];
    }
    if (!rising) {
      throw new PackFormatException(
          "a pack's offsets do not rise from its directory on: " + Arrays.toString(offsets));
    }
    return new PackDirectory(offsets);
  }

  public int buckets() {
    return offsets.length - 1;
  }

  public long start(int bucket) {
    return offsets[bucket];
  }

  /** Offset of the first byte after a bucket. */
  public long end(int bucket) {
    return offsets[bucket + 1];
  }

  /** The length of the whole pack. */
  public long packBytes() {
    return offsets[offsets.length - 1];
  }
}
