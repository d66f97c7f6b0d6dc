package io.streamsync.sequence;

import java.io.Serializable;

/**
 * Some whole lines of a sequence file: what one worker reads at a time.
 *
 * @param file they stand in
 * @param firstLine number of the first, from 1
 * @param start offset of the first byte
 * @param end offset after the last byte
 */
public record SequenceChunk(SequenceFile file, long firstLine, long start, long end)
    implements Serializable {} // an element of the second pipeline
