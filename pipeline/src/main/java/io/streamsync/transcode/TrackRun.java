package io.streamsync.transcode;

import java.nio.ByteBuffer;
import java.util.List;

/** Reads the runs of one track fragment one after the other: ISO/IEC 14496-12, 8.8.8. */
final class TrackRun {
  static final int DATA_OFFSET = 0x001;
  static final int FIRST_FLAGS = 0x004;
  static final int DURATION = 0x100;
  static final int SIZE = 0x200;
  static final int FLAGS = 0x400;
  static final int COMPOSITION_OFFSET = 0x800;

  /** {@code sample_is_non_sync_sample} of the sample flags. */
  static final int NON_SYNC = 0x10000;

  private final SampleDefaults defaults;
  private final long fragmentStart;
  private long decodeTime;
  private long offset;

  /**
   * @param fragmentStart where the {@code moof} starts, from which offsets count; ffmpeg always
   *     writes default-base-is-moof, as CMAF demands (ISO/IEC 23000-19, 7.5.16)
   */
  TrackRun(SampleDefaults defaults, long fragmentStart, long decodeTime) {
    this.defaults = defaults;
    this.fragmentStart = fragmentStart;
    this.decodeTime = decodeTime;
    this.offset = fragmentStart;
  }

  void read(ByteBuffer trun, List<Sample> samples) {
    int present = trun.getInt() & 0xffffff;
    int count = trun.getInt();
    if ((present & DATA_OFFSET) != 0) {
      offset = fragmentStart + trun.getInt();
    }
    int firstFlags = (present & FIRST_FLAGS) != 0 ? trun.getInt() : defaults.flags();
    for (int i = 0; i < count; i++) {
      samples.add(sample(trun, present, i == 0 ? firstFlags : defaults.flags()));
    }
  }

  private Sample sample(ByteBuffer trun, int present, int defaultFlags) {
    int duration = (present & DURATION) != 0 ? trun.getInt() : defaults.duration();
    int size = (present & SIZE) != 0 ? trun.getInt() : defaults.size();
    int flags = (present & FLAGS) != 0 ? trun.getInt() : defaultFlags;
    int composition = (present & COMPOSITION_OFFSET) != 0 ? trun.getInt() : 0;
    Sample sample =
        new Sample(offset, size, decodeTime, duration, composition, (flags & NON_SYNC) == 0);
    offset += size;
    decodeTime += duration;
    return sample;
  }
}
