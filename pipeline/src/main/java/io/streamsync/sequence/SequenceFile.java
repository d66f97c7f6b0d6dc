package io.streamsync.sequence;

import io.streamsync.store.ObjectInfo;
import java.io.Serializable;

/**
 * A file of sequences that applies to a day.
 *
 * @param file as listed
 * @param place of its records
 */
public record SequenceFile(ObjectInfo file, Place place) implements Serializable {
  static final String CSV = ".csv";
  static final String JSONL = ".jsonl";

  public String path() {
    return file.path();
  }

  boolean isCsv() {
    return path().toLowerCase(java.util.Locale.ROOT).endsWith(CSV);
  }
}
