package io.streamsync.job;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.media.Ticks;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.SourceVideo;
import java.time.Duration;
import java.util.List;

/**
 * Where all sources of one video have gone.
 *
 * @param entries of the catalogue, one a source on air
 * @param rejects one a source that is not
 * @param remarks on what a source on air goes without
 * @param counts names of {@link Count} that grow by one for each source
 * @param encodes what was encoded for it: one, or none if the store had it
 */
record VideoOutcome(
    List<CatalogueEntry> entries,
    List<Reject> rejects,
    List<Reject> remarks,
    List<String> counts,
    List<EncodeTime> encodes) {

  static VideoOutcome onAir(String videoKey, List<SourceVideo> sources, VideoDescription video) {
    return onAir(videoKey, sources, video, List.of());
  }

  /**
   * @param faults of captions inside the source, which plays without them
   */
  static VideoOutcome onAir(
      String videoKey, List<SourceVideo> sources, VideoDescription video, List<String> faults) {
    List<CatalogueEntry> entries =
        sources.stream()
            .map(source -> new CatalogueEntry(source.id(), source.title(), videoKey, video))
            .toList();
    List<Reject> remarks =
        faults.stream()
            .flatMap(fault -> rejects(sources, RejectCode.BAD_CAPTIONS, fault).stream())
            .toList();
    return new VideoOutcome(entries, List.of(), remarks, List.of(Count.VIDEOS_ON_AIR), List.of());
  }

  /** With what its encode took. */
  VideoOutcome encodedIn(Duration work) {
    CatalogueEntry first = entries.get(0);
    long durationMillis = Ticks.toMillis(first.video().durationTicks());
    EncodeTime time =
        new EncodeTime(first.id(), Math.max(0, work.toMillis()), durationMillis); // clocks step
    return new VideoOutcome(entries, rejects, remarks, counts, List.of(time));
  }

  static VideoOutcome rejected(List<SourceVideo> sources, RejectCode code, String reason) {
    return new VideoOutcome(
        List.of(),
        rejects(sources, code, reason),
        List.of(),
        List.of(Count.VIDEOS_REJECTED),
        List.of());
  }

  static VideoOutcome notReady(List<SourceVideo> sources, String reason) {
    return new VideoOutcome(
        List.of(),
        rejects(sources, RejectCode.NOT_READY, reason),
        List.of(),
        List.of(Count.VIDEOS_NOT_READY),
        List.of());
  }

  static VideoOutcome outOfTime(List<SourceVideo> sources, EncodeLimit limit) {
    return new VideoOutcome(
        List.of(),
        rejects(sources, RejectCode.NOT_READY, limit.reason()),
        List.of(),
        List.of(Count.VIDEOS_NOT_READY, Count.VIDEOS_OUT_OF_TIME),
        List.of());
  }

  long sources() {
    return (long) entries.size() + rejects.size();
  }

  private static List<Reject> rejects(List<SourceVideo> sources, RejectCode code, String reason) {
    return sources.stream()
        .map(source -> Reject.ofFile(code, source.file().path(), reason))
        .toList();
  }
}
