package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.source.RejectCode;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What is not on air and why. A reject that stands on several days counts once.
 *
 * @param byCode most frequent first, without {@link RejectCode#NOT_READY}
 * @param notReady what nobody need do anything about
 * @param unknownVideos ids that sequences name and no video on air has
 */
@JsonPropertyOrder({"byCode", "notReady", "unknownVideos"})
record RejectFigures(
    List<OfCode> byCode, Excerpt<ReportedReject> notReady, Excerpt<UnknownVideo> unknownVideos) {

  static final RejectFigures NONE = new RejectFigures(List.of(), Excerpt.none(), Excerpt.none());

  RejectFigures {
    byCode = byCode.stream().sorted(OfCode.ORDER).toList();
  }

  long count() {
    return byCode.stream().mapToLong(OfCode::count).sum();
  }

  /** All rejects of one code. */
  @JsonPropertyOrder({"code", "hint", "count", "first"})
  record OfCode(RejectCode code, String hint, long count, List<ReportedReject> first) {
    private static final Comparator<OfCode> ORDER =
        Comparator.comparingLong(OfCode::count).reversed().thenComparing(of -> of.code().name());

    static OfCode of(RejectCode code, Excerpt<ReportedReject> rejects) {
      return new OfCode(code, code.hint(), rejects.count(), rejects.first());
    }
  }

  /**
   * A name without a video. The most named comes first.
   *
   * @param count in how many places
   */
  @JsonPropertyOrder({"id", "count"})
  record UnknownVideo(String id, long count) implements Serializable, Comparable<UnknownVideo> {
    private static final Comparator<UnknownVideo> ORDER =
        Comparator.comparingLong(UnknownVideo::count).reversed().thenComparing(UnknownVideo::id);

    @Override
    public int compareTo(UnknownVideo other) {
      return ORDER.compare(this, other);
    }
  }
}
