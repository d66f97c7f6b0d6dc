package io.streamsync.job;

import io.streamsync.source.Reject;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/** What every stage leaves in the run's folder besides its products: its rejects and its tally. */
final class StageOutputs {
  private static final int REJECT_PARTS = 16;

  private StageOutputs() {}

  static void writeRejects(PCollection<Reject> rejects, JobSettings settings, String stage) {
    rejects
        .apply(
            "Spread rejects over parts",
            WithKeys.<String, Reject>of(
                    reject ->
                        "%02d".formatted(Math.floorMod(reject.file().hashCode(), REJECT_PARTS)))
                .withKeyType(TypeDescriptors.strings()))
        .apply("Group rejects by part", GroupByKey.create())
        .apply("Write rejects", ParDo.of(new WriteRejects(settings, stage)));
  }

  static void writeTally(PCollection<KV<String, Long>> counts, JobSettings settings, String stage) {
    counts
        .apply("Add up counts", Sum.longsPerKey())
        .apply(
            "Bring counts together",
            MapElements.into(
                    TypeDescriptors.kvs(
                        TypeDescriptors.strings(),
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs())))
                .via(count -> KV.of("", count)))
        .apply("Group counts", GroupByKey.create())
        .apply("Write tally", ParDo.of(new WriteTally(settings, stage)));
  }

  /** In order, so that a part has the same bytes after a retry. */
  static byte[] rejectLines(Iterable<Reject> rejects) {
    List<Reject> sorted = StreamSupport.stream(rejects.spliterator(), false).sorted().toList();
    StringBuilder lines = new StringBuilder();
    sorted.forEach(reject -> lines.append(JsonText.line(reject)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final class WriteRejects extends DoFn<KV<String, Iterable<Reject>>, Void> {
    private final JobSettings settings;
    private final String stage;

    WriteRejects(JobSettings settings, String stage) {
      this.settings = settings;
      this.stage = stage;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<Reject>> part) throws IOException {
      String path = RunPaths.rejects(settings.runId(), stage, part.getKey());
      Worker.of(settings).ledger().put(path, rejectLines(part.getValue()));
    }
  }

  private static final class WriteTally extends DoFn<KV<String, Iterable<KV<String, Long>>>, Void> {
    private final JobSettings settings;
    private final String stage;

    WriteTally(JobSettings settings, String stage) {
      this.settings = settings;
      this.stage = stage;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<KV<String, Long>>> counts) throws IOException {
      Map<String, Long> byName = new TreeMap<>();
      for (Iterator<KV<String, Long>> i = counts.getValue().iterator(); i.hasNext(); ) {
        KV<String, Long> count = i.next();
        byName.put(count.getKey(), count.getValue());
      }
      String path = RunPaths.tally(settings.runId(), stage);
      Worker.of(settings).ledger().put(path, JsonText.document(new Tally(byName)));
    }
  }
}
