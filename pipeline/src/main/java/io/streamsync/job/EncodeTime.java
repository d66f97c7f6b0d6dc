package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.store.JsonText;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What an encode took: one line of {@code encodes.jsonl}. The longest comes first. An encode whose
 * worker died before its lane was through leaves none.
 *
 * @param id of the source that was encoded
 * @param workMillis from its start to the upload's end
 * @param durationMillis of the video
 */
@JsonPropertyOrder({"id", "workMillis", "durationMillis"})
record EncodeTime(String id, long workMillis, long durationMillis)
    implements Serializable, Comparable<EncodeTime> { // crosses the shuffle

  private static final Comparator<EncodeTime> ORDER =
      Comparator.comparingLong(EncodeTime::workMillis)
          .reversed()
          .thenComparing(EncodeTime::id)
          .thenComparing(EncodeTime::durationMillis);

  EncodeTime {
    if (workMillis < 0 || durationMillis <= 0) {
      throw new IllegalArgumentException(
          id + ": " + workMillis + " ms of work for " + durationMillis + " ms");
    }
  }

  /** How many seconds of work a second of the video took. */
  double ratio() {
    return (double) workMillis / durationMillis;
  }

  static List<EncodeTime> read(byte[] jsonl, String path) throws IOException {
    List<EncodeTime> times = new ArrayList<>();
    for (String line : new String(jsonl, StandardCharsets.UTF_8).lines().toList()) {
      times.add(JsonText.read(line.getBytes(StandardCharsets.UTF_8), EncodeTime.class, path));
    }
    return times;
  }

  static byte[] write(Collection<EncodeTime> times) {
    StringBuilder lines = new StringBuilder();
    times.stream().sorted().forEach(time -> lines.append(JsonText.line(time)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(EncodeTime other) {
    return ORDER.compare(this, other);
  }
}
