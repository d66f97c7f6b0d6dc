package io.streamsync.sequence;

import java.io.Serializable;

/**
 * Some whole lines of a sequence file: what one worker reads at a time.
 *
 * @param file they stand in
 * @param firstLine number of the first, from 1
 * @param start offset of the first byte
 * @param end offset after the last byte
 * @param isOverlong whether it is a single line that is too long to be read
 */
public record SequenceChunk(
    SequenceFile file, long firstLine, long start, long end, boolean isOverlong)
    implements Serializable { // an element of the second pipeline

  public SequenceChunk {
    if (firstLine < 1 || start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "no chunk: line %d, bytes %d to %d".formatted(firstLine, start, end));
    }
  }
}
