package io.streamsync.job;

import io.streamsync.job.RejectFigures.OfCode;
import io.streamsync.job.RejectFigures.UnknownVideo;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts distinct rejects one by one, in bounded space. */
final class RejectGathering {
  /** More different names than this are no slips of the pen: what comes later is left out. */
  private static final int MOST_UNKNOWN = 100_000;

  private final Map<RejectCode, Excerpt.Gathering<ReportedReject>> byCode =
      new EnumMap<>(RejectCode.class);
  private final Map<String, Long> unknown = new TreeMap<>();

  void add(Reject reject, Collection<String> days) {
    byCode
        .computeIfAbsent(reject.code(), code -> new Excerpt.Gathering<>())
        .add(ReportedReject.of(reject, days));
    String id = reject.unknownVideo();
    if (!id.isEmpty() && (unknown.size() < MOST_UNKNOWN || unknown.containsKey(id))) {
      unknown.merge(id, 1L, Long::sum);
    }
  }

  RejectFigures done() {
    List<OfCode> codes = new ArrayList<>();
    Excerpt<ReportedReject> notReady = Excerpt.none();
    for (Map.Entry<RejectCode, Excerpt.Gathering<ReportedReject>> entry : byCode.entrySet()) {
      Excerpt<ReportedReject> rejects = entry.getValue().done();
      if (entry.getKey() == RejectCode.NOT_READY) {
        notReady = rejects;
      } else {
        codes.add(OfCode.of(entry.getKey(), rejects));
      }
    }
    Excerpt.Gathering<UnknownVideo> unknownVideos = new Excerpt.Gathering<>();
    unknown.forEach((id, count) -> unknownVideos.add(new UnknownVideo(id, count)));
    return new RejectFigures(codes, notReady, unknownVideos.done());
  }
}
