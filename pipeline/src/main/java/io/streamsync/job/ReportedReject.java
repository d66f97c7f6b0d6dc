package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.source.Reject;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A reject as the report shows it: once, however many days a standing file applies to.
 *
 * @param file path below the input
 * @param line from 1; 0 where the whole file is meant
 * @param reason in words
 * @param days local dates it applies to, in order; none if it is no record's
 */
@JsonPropertyOrder({"file", "line", "reason", "days"})
record ReportedReject(String file, long line, String reason, List<String> days)
    implements Serializable, Comparable<ReportedReject> {

  private static final Comparator<ReportedReject> ORDER =
      Comparator.comparing(ReportedReject::file)
          .thenComparing(ReportedReject::line)
          .thenComparing(ReportedReject::reason);

  ReportedReject {
    days = days.stream().sorted().toList();
  }

  static ReportedReject of(Reject reject, Collection<String> days) {
    return new ReportedReject(reject.file(), reject.line(), reject.reason(), List.copyOf(days));
  }

  @Override
  public int compareTo(ReportedReject other) {
    return ORDER.compare(this, other);
  }
}
