package io.streamsync.job;

import io.streamsync.sequence.NameCount;
import io.streamsync.sequence.SequenceChunk;
import io.streamsync.sequence.SequenceFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;

/** Pipeline 2: from sequence files to how often they name the videos that are to be encoded. */
final class NameJob {
  static final String STAGE = "names";

  private NameJob() {}

  /**
   * Builds the graph.
   *
   * @param files of sequences that apply to any of the days, each once
   * @param keyById of the videos to count
   */
  static void build(
      Pipeline pipeline,
      List<SequenceFile> files,
      Map<String, String> keyById,
      JobSettings settings) {
    StageOutputs.writeTally(
        ReadChunk.chunks(pipeline, files, settings)
            .apply("Count names", ParDo.of(new CountNames(settings, keyById))),
        settings,
        STAGE);
  }

  /** Adds up within a chunk, so that not every item of every viewer crosses the shuffle. */
  private static final class CountNames extends DoFn<SequenceChunk, KV<String, Long>> {
    private final JobSettings settings;
    private final TreeMap<String, String> keyById;

    CountNames(JobSettings settings, Map<String, String> keyById) {
      this.settings = settings;
      this.keyById = new TreeMap<>(keyById);
    }

    @ProcessElement
    public void count(@Element SequenceChunk chunk, OutputReceiver<KV<String, Long>> out)
        throws IOException {
      NameCount.count(ReadChunk.parse(chunk, Worker.of(settings).input()).parts(), keyById)
          .forEach((key, times) -> out.output(KV.of(key, times)));
    }
  }
}
