package io.streamsync.sequence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts a sequence file into chunks of whole lines, in one pass. */
public final class ChunkCutter {
  public static final int CHUNK_BYTES = 1 << 20;

  private ChunkCutter() {}

  /**
   * Cuts at the first line end at or after every {@code chunkBytes}.
   *
   * @param content of the file, from its first byte
   */
  public static List<SequenceChunk> cut(SequenceFile file, InputStream content, int chunkBytes)
      throws IOException {
    List<SequenceChunk> chunks = new ArrayList<>();
    InputStream in = new BufferedInputStream(content, 1 << 16);
    long start = 0;
    long firstLine = 1;
    long line = 1;
    long offset = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      offset++;
      if (b == '\n') {
        line++;
        if (offset - start >= chunkBytes) {
          chunks.add(new SequenceChunk(file, firstLine, start, offset));
          start = offset;
          firstLine = line;
        }
      }
    }
    if (offset > start) {
      chunks.add(new SequenceChunk(file, firstLine, start, offset));
    }
    return chunks;
  }
}
