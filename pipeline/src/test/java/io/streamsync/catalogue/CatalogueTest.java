package io.streamsync.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.media.FrameRate;
import io.streamsync.media.Rung;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Ladder LADDER = Ladder.laptop("8.0.1 abc");

  @Test
  void catalogue_writtenAndRead_isTheSame() throws IOException {
    Catalogue catalogue = TestVideos.catalogue("b", "a", "c");

    Catalogue read = Catalogue.read(catalogue.write(), "catalogue.jsonl");

    assertThat(read.entries()).isEqualTo(catalogue.entries());
    assertThat(read.entries()).extracting(CatalogueEntry::id).containsExactly("a", "b", "c");
  }

  @Test
  void twoVideos_withOneId_areRefused() {
    CatalogueEntry entry = TestVideos.entry("a", FrameRate.AIRED.get(0), 100);

    assertThatThrownBy(() -> new Catalogue(List.of(entry, entry))).hasMessageContaining("a");
  }

  @Test
  void videoKey_changesWithTheSourceAndWithAnythingOfTheLadder() {
    Ladder one = new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", 2, "8.0.1 abc");
    Stream<Ladder> ladders =
        Stream.of(
            LADDER,
            one,
            new Ladder(List.of(Rendition.V480), 128_000, -23, "veryfast", 2, "8.0.1 abc"),
            new Ladder(List.of(Rendition.V240), 96_000, -23, "veryfast", 2, "8.0.1 abc"),
            new Ladder(List.of(Rendition.V240), 128_000, -23, "medium", 2, "8.0.1 abc"),
            new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", 4, "8.0.1 abc"),
            new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", 2, "8.0.2 abc"));

    assertThat(ladders.map(ladder -> VideoKey.of("00", ladder)).toList())
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z2-7]{26}"))
        .doesNotContain(VideoKey.of("01", LADDER));
    assertThat(VideoKey.of("00", one)).isEqualTo(VideoKey.of("00", one));
  }

  @Test
  void rungs_areWhatThePageIsTold() {
    assertThat(LADDER.rungs())
        .containsExactly(
            new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2"),
            new Rung("v480", 1_724_000, 854, 480, "avc1.64001f,mp4a.40.2"),
            new Rung("v720", 3_852_000, 1280, 720, "avc1.640020,mp4a.40.2"));
  }
}
