package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.source.Reject;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** What every step says of videos that are through, and how a stage writes it. */
final class VideoOutputs {
  static final TupleTag<CatalogueEntry> ENTRIES = new TupleTag<>() {};
  static final TupleTag<Reject> REJECTS = new TupleTag<>() {};
  static final TupleTag<KV<String, Long>> COUNTS = new TupleTag<>() {};

  /** Of the stage that encodes alone. */
  static final TupleTag<EncodeTime> ENCODES = new TupleTag<>() {};

  static final TupleTagList BESIDE_ENTRIES = TupleTagList.of(REJECTS).and(COUNTS);
  static final TupleTagList TAGS = TupleTagList.of(ENTRIES).and(REJECTS).and(COUNTS);

  private VideoOutputs() {}

  static void emit(VideoOutcome outcome, MultiOutputReceiver out) {
    outcome.entries().forEach(out.get(ENTRIES)::output);
    outcome.rejects().forEach(out.get(REJECTS)::output);
    outcome.remarks().forEach(out.get(REJECTS)::output);
    outcome.counts().forEach(name -> out.get(COUNTS).output(KV.of(name, outcome.sources())));
    outcome.encodes().forEach(out.get(ENCODES)::output);
  }

  /** To the run's folder: the stage's part of the catalogue, its rejects and its tally. */
  static void write(List<PCollectionTuple> steps, JobSettings settings, String stage) {
    StageOutputs.writeFile(
        all(steps, ENTRIES, "All entries"),
        "the catalogue",
        settings,
        RunPaths.entries(settings.runId(), stage),
        entries -> new Catalogue(entries).write());
    StageOutputs.writeRejects(all(steps, REJECTS, "All rejects"), settings, stage);
    StageOutputs.writeTally(all(steps, COUNTS, "All counts"), settings, stage);
  }

  private static <T> PCollection<T> all(
      List<PCollectionTuple> steps, TupleTag<T> tag, String name) {
    return PCollectionList.of(steps.stream().map(step -> step.get(tag)).toList())
        .apply(name, Flatten.pCollections());
  }
}
