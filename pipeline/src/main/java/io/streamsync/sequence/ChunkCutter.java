package io.streamsync.sequence;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a sequence file into chunks of whole lines, in one pass that holds none of them. Lines end
 * with LF, CR LF or CR. One longer than {@link #MAX_LINE_BYTES} is a chunk of its own, so that
 * nobody need read it.
 */
public final class ChunkCutter {
  public static final int CHUNK_BYTES = 1 << 20;

  /** Room for 30,000 ids of the greatest length. */
  public static final int MAX_LINE_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final SequenceFile file;
  private final int chunkBytes;
  private final List<SequenceChunk> chunks = new ArrayList<>();

  /** How many bytes were seen. */
  private long offset;

  /** Where the present chunk starts, and the number of its first line. */
  private long chunkStart;

  private long chunkLine = 1;

  /** Where the present line starts, its number, and the bytes in it but those that end it. */
  private long lineStart;

  private long line = 1;
  private long lineBytes;

  private boolean afterCarriageReturn;

  private ChunkCutter(SequenceFile file, int chunkBytes) {
    this.file = file;
    this.chunkBytes = chunkBytes;
  }

  /**
   * Cuts at the first line end at or after every {@code chunkBytes}.
   *
   * @param content of the file, from its first byte
   */
  public static List<SequenceChunk> cut(SequenceFile file, InputStream content, int chunkBytes)
      throws IOException {
    ChunkCutter cutter = new ChunkCutter(file, chunkBytes);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      for (int i = 0; i < read; i++) {
        cutter.take(buffer[i]);
      }
    }
    cutter.endLine();
    cutter.endChunk(cutter.offset);
    return cutter.chunks;
  }

  private void take(byte b) {
    if (afterCarriageReturn && b != '\n') {
      endLine();
    }
    offset++;
    afterCarriageReturn = b == '\r';
    if (b == '\n') {
      endLine();
    } else if (b != '\r') {
      lineBytes++;
    }
  }

  private void endLine() {
    if (lineBytes > MAX_LINE_BYTES) {
      endChunk(lineStart);
      chunks.add(new SequenceChunk(file, line, lineStart, offset, /* isOverlong= */ true));
      chunkStart = offset;
      chunkLine = line + 1;
    }
    line++;
    lineStart = offset;
    lineBytes = 0;
    if (offset - chunkStart >= chunkBytes) {
      endChunk(offset);
    }
  }

  private void endChunk(long end) {
    if (end > chunkStart) {
      chunks.add(new SequenceChunk(file, chunkLine, chunkStart, end, /* isOverlong= */ false));
      chunkStart = end;
      chunkLine = line;
    }
  }
}
