package io.streamsync.job;

import io.streamsync.source.Reject;
import io.streamsync.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/** What stages leave in the run's folder: products, rejects and tallies. */
final class StageOutputs {
  private static final int REJECT_PARTS = 16;

  private StageOutputs() {}

  /**
   * All elements to one file; none, no file.
   *
   * @param what they are, for the names of the steps
   * @param path in the ledger
   * @param content the same bytes for the same elements in any order
   */
  static <T> void writeFile(
      PCollection<T> elements,
      String what,
      JobSettings settings,
      String path,
      SerializableFunction<List<T>, byte[]> content) {
    elements
        .apply(
            "Bring together " + what,
            WithKeys.<String, T>of("").withKeyType(TypeDescriptors.strings()))
        .apply("Group " + what, GroupByKey.create())
        .apply("Write " + what, ParDo.of(new WriteGroup<>(settings, key -> path, content)));
  }

  static void writeRejects(PCollection<Reject> rejects, JobSettings settings, String stage) {
    String runId = settings.runId();
    rejects
        .apply(
            "Spread rejects over parts",
            WithKeys.<String, Reject>of(
                    reject ->
                        "%02d".formatted(Math.floorMod(reject.file().hashCode(), REJECT_PARTS)))
                .withKeyType(TypeDescriptors.strings()))
        .apply("Group rejects by part", GroupByKey.create())
        .apply(
            "Write rejects",
            ParDo.of(
                new WriteGroup<>(
                    settings,
                    part -> RunPaths.rejects(runId, stage, part),
                    StageOutputs::rejectLines)));
  }

  static void writeTally(PCollection<KV<String, Long>> counts, JobSettings settings, String stage) {
    writeFile(
        counts.apply("Add up counts", Sum.longsPerKey()),
        "the tally",
        settings,
        RunPaths.tally(settings.runId(), stage),
        StageOutputs::tally);
  }

  /** In order, so that a part has the same bytes after a retry. */
  static byte[] rejectLines(Collection<Reject> rejects) {
    StringBuilder lines = new StringBuilder();
    rejects.stream().sorted().forEach(reject -> lines.append(JsonText.line(reject)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tally(List<KV<String, Long>> counts) {
    Map<String, Long> byName = new TreeMap<>();
    counts.forEach(count -> byName.put(count.getKey(), count.getValue()));
    return JsonText.document(new Tally(byName));
  }
}
