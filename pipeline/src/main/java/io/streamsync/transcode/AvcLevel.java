package io.streamsync.transcode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The level that an H.264 stream declares, in its configuration record (ISO/IEC 14496-15,
 * 5.3.3.1.2) and the sequence parameter set within. It is a bound: a stream may declare a higher
 * one than it needs.
 */
final class AvcLevel {
  private static final byte[] TYPE = "avcC".getBytes(StandardCharsets.US_ASCII);

  /** Behind the type: version, profile, compatibility, level, two counts, length of the set. */
  private static final int LEVEL = 3;

  private static final int PARAMETER_SET = 8;

  private AvcLevel() {}

  /** Ten times the level. */
  static int of(byte[] init) throws IOException {
    return init[record(init) + LEVEL];
  }

  /**
   * The same initialisation segment with another level.
   *
   * @param level times ten, not below that of the stream
   */
  static byte[] raised(byte[] init, int level) throws IOException {
    byte[] raised = init.clone();
    int record = record(init);
    raised[record + LEVEL] = (byte) level;
    raised[record + PARAMETER_SET + LEVEL] = (byte) level;
    return raised;
  }

  private static int record(byte[] init) throws IOException {
    for (int i = 0; i + TYPE.length + PARAMETER_SET + LEVEL < init.length; i++) {
      int matching = 0;
      while (matching < TYPE.length && init[i + matching] == TYPE[matching]) {
        matching++;
      }
      if (matching == TYPE.length) {
        return i + TYPE.length;
      }
    }
    throw new IOException("there is no box avcC");
  }
}
