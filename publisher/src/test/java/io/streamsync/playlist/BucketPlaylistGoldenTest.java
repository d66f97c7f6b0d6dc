package io.streamsync.playlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.Golden;
import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.FrameRate;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
