package io.streamsync.job;

import io.streamsync.catalogue.Catalogue;
import io.streamsync.job.RunSummary.Balance;
import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.sequence.SequenceScan;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.source.VideoScan;
import io.streamsync.time.BroadcastDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a night knows so far. Each step adds its part, so that one that fails can be reported. */
final class NightFindings {
  private static final VideoScan.Found NO_VIDEOS =
      new VideoScan.Found(List.of(), List.of(), List.of(), 0, List.of(), 0, List.of(), List.of());

  private final List<DayFindings> days = new ArrayList<>();
  private VideoScan.Found videos = NO_VIDEOS;
  private List<SequenceScan.Found> sequences = List.of();
  private NightSlate.@Nullable Made slate;
  private NightCatalogue.@Nullable Made made;

  /** A day that is planned, whether or not its release was completed. */
  record DayFindings(DaySummary summary, BroadcastDay day, AirStatistics statistics) {}

  /**
   * @param foundSequences one a day
   */
  void add(VideoScan.Found foundVideos, List<SequenceScan.Found> foundSequences) {
    videos = foundVideos;
    sequences = foundSequences;
  }

  void add(NightSlate.Made found) {
    slate = found;
  }

  void add(NightCatalogue.Made found) {
    made = found;
  }

  void add(DayFindings day) {
    days.add(day);
  }

  List<DayFindings> days() {
    return days;
  }

  NightSlate.@Nullable Made slate() {
    return slate;
  }

  @Nullable Catalogue catalogue() {
    return made == null ? null : made.catalogue();
  }

  /** Those of a video that is not on air are rejected with it. */
  static List<Reject> strandedCaptions(VideoScan.Found found, Catalogue catalogue) {
    return found.videos().stream()
        .filter(video -> catalogue.find(video.id()) == null)
        .flatMap(
            video ->
                video.captions().stream()
                    .map(
                        caption ->
                            Reject.ofFile(
                                RejectCode.VIDEO_NOT_ON_AIR,
                                caption.file().path(),
                                video.file().path() + " is not on air")))
        .toList();
  }

  /** Where everything has gone that the night came to, by what it is. */
  Map<String, Balance> balances() {
    Map<String, Balance> balances = new LinkedHashMap<>();
    if (made != null) {
      balances.put("videos", videoBalance(made.tally()));
    }
    if (!sequences.isEmpty()) { // the input was looked through
      balances.put("title files", titles());
    }
    if (made != null) {
      balances.put("caption files", captions(made));
    }
    if (slate != null) {
      balances.put("slate stills", slate.stills());
    }
    if (!days.isEmpty()) {
      balances.put("sequence files", sequenceFiles());
      balances.put("records", records());
    }
    return balances;
  }

  Balance videoBalance(Tally tally) {
    return new Balance(
        (long) videos.videos().size() + videos.rejects().size() + videos.notReady().size(),
        tally.get(Count.VIDEOS_ON_AIR),
        tally.get(Count.VIDEOS_REJECTED) + videos.rejects().size(),
        tally.get(Count.VIDEOS_NOT_READY) + videos.notReady().size());
  }

  private Balance titles() {
    long bad = videos.sidecarRejects().size();
    return new Balance(videos.sidecars(), videos.sidecars() - bad, bad, 0);
  }

  private Balance captions(NightCatalogue.Made found) {
    Tally tally = found.tally();
    long stranded = strandedCaptions(videos, found.catalogue()).size();
    return new Balance(
        videos.captions(),
        tally.get(Count.CAPTIONS_ON_AIR),
        tally.get(Count.CAPTIONS_REJECTED) + videos.captionRejects().size() + stranded,
        tally.get(Count.CAPTIONS_NOT_READY) + videos.captionsNotReady().size());
  }

  /** Of the days that are planned: only then is it known which files are refused. */
  private Balance sequenceFiles() {
    Balance files = Balance.NONE;
    for (int i = 0; i < days.size(); i++) {
      SequenceScan.Found found = sequences.get(i);
      long refused = days.get(i).summary().refusedFiles();
      files =
          files.plus(
              new Balance(
                  found.read(),
                  found.files().size() - refused,
                  found.rejects().size() + refused,
                  found.notReady().size()));
    }
    return files;
  }

  Balance records() {
    return days.stream().map(day -> day.summary().records()).reduce(Balance.NONE, Balance::plus);
  }

  /** Of a night that came to the end of its pipelines. */
  RunSummary summary(String run) {
    Map<String, Balance> all = balances();
    return new RunSummary(
        run,
        all.getOrDefault("videos", Balance.NONE),
        titles(),
        all.getOrDefault("caption files", Balance.NONE),
        all.getOrDefault("slate stills", Balance.NONE),
        sequenceFiles(),
        records(),
        days.stream().map(DayFindings::summary).toList());
  }
}
