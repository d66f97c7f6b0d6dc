package io.streamsync.pack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** One gzip member (RFC 1952) with the ten-byte header of a pack: no name, time 0, OS 255. */
final class GzipMember {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
  private static final int TRAILER_BYTES = 8;
  private static final int STORED_BLOCK_MAX = 0xffff;

  private GzipMember() {}

  /** Size of the member that {@link #stored} makes of {@code bytes} bytes. */
  static int storedSize(int bytes) {
    int blocks = Math.max(1, (bytes + STORED_BLOCK_MAX - 1) / STORED_BLOCK_MAX);
    return HEADER.length + 5 * blocks + bytes + TRAILER_BYTES;
  }

  /** Uncompressed blocks (RFC 1951 section 3.2.4), so that the size depends on the length alone. */
  static byte[] stored(byte[] content) {
    ByteBuffer member =
        ByteBuffer.allocate(storedSize(content.length)).order(ByteOrder.LITTLE_ENDIAN).put(HEADER);
    int start = 0;
    do {
      int length = Math.min(STORED_BLOCK_MAX, content.length - start);
      boolean last = start + length == content.length;
      member.put((byte) (last ? 1 : 0)).putShort((short) length).putShort((short) ~length);
      member.put(content, start, length);
      start += length;
    } while (start < content.length);
    return member.put(trailer(content)).array();
  }

  /**
   * A compressed member.
   *
   * @param deflater without zlib header; it is reset first
   */
  static byte[] deflated(byte[] content, Deflater deflater) {
    deflater.reset();
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream member = new ByteArrayOutputStream(content.length / 4 + 64);
    member.writeBytes(HEADER);
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      member.write(buffer, 0, deflater.deflate(buffer));
    }
    member.writeBytes(trailer(content));
    return member.toByteArray();
  }

  /**
   * The content of a member of this form.
   *
   * @throws PackFormatException if it has another header, is cut short, or its checksum is wrong
   */
  static byte[] inflate(byte[] member) throws PackFormatException {
    if (member.length < HEADER.length + TRAILER_BYTES
        || !Arrays.equals(member, 0, HEADER.length, HEADER, 0, HEADER.length)) {
      throw new PackFormatException("not a gzip member of a pack");
    }
    int deflatedBytes = member.length - HEADER.length - TRAILER_BYTES;
    Inflater inflater = new Inflater(/* nowrap= */ true);
    try {
      inflater.setInput(member, HEADER.length, deflatedBytes);
      ByteArrayOutputStream content = new ByteArrayOutputStream(deflatedBytes * 8);
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw new PackFormatException("a gzip member is cut short");
        }
        content.write(buffer, 0, count);
      }
      return checked(content.toByteArray(), member, inflater.getRemaining());
    } catch (DataFormatException e) {
      throw new PackFormatException("a gzip member is damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static byte[] checked(byte[] content, byte[] member, int unread)
      throws PackFormatException {
    int trailerStart = member.length - TRAILER_BYTES;
    if (unread != 0
        || !Arrays.equals(
            member, trailerStart, member.length, trailer(content), 0, TRAILER_BYTES)) {
      throw new PackFormatException("a gzip member's checksum or length is wrong");
    }
    return content;
  }

  private static byte[] trailer(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return ByteBuffer.allocate(TRAILER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) crc.getValue())
        .putInt(content.length)
        .array();
  }
}
