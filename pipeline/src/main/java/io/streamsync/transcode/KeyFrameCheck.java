package io.streamsync.transcode;

import io.streamsync.source.RejectCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads the coded pictures themselves: what the boxes call a sync sample must be an IDR picture,
 * behind which nothing is ever referred to, so that every segment is a closed group (ISO/IEC
 * 14496-10, 7.4.1.2.4; the framing of NAL units is ISO/IEC 14496-15, 5.3.3.1).
 */
final class KeyFrameCheck {
  private static final int LENGTH_BYTES = 4;
  private static final int TYPE_MASK = 0x1f;
  private static final int FIRST_SLICE_TYPE = 1;
  private static final int IDR = 5;

  private final String rung;
  private final FileChannel file;

  KeyFrameCheck(String rung, FileChannel file) {
    this.rung = rung;
    this.file = file;
  }

  void check(FragmentedTrack track) throws IOException, TranscodeException {
    for (Sample sample : track.samples()) {
      if (sample.sync() && firstSliceType(sample) != IDR) {
        throw new TranscodeException(
            RejectCode.ENCODE_FAILED,
            rung
                + ": the frame at "
                + sample.decodeTime()
                + " is called a key frame but is no IDR");
      }
    }
  }

  /** Of the first NAL unit that is a slice: 1 to 5; before it stand parameters and messages. */
  private int firstSliceType(Sample sample) throws IOException {
    long end = sample.offset() + sample.size();
    for (long at = sample.offset(); at + LENGTH_BYTES < end; ) {
      ByteBuffer head = Mp4Box.read(file, at, at + LENGTH_BYTES + 1);
      int type = head.get(LENGTH_BYTES) & TYPE_MASK;
      if (type >= FIRST_SLICE_TYPE && type <= IDR) {
        return type;
      }
      at += LENGTH_BYTES + Integer.toUnsignedLong(head.getInt(0));
    }
    return 0;
  }
}
