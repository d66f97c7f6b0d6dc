package io.streamsync.job;

import io.streamsync.sequence.FileHead;
import io.streamsync.sequence.SequenceChunk;
import io.streamsync.sequence.SequenceFile;
import io.streamsync.sequence.SequenceParser;
import io.streamsync.sequence.SequencePart;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Chunk to the parts of sequences in it. */
final class ReadChunk extends DoFn<SequenceChunk, SequencePart> {
  private final JobSettings settings;

  ReadChunk(JobSettings settings) {
    this.settings = settings;
  }

  /** Chunks of all files, spread over workers. */
  static PCollection<SequenceChunk> chunks(
      Pipeline pipeline, List<SequenceFile> files, JobSettings settings) {
    return pipeline
        .apply(
            "Sequence files", Create.of(files).withCoder(SerializableCoder.of(SequenceFile.class)))
        .apply("Cut files into chunks", ParDo.of(new CutFile(settings)))
        .apply("Spread chunks over workers", Reshuffle.viaRandomKey());
  }

  static SequenceParser.Parsed parse(SequenceChunk chunk, ObjectStore input) throws IOException {
    String path = chunk.file().path();
    FileHead head = FileHead.of(input.getRange(path, 0, FileHead.BYTES));
    byte[] content =
        chunk.isOverlong() ? new byte[0] : input.getRange(path, chunk.start(), chunk.end());
    return SequenceParser.parse(chunk, content, head);
  }

  @ProcessElement
  public void read(@Element SequenceChunk chunk, MultiOutputReceiver out) throws IOException {
    SequenceParser.Parsed parsed = parse(chunk, Worker.of(settings).input());
    parsed.parts().forEach(out.get(TimelineJob.PARTS)::output);
    parsed.lineRejects().forEach(out.get(TimelineJob.REJECTS)::output);
    parsed.itemRejects().forEach(out.get(TimelineJob.REJECTS)::output);
    long rejected = parsed.rejectedLines(); // an item's record is counted with its owner
    if (rejected > 0) {
      out.get(TimelineJob.COUNTS).output(KV.of(Count.RECORDS_READ, rejected));
      out.get(TimelineJob.COUNTS).output(KV.of(Count.RECORDS_REJECTED, rejected));
    }
    if (parsed.refusedFiles() > 0) {
      out.get(TimelineJob.COUNTS).output(KV.of(Count.FILES_REFUSED, parsed.refusedFiles()));
    }
  }
}
