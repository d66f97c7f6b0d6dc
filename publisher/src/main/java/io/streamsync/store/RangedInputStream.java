package io.streamsync.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * An object read from its start to its end in pieces: each piece is a request of its own that can
 * be made again, so a connection that breaks after an hour costs a few megabytes and not the hour.
 */
final class RangedInputStream extends InputStream {
  /** Reads one piece of one version of an object. */
  interface Source {
    /**
     * @param start first byte
     * @param end byte after the last one, not beyond the object's end
     */
    byte[] read(long start, long end) throws IOException;
  }

  private final Source source;
  private final long size;
  private final int pieceBytes;
  private byte[] piece = new byte[0];
  private int position;
  private long fetched;

  RangedInputStream(Source source, long size, int pieceBytes) {
    this.source = source;
    this.size = size;
    this.pieceBytes = pieceBytes;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int copied = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, to, offset, copied);
    position += copied;
    return copied;
  }

  private boolean fill() throws IOException {
    if (position == piece.length && fetched < size) {
      long end = Math.min(size, fetched + pieceBytes);
      byte[] next = source.read(fetched, end);
      if (next.length != end - fetched) {
        throw new IOException(
            "%d bytes instead of %d at %d".formatted(next.length, end - fetched, fetched));
      }
      piece = next;
      fetched = end;
      position = 0;
    }
    return position < piece.length;
  }
}
