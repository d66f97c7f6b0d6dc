package io.streamsync.job;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.SourceVideo;
import java.util.List;

/**
 * Where all sources of one video have gone.
 *
 * @param entries of the catalogue, one a source on air
 * @param rejects one a source that is not
 * @param remarks on what a source on air goes without
 * @param counts names of {@link Count} that grow by one for each source
 */
record VideoOutcome(
    List<CatalogueEntry> entries, List<Reject> rejects, List<Reject> remarks, List<String> counts) {

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
    return new VideoOutcome(entries, List.of(), remarks, List.of(Count.VIDEOS_ON_AIR));
  }

  static VideoOutcome rejected(List<SourceVideo> sources, RejectCode code, String reason) {
    return new VideoOutcome(
        List.of(), rejects(sources, code, reason), List.of(), List.of(Count.VIDEOS_REJECTED));
  }

  static VideoOutcome notReady(List<SourceVideo> sources, String reason) {
    return new VideoOutcome(
        List.of(),
        rejects(sources, RejectCode.NOT_READY, reason),
        List.of(),
        List.of(Count.VIDEOS_NOT_READY));
  }

  static VideoOutcome outOfTime(List<SourceVideo> sources, EncodeLimit limit) {
    return new VideoOutcome(
        List.of(),
        rejects(sources, RejectCode.NOT_READY, limit.reason()),
        List.of(),
        List.of(Count.VIDEOS_NOT_READY, Count.VIDEOS_OUT_OF_TIME));
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
