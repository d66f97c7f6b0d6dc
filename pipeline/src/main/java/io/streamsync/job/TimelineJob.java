package io.streamsync.job;

import io.streamsync.sequence.SequenceFile;
import io.streamsync.sequence.SequencePart;
import io.streamsync.source.Reject;
import io.streamsync.store.JsonText;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Pipeline 4: from sequence files to packs in the store and a manifest in the ledger, for one day.
 */
final class TimelineJob {
  static final TupleTag<SequencePart> PARTS = new TupleTag<>() {};
  static final TupleTag<KV<String, AiredPack>> PACKS = new TupleTag<>() {};
  static final TupleTag<Reject> REJECTS = new TupleTag<>() {};
  static final TupleTag<KV<String, Long>> COUNTS = new TupleTag<>() {};
  static final TupleTag<AirStatistics> AIR = new TupleTag<>() {};

  private static final Combine.BinaryCombineFn<AirStatistics> ADD_UP =
      Combine.BinaryCombineFn.of(AirStatistics::plus);

  private TimelineJob() {}

  /** The name of a day's stage in the run's folder. */
  static String stage(DaySettings settings) {
    return settings.day().date().toString();
  }

  /**
   * Builds the graph.
   *
   * @param files of sequences that apply to the day
   * @param builtIn what the job itself says, the channel {@code main}
   */
  static void build(
      Pipeline pipeline, List<SequenceFile> files, SequencePart builtIn, DaySettings settings) {
    PCollectionTuple read =
        ReadChunk.chunks(pipeline, files, settings.job())
            .apply(
                "Read lines",
                ParDo.of(new ReadChunk(settings.job()))
                    .withOutputTags(PARTS, TupleTagList.of(REJECTS).and(COUNTS)));
    PCollection<SequencePart> builtInParts =
        pipeline.apply(
            "Built-in channel",
            Create.of(builtIn).withCoder(SerializableCoder.of(SequencePart.class)));
    PCollectionTuple aired =
        PCollectionList.of(read.get(PARTS))
            .and(builtInParts)
            .apply("All parts", Flatten.pCollections())
            .apply(
                "Name the owner",
                WithKeys.<String, SequencePart>of(part -> part.owner().groupingKey())
                    .withKeyType(TypeDescriptors.strings()))
            .apply("Bring each owner's parts together", GroupByKey.create())
            .apply(
                "Plan and write each day",
                ParDo.of(new AirOwner(settings))
                    .withOutputTags(PACKS, TupleTagList.of(REJECTS).and(COUNTS).and(AIR)));
    aired
        .get(PACKS)
        .apply("Bring each shard together", GroupByKey.create())
        .apply("Write manifest and links", ParDo.of(new WriteShard(settings)));
    StageOutputs.writeFile(
        aired.get(AIR).apply("Add up what is on air", Combine.globally(ADD_UP).withoutDefaults()),
        "the statistics",
        settings.job(),
        RunPaths.statistics(settings.job().runId(), stage(settings)),
        sums -> JsonText.document(sums.get(0)));
    StageOutputs.writeRejects(
        both(read.get(REJECTS), aired.get(REJECTS), "All rejects"),
        settings.job(),
        stage(settings));
    StageOutputs.writeTally(
        both(read.get(COUNTS), aired.get(COUNTS), "All counts"), settings.job(), stage(settings));
  }

  private static <T> PCollection<T> both(PCollection<T> one, PCollection<T> other, String name) {
    return PCollectionList.of(one).and(other).apply(name, Flatten.pCollections());
  }
}
