package io.streamsync.transcode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of an MP4 file: ISO/IEC 14496-12, 4.2.
 *
 * @param type four characters
 * @param start of the box in its file or container, in bytes
 * @param payloadStart behind size and type
 * @param end of the box
 */
record Mp4Box(String type, long start, long payloadStart, long end) {
  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;

  /** The boxes of a whole file, in order. */
  static List<Mp4Box> topLevel(FileChannel file) throws IOException {
    List<Mp4Box> boxes = new ArrayList<>();
    for (long start = 0; start < file.size(); start = boxes.get(boxes.size() - 1).end()) {
      long length = Math.min(LARGE_HEADER, file.size() - start);
      boxes.add(at(read(file, start, start + length), 0, start, file.size()));
    }
    return boxes;
  }

  /** The boxes in the payload of a container that starts at index 0 of {@code container}. */
  static List<Mp4Box> children(ByteBuffer container) throws IOException {
    List<Mp4Box> boxes = new ArrayList<>();
    int end = container.limit();
    for (int start = 0; start < end; start = (int) boxes.get(boxes.size() - 1).end()) {
      boxes.add(at(container, start, start, end));
    }
    return boxes;
  }

  private static Mp4Box at(ByteBuffer bytes, int index, long start, long limit) throws IOException {
    if (bytes.limit() - index < HEADER) {
      throw new IOException("not an MP4 box at byte " + start);
    }
    long size = Integer.toUnsignedLong(bytes.getInt(index));
    String type =
        StandardCharsets.ISO_8859_1.decode(bytes.slice(index + Integer.BYTES, 4)).toString();
    int header = HEADER;
    if (size == 1 && bytes.limit() - index >= LARGE_HEADER) {
      size = bytes.getLong(index + HEADER);
      header = LARGE_HEADER;
    }
    if (size < header || size > limit - start) {
      throw new IOException("box " + type + " at byte " + start + " cannot be " + size + " long");
    }
    return new Mp4Box(type, start, start + header, start + size);
  }

  /** The payload, sharing the bytes of the container. */
  ByteBuffer payload(ByteBuffer container) {
    return container.slice((int) payloadStart, (int) (end - payloadStart));
  }

  ByteBuffer payload(FileChannel file) throws IOException {
    return read(file, payloadStart, end);
  }

  static ByteBuffer read(FileChannel file, long start, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - start));
    while (bytes.hasRemaining()) {
      if (file.read(bytes, start + bytes.position()) < 0) {
        throw new IOException("file ends at byte " + (start + bytes.position()));
      }
    }
    return bytes.flip();
  }
}
