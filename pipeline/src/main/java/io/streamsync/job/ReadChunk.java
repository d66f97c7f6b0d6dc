package io.streamsync.job;

import io.streamsync.sequence.SequenceChunk;
import io.streamsync.sequence.SequenceParser;
import io.streamsync.sequence.SequencePart;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Chunk to the parts of sequences in it. */
final class ReadChunk extends DoFn<SequenceChunk, SequencePart> {
  private static final int HEADER_BYTES = 256;

  private final JobSettings settings;

  ReadChunk(JobSettings settings) {
    this.settings = settings;
  }

  @ProcessElement
  public void read(@Element SequenceChunk chunk, MultiOutputReceiver out) throws IOException {
    ObjectStore input = Worker.of(settings).input();
    String path = chunk.file().path();
    byte[] content = input.getRange(path, chunk.start(), chunk.end());
    boolean goodHeader = SequenceParser.isGoodHeader(input.getRange(path, 0, HEADER_BYTES));
    SequenceParser.Parsed parsed = SequenceParser.parse(chunk, content, goodHeader);
    parsed.parts().forEach(out.get(TimelineJob.PARTS)::output);
    parsed.rejects().forEach(out.get(TimelineJob.REJECTS)::output);
    long rejected = parsed.rejects().size();
    if (rejected > 0) {
      out.get(TimelineJob.COUNTS).output(KV.of(Count.RECORDS_READ, rejected));
      out.get(TimelineJob.COUNTS).output(KV.of(Count.RECORDS_REJECTED, rejected));
    }
  }
}
