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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts distinct rejects one by one, in bounded space. */
final class RejectGathering {
  /** More different names than this are no slips of the pen: what comes later is left out. */
  private static final int MOST_UNKNOWN = 100_000;

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  private final Map<RejectCode, Excerpt.Gathering<ReportedReject>> byCode =
      new EnumMap<>(RejectCode.class);
  private final Map<String, Long> unknown = new TreeMap<>();

  void add(Reject reject, Collection<String> days) {
    byCode
        .computeIfAbsent(reject.code(), code -> new Excerpt.Gathering<>())
        .add(ReportedReject.of(reject, days));
    if (reject.code() == RejectCode.UNKNOWN_VIDEO) {
      String id = named(reject.reason());
      if (unknown.size() < MOST_UNKNOWN || unknown.containsKey(id)) {
        unknown.merge(id, 1L, Long::sum);
      }
    }
  }

  /** The id that a reason quotes. */
  private static String named(String reason) {
    Matcher quoted = QUOTED.matcher(reason);
    return quoted.find() ? quoted.group(1) : reason;
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
