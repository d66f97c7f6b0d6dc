package io.streamsync.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;
import java.util.Comparator;

/**
 * One thing that is not on air, for the admin who put it there.
 *
 * @param code stable
 * @param file path below the input
 * @param line from 1; 0 where the whole file is meant
 * @param reason in words, with the value that is wrong
 */
@JsonPropertyOrder({"code", "file", "line", "reason", "hint"})
public record Reject(RejectCode code, String file, long line, String reason)
    implements Serializable, Comparable<Reject> { // crosses the shuffle

  private static final Comparator<Reject> ORDER =
      Comparator.comparing(Reject::file)
          .thenComparing(Reject::line)
          .thenComparing(Reject::code)
          .thenComparing(Reject::reason);

  public static Reject ofFile(RejectCode code, String file, String reason) {
    return new Reject(code, file, 0, reason);
  }

  @JsonProperty
  public String hint() {
    return code.hint();
  }

  @Override
  public int compareTo(Reject other) {
    return ORDER.compare(this, other);
  }
}
