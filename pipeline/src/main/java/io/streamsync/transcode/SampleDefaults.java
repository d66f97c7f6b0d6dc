package io.streamsync.transcode;

import java.nio.ByteBuffer;

/**
 * What holds for samples of which a run does not say otherwise: ISO/IEC 14496-12, 8.8.3 and 8.8.7.
 *
 * @param trackId the track they belong to
 * @param duration in units of the timescale
 * @param size in bytes
 * @param flags sample flags, 8.8.3.1
 */
record SampleDefaults(int trackId, int duration, int size, int flags) {
  static final SampleDefaults NONE = new SampleDefaults(0, 0, 0, 0);

  private static final int BASE_DATA_OFFSET = 0x01;
  private static final int DESCRIPTION_INDEX = 0x02;
  private static final int DURATION = 0x08;
  private static final int SIZE = 0x10;
  private static final int FLAGS = 0x20;

  static SampleDefaults ofTrex(ByteBuffer trex) {
    return new SampleDefaults(trex.getInt(4), trex.getInt(12), trex.getInt(16), trex.getInt(20));
  }

  /** Track fragment header: what it leaves out stays. */
  SampleDefaults overriddenBy(ByteBuffer tfhd) {
    int present = tfhd.getInt(0) & 0xffffff;
    int skipped =
        ((present & BASE_DATA_OFFSET) != 0 ? Long.BYTES : 0)
            + ((present & DESCRIPTION_INDEX) != 0 ? Integer.BYTES : 0);
    tfhd.position(Integer.BYTES + Integer.BYTES + skipped);
    return new SampleDefaults(
        tfhd.getInt(4),
        (present & DURATION) != 0 ? tfhd.getInt() : duration,
        (present & SIZE) != 0 ? tfhd.getInt() : size,
        (present & FLAGS) != 0 ? tfhd.getInt() : flags);
  }
}
