package io.streamsync.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;

/**
 * All elements of a group to one file in the ledger.
 *
 * @param <T> elements of a group, in whatever order the runner delivers
 */
final class WriteGroup<T> extends DoFn<KV<String, Iterable<T>>, Void> {
  private final JobSettings settings;
  private final SerializableFunction<String, String> path;
  private final SerializableFunction<List<T>, byte[]> content;

  /**
   * @param path of the file, from the group's key
   * @param content the same bytes for the same elements in any order
   */
  WriteGroup(
      JobSettings settings,
      SerializableFunction<String, String> path,
      SerializableFunction<List<T>, byte[]> content) {
    this.settings = settings;
    this.path = path;
    this.content = content;
  }

  @ProcessElement
  public void write(@Element KV<String, Iterable<T>> group) throws IOException {
    List<T> elements = new ArrayList<>(); // Flink lets grouped values be read only once
    group.getValue().forEach(elements::add);
    Worker.of(settings).ledger().put(path.apply(group.getKey()), content.apply(elements));
  }
}
