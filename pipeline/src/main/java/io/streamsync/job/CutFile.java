package io.streamsync.job;

import io.streamsync.sequence.ChunkCutter;
import io.streamsync.sequence.SequenceChunk;
import io.streamsync.sequence.SequenceFile;
import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.transforms.DoFn;

/** Sequence file to chunks of whole lines. */
final class CutFile extends DoFn<SequenceFile, SequenceChunk> {
  private final JobSettings settings;

  CutFile(JobSettings settings) {
    this.settings = settings;
  }

  @ProcessElement
  public void cut(@Element SequenceFile file, OutputReceiver<SequenceChunk> out)
      throws IOException {
    try (InputStream content = Worker.of(settings).input().open(file.path())) {
      ChunkCutter.cut(file, content, ChunkCutter.CHUNK_BYTES).forEach(out::output);
    }
  }
}
