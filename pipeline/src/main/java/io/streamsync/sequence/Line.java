package io.streamsync.sequence;

import io.streamsync.source.RejectCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The text of one line, out of its bytes. */
final class Line {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Line() {}

  /**
   * Decodes a line; every byte must be in order.
   *
   * @param bytes without those that end the line
   */
  static String text(ByteBuffer bytes) throws LineRejectedException {
    refuseControls(bytes);
    ByteBuffer in = bytes.slice();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, /* endOfInput= */ true);
    if (result.isError()) {
      int offset = in.position();
      throw new LineRejectedException(
          RejectCode.NOT_UTF8,
          "byte 0x%02x at offset %d of the line is not UTF-8".formatted(in.get(offset), offset));
    }
    return withoutMark(out.flip().toString());
  }

  /** Files with a mark are joined to others by programs that know nothing of it. */
  static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** They would be trimmed off ids in CSV without a word. */
  private static void refuseControls(ByteBuffer bytes) throws LineRejectedException {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      byte b = bytes.get(i);
      if (b >= 0 && b < ' ' && b != '\t') {
        String name = b == 0 ? "a NUL byte" : "control character 0x%02x".formatted(b);
        throw new LineRejectedException(
            RejectCode.BAD_LINE, name + " at offset " + (i - bytes.position()) + " of the line");
      }
    }
  }
}
