package io.streamsync.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * {@code summary.json} of a run: where everything that was read has gone.
 *
 * @param run id
 * @param videos files below {@code videos/} that are no title files
 * @param slateFiles stills in the input
 * @param records of all days together
 * @param days one by one
 */
@JsonPropertyOrder({
  "run",
  "videos",
  "titleFiles",
  "captionFiles",
  "slateFiles",
  "sequenceFiles",
  "records",
  "days"
})
record RunSummary(
    String run,
    Balance videos,
    Balance titleFiles,
    Balance captionFiles,
    Balance slateFiles,
    Balance sequenceFiles,
    Balance records,
    List<DaySummary> days) {

  /**
   * Where so many things have gone.
   *
   * @param read found in the input
   * @param onAir used
   * @param rejected with a reason
   * @param notReady left for the next night
   */
  @JsonPropertyOrder({"read", "onAir", "rejected", "notReady"})
  record Balance(long read, long onAir, long rejected, long notReady) {
    static final Balance NONE = new Balance(0, 0, 0, 0);

    boolean addsUp() {
      return read == onAir + rejected + notReady;
    }

    Balance plus(Balance other) {
      return new Balance(
          read + other.read,
          onAir + other.onAir,
          rejected + other.rejected,
          notReady + other.notReady);
    }
  }

  /**
   * One day of the run.
   *
   * @param day local date
   * @param release id
   * @param run that wrote it, whose folder holds its rejects
   * @param written false if the release was complete already
   * @param refusedFiles sequence files of which no line can be used
   * @param records of the sequences that apply
   * @param viewers personal timelines
   * @param channels public timelines
   */
  @JsonPropertyOrder({
    "day",
    "release",
    "run",
    "written",
    "refusedFiles",
    "records",
    "viewers",
    "channels",
    "packBytes"
  })
  record DaySummary(
      String day,
      String release,
      @JsonSetter(nulls = Nulls.AS_EMPTY) String run,
      boolean written,
      @JsonSetter(nulls = Nulls.AS_EMPTY) long refusedFiles,
      Balance records,
      long viewers,
      long channels,
      long packBytes) {
    /** The same day when it is found complete by a later run: figures of the run that wrote it. */
    DaySummary unchanged() {
      return new DaySummary(
          day,
          release,
          run,
          /* written= */ false,
          refusedFiles,
          records,
          viewers,
          channels,
          packBytes);
    }
  }

  /** The first balance that does not add up, or empty. */
  String imbalance() {
    StringBuilder faults = new StringBuilder();
    check("videos", videos, faults);
    check("title files", titleFiles, faults);
    check("caption files", captionFiles, faults);
    check("slate files", slateFiles, faults);
    check("sequence files", sequenceFiles, faults);
    check("records", records, faults);
    return faults.toString();
  }

  private static void check(String what, Balance balance, StringBuilder faults) {
    if (!balance.addsUp()) {
      faults.append(what).append(" do not add up: ").append(balance).append(' ');
    }
  }
}
