package io.streamsync.transcode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a CMAF media segment of one chunk: {@code styp}, {@code moof} with a single run, {@code
 * mdat} (ISO/IEC 14496-12, 8.16.2 and 8.8; ISO/IEC 23000-19, 7.3.3.1). The samples keep their bytes
 * and times, only what frames them is new. All samples of a segment have the same duration.
 */
final class SegmentWriter {
  private static final int BOX_HEADER = 8;
  private static final int FULL_BOX_HEADER = 12;
  private static final int MFHD = FULL_BOX_HEADER + 4;
  private static final int TFHD = FULL_BOX_HEADER + 12;
  private static final int TFDT = FULL_BOX_HEADER + 8;
  private static final int STYP = BOX_HEADER + 16;

  /** default-base-is-moof, default-sample-duration-present, default-sample-flags-present. */
  private static final int TFHD_FLAGS = 0x020000 | 0x000008 | 0x000020;

  /** Depends on no other sample; depends on others and cannot be a start: 8.8.3.1. */
  private static final int SYNC_FLAGS = 0x02000000;

  private static final int NON_SYNC_FLAGS = 0x01000000 | TrackRun.NON_SYNC;

  private static final int VERSION_1 = 1 << 24;

  private final FragmentedTrack track;
  private final FileChannel file;

  SegmentWriter(FragmentedTrack track, FileChannel file) {
    this.track = track;
    this.file = file;
  }

  /**
   * @param index of the segment, from 0
   * @param samples of the track, at least one
   */
  byte[] segment(int index, List<Sample> samples) throws IOException {
    boolean allSync = samples.stream().allMatch(Sample::sync);
    int sampleEntry = allSync ? Integer.BYTES : 3 * Integer.BYTES;
    int trun = FULL_BOX_HEADER + 2 * Integer.BYTES + samples.size() * sampleEntry;
    int traf = BOX_HEADER + TFHD + TFDT + trun;
    int moof = BOX_HEADER + MFHD + traf;
    int mdat = BOX_HEADER + samples.stream().mapToInt(Sample::size).sum();

    ByteBuffer out = ByteBuffer.allocate(STYP + moof + mdat);
    putSegmentType(out);
    putHeader(out, moof, "moof");
    putHeader(out, MFHD, "mfhd").putInt(0).putInt(index + 1);
    putHeader(out, traf, "traf");
    putTrackHeader(out, samples.get(0), allSync);
    putHeader(out, TFDT, "tfdt").putInt(VERSION_1).putLong(samples.get(0).decodeTime());
    putHeader(out, trun, "trun");
    putRun(out, samples, allSync, moof + BOX_HEADER);
    putHeader(out, mdat, "mdat");
    for (Sample sample : samples) {
      out.put(Mp4Box.read(file, sample.offset(), sample.offset() + sample.size()));
    }
    return out.array();
  }

  private static void putSegmentType(ByteBuffer out) {
    putHeader(out, STYP, "styp");
    put(out, "msdh").putInt(0);
    put(out, "msdh");
    put(out, "cmfs");
  }

  private void putTrackHeader(ByteBuffer out, Sample first, boolean allSync) {
    putHeader(out, TFHD, "tfhd").putInt(TFHD_FLAGS).putInt(track.trackId());
    out.putInt(first.duration()).putInt(allSync ? SYNC_FLAGS : NON_SYNC_FLAGS);
  }

  private static void putRun(
      ByteBuffer out, List<Sample> samples, boolean allSync, int dataOffset) {
    int perSample =
        allSync ? TrackRun.SIZE : TrackRun.SIZE | TrackRun.FLAGS | TrackRun.COMPOSITION_OFFSET;
    out.putInt(VERSION_1 | TrackRun.DATA_OFFSET | perSample);
    out.putInt(samples.size()).putInt(dataOffset);
    for (Sample sample : samples) {
      out.putInt(sample.size());
      if (!allSync) {
        out.putInt(sample.sync() ? SYNC_FLAGS : NON_SYNC_FLAGS);
        out.putInt(sample.compositionOffset());
      }
    }
  }

  private static ByteBuffer putHeader(ByteBuffer out, int size, String type) {
    return put(out.putInt(size), type);
  }

  private static ByteBuffer put(ByteBuffer out, String fourCharacters) {
    return out.put(fourCharacters.getBytes(StandardCharsets.ISO_8859_1));
  }
}
