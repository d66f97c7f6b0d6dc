package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.TestSlate;
import io.streamsync.catalogue.TestVideos;
import io.streamsync.job.TimelineStrip.Block;
import io.streamsync.media.FrameRate;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.playlist.Programme.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishedStripsTest {
  private static final Instant FROM = Instant.parse("2026-11-21T00:00:00Z");

  /** 600 s, over ten buckets; then 4 s of slate; then a video that is called as slate is. */
  @Test
  void programmesOfManyBuckets_areEachOneBlock() {
    CatalogueEntry film = TestVideos.entry("film", new FrameRate(25, 1), 15_000);
    CatalogueEntry named = TestVideos.entry("slate", new FrameRate(25, 1), 15_000);
    Programme first = new Programme(0, film.aired(), 150);
    Programme hole =
        new Programme(
            first.endTicks(), Kind.SLATE, List.of(new Part(TestSlate.VIDEO.aired(), 0, 1)));
    Programme last = new Programme(hole.endTicks(), named.aired(), 149);
    List<String> buckets =
        BucketPlaylistWriter.write(
                new DayTimeline(FROM, FROM.plusSeconds(1200), List.of(first, hole, last)),
                /* bucketSeconds= */ 60)
            .stream()
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .toList();

    assertThat(PublishedStrips.blocks(buckets, Set.of(TestSlate.VIDEO.videoKey())))
        .containsExactly(
            block(0, 600, "film", "Title of film", false),
            block(600, 604, "slate", "Slate", true),
            block(604, 1200, "slate", "Title of slate", false));
  }

  private static Block block(long from, long to, String video, String title, boolean slate) {
    return new Block(FROM.plusSeconds(from), FROM.plusSeconds(to), video, title, slate);
  }
}
