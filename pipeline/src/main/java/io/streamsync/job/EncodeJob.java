package io.streamsync.job;

import io.streamsync.catalogue.CatalogueEntry;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Pipeline 3: from lanes of videos to segments in the store. */
final class EncodeJob {
  static final String STAGE = "encodes";

  private EncodeJob() {}

  /**
   * Builds the graph. Lanes are not shuffled: that would put two of them on one slot beside an idle
   * one, whereas from a source each slot takes one when it is free.
   */
  static void build(Pipeline pipeline, List<Lane> lanes, EncodeLimit limit, JobSettings settings) {
    PCollectionTuple encoded =
        pipeline
            .apply("Lanes of videos", Create.of(lanes).withCoder(SerializableCoder.of(Lane.class)))
            .apply(
                "Encode videos",
                ParDo.of(new EncodeLane(settings, limit))
                    .withOutputTags(
                        VideoOutputs.ENTRIES,
                        VideoOutputs.BESIDE_ENTRIES.and(VideoOutputs.ENCODES)));
    VideoOutputs.write(List.of(encoded), settings, STAGE);
    StageOutputs.writeFile(
        encoded.get(VideoOutputs.ENCODES),
        "what encodes took",
        settings,
        RunPaths.encodes(settings.runId()),
        EncodeTime::write);
  }

  private static final class EncodeLane extends DoFn<Lane, CatalogueEntry> {
    private final JobSettings settings;
    private final EncodeLimit limit;

    EncodeLane(JobSettings settings, EncodeLimit limit) {
      this.settings = settings;
      this.limit = limit;
    }

    @ProcessElement
    public void encode(@Element Lane lane, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      Worker.of(settings).laneRun(limit).run(lane, outcome -> VideoOutputs.emit(outcome, out));
    }
  }
}
