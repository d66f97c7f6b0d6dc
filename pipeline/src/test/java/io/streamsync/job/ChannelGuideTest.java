package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.release.Guide;
import io.streamsync.sequence.FixedItem;
import io.streamsync.time.BroadcastDay;
import io.streamsync.timeline.Slate;
import io.streamsync.timeline.TimelinePlanner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelGuideTest {
  @Test
  void of_dayWithSlate_listsProgrammesOnly() {
    CatalogueEntry film = TestVideos.entry("film", new FrameRate(25, 1), 25 * 3600);
    AiredVideo aired = film.aired();
    BroadcastDay day = new BroadcastDay(LocalDate.of(2026, 11, 21), ZoneId.of("Europe/Berlin"));
    Slate slate = new Slate(TestSlate.VIDEO.aired(), TestSlate.RULER.aired());
    List<FixedItem> fixed =
        List.of(
            new FixedItem(0, aired, "a.jsonl", 1),
            new FixedItem(20 * 3600 * Ticks.PER_SECOND, aired, "a.jsonl", 1));

    assertThat(ChannelGuide.of(TimelinePlanner.plan(day, List.of(), fixed, slate).timeline()))
        .containsExactly(
            airing("2026-11-20T23:00:00Z", "2026-11-21T00:00:00Z", film),
            airing("2026-11-21T19:00:00Z", "2026-11-21T20:00:00Z", film));
  }

  private static Guide.Airing airing(String start, String stop, CatalogueEntry video) {
    return new Guide.Airing(
        Instant.parse(start),
        Instant.parse(stop),
        "Title of film",
        "segments/" + video.videoKey() + "/poster.jpg");
  }
}
