package io.streamsync.job;

import io.streamsync.release.LedgerPaths;
import io.streamsync.time.BroadcastDay;

/** The files of one run in the ledger. */
final class RunPaths {
  private RunPaths() {}

  static String catalogue(String runId) {
    return LedgerPaths.run(runId) + "catalogue.jsonl";
  }

  /** Ids of videos that are known and only not on air yet, one a line. */
  static String notReady(String runId) {
    return LedgerPaths.run(runId) + "not-ready.txt";
  }

  /** The slate of the night. */
  static String slate(String runId) {
    return LedgerPaths.run(runId) + "slate.json";
  }

  /** The part of the catalogue that one stage brought on air. */
  static String entries(String runId, String stage) {
    return LedgerPaths.run(runId) + "entries-" + stage + ".jsonl";
  }

  /** Videos that are still to be encoded. */
  static String pending(String runId) {
    return LedgerPaths.run(runId) + "pending.jsonl";
  }

  static String summary(String runId) {
    return LedgerPaths.run(runId) + "summary.json";
  }

  /** Rejects of one stage, {@code videos}, {@code encodes} or a date, in one of a few parts. */
  static String rejects(String runId, String stage, String part) {
    return rejects(runId, stage) + part + ".jsonl";
  }

  /** What the paths of all rejects of a stage begin with. */
  static String rejects(String runId, String stage) {
    return allRejects(runId) + stage + "-";
  }

  /** What a stage counted. */
  static String tally(String runId, String stage) {
    return LedgerPaths.run(runId) + "tallies/" + stage + ".json";
  }

  /** A channel's part of the guide of a day, until the guide is written. */
  static String guide(String runId, BroadcastDay day, String channel) {
    return LedgerPaths.run(runId) + "guide-" + day.date() + "/" + channel + ".xml";
  }

  /** What encodes took. */
  static String encodes(String runId) {
    return LedgerPaths.run(runId) + "encodes.jsonl";
  }

  /** What the timelines of a day hold, added up. */
  static String statistics(String runId, String stage) {
    return LedgerPaths.run(runId) + "statistics/" + stage + ".json";
  }

  /** What the paths of all rejects of a run begin with. */
  static String allRejects(String runId) {
    return LedgerPaths.run(runId) + "rejects/part-";
  }

  static String reportJson(String runId) {
    return LedgerPaths.run(runId) + "report.json";
  }

  static String reportPage(String runId) {
    return LedgerPaths.run(runId) + "report.html";
  }

  static String channels(String runId, BroadcastDay day) {
    return LedgerPaths.run(runId) + "channels-" + day.date() + ".json";
  }
}
