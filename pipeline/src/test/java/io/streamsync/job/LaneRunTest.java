package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.Ticks;
import io.streamsync.media.VideoDescription;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LaneRunTest {
  private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");
  private static final EncodeLimit SIX_HOURS = EncodeLimit.after(START, Duration.ofHours(6));
  private static final VideoDescription DESCRIPTION =
      TestVideos.catalogue("x").entries().get(0).video();

  private static final long DURATION_MILLIS = Ticks.toMillis(DESCRIPTION.durationTicks());

  private final Set<String> complete = new HashSet<>();
  private final Semaphore turns = new Semaphore(1);
  private final List<String> encoded = new ArrayList<>();
  private Instant now = START;

  private final List<String> onAir = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private final List<Reject> remarks = new ArrayList<>();
  private final List<String> counts = new ArrayList<>();
  private final List<EncodeTime> encodes = new ArrayList<>();

  /** Every encode takes three and a half hours. */
  private final class SlowEncoder implements LaneRun.Encoder {
    @Override
    public Optional<VideoDescription> complete(String videoKey) {
      return complete.contains(videoKey) ? Optional.of(DESCRIPTION) : Optional.empty();
    }

    @Override
    public LaneRun.Encoded encode(PendingVideo video) {
      assertThat(turns.availablePermits()).isZero();
      now = now.plus(Duration.ofMinutes(210));
      encoded.add(video.videoKey());
      complete.add(video.videoKey());
      return new LaneRun.Encoded(DESCRIPTION, List.of("no captions in " + video.videoKey()));
    }
  }

  private void run(EncodeLimit limit, String... keys) throws IOException, InterruptedException {
    List<PendingVideo> videos = new ArrayList<>();
    for (String key : keys) {
      videos.add(TestPending.video(key, 1, key + "-1", key + "-2"));
    }
    new LaneRun(new SlowEncoder(), turns, () -> now, limit)
        .run(
            new Lane(videos),
            outcome -> {
              outcome.entries().stream().map(CatalogueEntry::id).forEach(onAir::add);
              rejects.addAll(outcome.rejects());
              remarks.addAll(outcome.remarks());
              encodes.addAll(outcome.encodes());
              outcome.counts().forEach(count -> counts.add(count + " " + outcome.sources()));
            });
    assertThat(turns.availablePermits()).isEqualTo(1);
  }

  @Test
  void lane_withoutLimit_isEncodedInOrder() throws Exception {
    run(EncodeLimit.NONE, "b", "a", "c");

    assertThat(encoded).containsExactly("b", "a", "c");
    assertThat(onAir).containsExactly("b-1", "b-2", "a-1", "a-2", "c-1", "c-2");
    assertThat(rejects).isEmpty();
    assertThat(encodes).extracting(EncodeTime::id).containsExactly("b-1", "a-1", "c-1");
    assertThat(encodes)
        .extracting(EncodeTime::workMillis)
        .containsOnly(Duration.ofMinutes(210).toMillis());
    assertThat(encodes).extracting(EncodeTime::durationMillis).containsOnly(DURATION_MILLIS);
    assertThat(remarks)
        .hasSize(6)
        .contains(
            Reject.ofFile(RejectCode.BAD_CAPTIONS, TestPending.path("a-2"), "no captions in a"));
  }

  @Test
  void lane_overTheLimit_endsTheEncodeThatRunsAndBeginsNoOther() throws Exception {
    run(SIX_HOURS, "a", "b", "c");

    assertThat(encoded).containsExactly("a", "b");
    assertThat(onAir).containsExactly("a-1", "a-2", "b-1", "b-2");
    String reason = "--transcode-for=PT6H was over before its turn came";
    assertThat(rejects)
        .containsExactly(
            Reject.ofFile(RejectCode.NOT_READY, TestPending.path("c-1"), reason),
            Reject.ofFile(RejectCode.NOT_READY, TestPending.path("c-2"), reason));
    assertThat(counts)
        .containsExactly(
            "videos.onAir 2", "videos.onAir 2", "videos.notReady 2", "videos.outOfTime 2");
  }

  @Test
  void lane_doneAgainAfterTheLimit_findsCompleteWhatItHadFinished() throws Exception {
    complete.add("b");
    now = START.plus(Duration.ofHours(7));

    run(SIX_HOURS, "a", "b");

    assertThat(encoded).isEmpty();
    assertThat(encodes).isEmpty();
    assertThat(onAir).containsExactly("b-1", "b-2");
    assertThat(counts).contains("videos.notReady 2", "videos.onAir 2");
  }
}
