package io.streamsync.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.Serializable;
import java.util.Comparator;

/**
 * One thing that is not on air, for the admin who put it there.
 *
 * @param code stable
 * @param file path below the input
 * @param line from 1; 0 where the whole file is meant
 * @param reason in words, with the value that is wrong
 * @param unknownVideo the name that no video on air has, as it may be shown; else empty
 */
@JsonPropertyOrder({"code", "file", "line", "reason", "unknownVideo", "hint"})
public record Reject(
    RejectCode code,
    String file,
    long line,
    String reason,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        String unknownVideo)
    implements Serializable, Comparable<Reject> { // crosses the shuffle

  private static final Comparator<Reject> ORDER =
      Comparator.comparing(Reject::file)
          .thenComparing(Reject::line)
          .thenComparing(Reject::code)
          .thenComparing(Reject::reason)
          .thenComparing(Reject::unknownVideo);

  public Reject(RejectCode code, String file, long line, String reason) {
    this(code, file, line, reason, /* unknownVideo= */ "");
  }

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
