package io.streamsync.playlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.Golden;
import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.FrameRate;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.playlist.Programme.Part;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketPlaylistGoldenTest {
  private static final Instant FROM = Instant.parse("2026-11-19T23:00:00Z");

  private static AiredVideo video(String letter, String title, String rate, Integer... frames) {
    return new AiredVideo(
        letter.repeat(26), "clip-" + letter, title, FrameRate.parse(rate), List.of(frames));
  }

  @Test
  void write_dayOfTwoVideos_isTheGoldenText() throws IOException {
    AiredVideo film = video("f", "Film \"A\"", "24", 96, 96, 96, 96, 96, 60);
    AiredVideo news = video("n", "Nachrichten für alle", "30000/1001", 120, 120, 120, 120, 45);
    long second = film.startTicks(6);
    long third = second + news.startTicks(5);
    long fourth = third + film.startTicks(6);
    DayTimeline day =
        new DayTimeline(
            FROM,
            FROM.plusSeconds(150),
            List.of(
                new Programme(0, film, 6),
                new Programme(second, news, 5),
                new Programme(third, film, 6),
                new Programme(fourth, news, 2)));
    StringBuilder text = new StringBuilder();
    for (byte[] bucket : BucketPlaylistWriter.write(day, 60)) {
      text.append(new String(bucket, UTF_8)).append('\n');
    }
    Golden.assertMatches("day-of-two-videos.txt", text.toString());
  }

  /** 34 s of film, then a hole of 70.34 s: a minute of slate, 8 s of it again, 2.34 s of ruler. */
  @Test
  void write_slateOverABoundary_isTheGoldenText() throws IOException {
    AiredVideo film = video("f", "Film", "25", 100, 100, 100, 100, 100, 100, 100, 100, 50);
    AiredVideo slate = slate("s", "25", Collections.nCopies(15, 100));
    AiredVideo ruler = slate("r", "50", IntStream.rangeClosed(25, 225).boxed().toList());
    List<Part> parts =
        List.of(new Part(slate, 0, 15), new Part(slate, 0, 2), new Part(ruler, 92, 1));
    Programme pause = new Programme(film.startTicks(9), Kind.SLATE, parts);
    DayTimeline day =
        new DayTimeline(
            FROM,
            FROM.plusSeconds(120),
            List.of(new Programme(0, film, 9), pause, new Programme(pause.endTicks(), film, 3)));
    StringBuilder text = new StringBuilder();
    for (byte[] bucket : BucketPlaylistWriter.write(day, 60)) {
      text.append(new String(bucket, UTF_8)).append('\n');
    }
    Golden.assertMatches("slate-over-a-boundary.txt", text.toString());
    BucketPlaylist second =
        BucketPlaylist.parse(text.substring(text.lastIndexOf("#EXTM3U")).stripTrailing() + "\n");
    assertThat(second.segments().stream().map(segment -> segment.programme().id()).distinct())
        .containsExactly("20261119T230000Z-1", "20261119T230000Z-2");
    assertThat(second.segments().get(second.segments().size() - 4).uri()).contains("/00092.");
  }

  private static AiredVideo slate(String letter, String rate, List<Integer> frames) {
    return new AiredVideo(letter.repeat(26), "slate", "Slate", FrameRate.parse(rate), frames);
  }

  @Test
  void new_dayWithAHole_isRefusedNamingTheTick() {
    AiredVideo film = video("f", "Film", "25", 100);
    List<Programme> late = List.of(new Programme(0, film, 1), new Programme(2_880_001, film, 1));
    assertThatThrownBy(() -> new DayTimeline(FROM, FROM.plusSeconds(8), late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a programme must start at tick 2880000, started at 2880001");
    assertThatThrownBy(() -> new DayTimeline(FROM, FROM.plusSeconds(8), late.subList(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_videoWithCaptions_namesThemByLanguageInTheDateRangeAlone() {
    List<Integer> frames = List.of(100, 100);
    FrameRate rate = FrameRate.parse("25");
    AiredVideo plain = new AiredVideo("k", "film", "Film", rate, frames);
    AiredVideo captioned =
        new AiredVideo(
            "k",
            "film",
            "Film",
            rate,
            frames,
            List.of(
                new CaptionTrack("pt-br", "b".repeat(13)), new CaptionTrack("de", "a".repeat(13))));
    assertThat(bucket(captioned))
        .isEqualTo(
            bucket(plain)
                .replace(
                    "X-TITLE=\"Film\"\n",
                    "X-TITLE=\"Film\",X-CAPTIONS=\"de.aaaaaaaaaaaaa,pt-br.bbbbbbbbbbbbb\"\n"))
        .contains("X-CAPTIONS");
  }

  private static String bucket(AiredVideo video) {
    DayTimeline day =
        new DayTimeline(FROM, FROM.plusSeconds(60), List.of(new Programme(0, video, 2)));
    return new String(BucketPlaylistWriter.write(day, 60).get(0), UTF_8);
  }

  @Test
  void new_twoCaptionsInOneLanguage_isRefused() {
    List<CaptionTrack> twice =
        List.of(new CaptionTrack("de", "a".repeat(13)), new CaptionTrack("de", "b".repeat(13)));
    assertThatThrownBy(
            () -> new AiredVideo("k", "a", "A", FrameRate.parse("25"), List.of(100), twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("de.bbbbbbbbbbbbb");
  }

  @Test
  void write_segmentThatEndsAtTheBucketsStart_isNotRepeated() {
    AiredVideo film =
        video("f", "Film", "25", Collections.nCopies(30, 100).toArray(Integer[]::new));
    DayTimeline day =
        new DayTimeline(FROM, FROM.plusSeconds(120), List.of(new Programme(0, film, 30)));
    List<byte[]> buckets = BucketPlaylistWriter.write(day, 60);
    BucketPlaylist second = BucketPlaylist.parse(new String(buckets.get(1), UTF_8));
    assertThat(second.mediaSequence()).isEqualTo(15);
    assertThat(second.segments().get(0).start()).isEqualTo(FROM.plusSeconds(60));
    assertThat(second.segments()).hasSize(15);
  }

  @Test
  void write_bucketAfterTheLastProgramme_isFinishedAndEmpty() {
    AiredVideo film = video("f", "Film", "25", 100);
    DayTimeline day =
        new DayTimeline(FROM, FROM.plusSeconds(90), List.of(new Programme(0, film, 1)));
    List<byte[]> buckets = BucketPlaylistWriter.write(day, 60);
    assertThat(buckets).hasSize(2);
    assertThat(new String(buckets.get(1), UTF_8))
        .contains("#EXT-X-MEDIA-SEQUENCE:1\n", "#EXT-X-DISCONTINUITY-SEQUENCE:1\n")
        .endsWith("#EXT-X-ENDLIST\n")
        .doesNotContain("#EXTINF");
  }
}
