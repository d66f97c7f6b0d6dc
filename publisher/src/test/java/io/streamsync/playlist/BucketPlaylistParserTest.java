package io.streamsync.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.playlist.BucketPlaylist.Segment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketPlaylistParserTest {
  private static final String GOOD =
      """
      #EXTM3U
      #EXT-X-VERSION:11
      #EXT-X-MEDIA-SEQUENCE:12
      #EXT-X-DISCONTINUITY-SEQUENCE:3
      #EXT-X-PROGRAM-DATE-TIME:2026-11-20T00:00:58.120Z
      #EXT-X-DATERANGE:ID="20261120T000000Z-3",CLASS="programme",START-DATE="2026-11-20T00:00:50.120Z",DURATION=74.333,X-VIDEO="bunny",X-TITLE="Big%20Bunny"
      #EXT-X-MAP:URI="../../../../segments/k/{$r}/init.mp4"
      #EXTINF:4.004000,
      ../../../../segments/k/{$r}/00002.m4s
      #EXTINF:4.000000,
      ../../../../segments/k/{$r}/00003.m4s
      #EXT-X-ENDLIST
      """;

  @Test
  void parse_playlist_hasItsSegments() {
    BucketPlaylist playlist = BucketPlaylist.parse(GOOD);
    assertThat(playlist.mediaSequence()).isEqualTo(12);
    assertThat(playlist.discontinuitySequence()).isEqualTo(3);
    Segment second = playlist.segments().get(1);
    assertThat(second.start()).isEqualTo(Instant.parse("2026-11-20T00:01:02.124Z"));
    assertThat(second.end()).isEqualTo(Instant.parse("2026-11-20T00:01:06.124Z"));
    assertThat(second.uri()).isEqualTo("segments/k/{$r}/00003.m4s");
    assertThat(second.map()).isEqualTo("segments/k/{$r}/init.mp4");
    assertThat(second.discontinuous()).isFalse();
    assertThat(second.programme().title()).isEqualTo("Big Bunny");
    assertThat(second.programme().videoId()).isEqualTo("bunny");
    assertThat(second.programme().duration()).isEqualTo(Duration.ofMillis(74_333));
  }

  @Test
  void parse_programmeWithCaptions_hasThem() {
    assertThat(BucketPlaylist.parse(GOOD).segments().get(0).programme().captions()).isEmpty();
    String text =
        GOOD.replace("Bunny\"\n", "Bunny\",X-CAPTIONS=\"de.aaaaaaaaaaaaa,pt-br.bbbbbbbbbbbbb\"\n");
    assertThat(BucketPlaylist.parse(text).segments().get(1).programme().captions())
        .containsExactly(
            new CaptionTrack("de", "a".repeat(13)), new CaptionTrack("pt-br", "b".repeat(13)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not a playlist              | #EXTM3U                        | hello                 | 1",
        "a sequence that is no number| :12                            | :x                    | 3",
        "a date-time without zone    | 58.120Z                        | 58.120                | 5",
        "a programme without an id   | ID=\"20261120T000000Z-3\",     | ''                    | 6",
        "a duration in words         | 74.333                         | long                  | 6",
        "a broken percent sign       | Big%20                         | Big%zz                | 6",
        "captions without a hash     | 20Bunny\"                        | 20Bunny\",X-CAPTIONS=\"de\" | 6",
        "captions that are empty     | 20Bunny\"                        | 20Bunny\",X-CAPTIONS=\"\" | 6",
        "a map outside the site      | ../../../../segments/k/{$r}/i  | /etc/i                | 7",
        "a map without URI           | URI                            | URL                   | 7",
        "EXTINF without a comma      | 4.004000,                      | 4.004000              | 8",
        "EXTINF without a number     | 4.004000,                      | ,                     | 8",
        "EXTINF finer than time      | 4.004000,                      | 4.0040000001,         | 8",
        "EXTINF beyond all time      | 4.004000,                      | 1e99,                 | 8",
        "a segment outside the site  | ../../../../segments/k/{$r}/00002 | http://x/00002     | 9",
        "a segment without EXTINF    | #EXTINF:4.000000,              | #EXT-X-OTHER          | 11",
      })
  void parse_malformedLine_isRefusedNamingIt(String row, String good, String bad, int line) {
    String text = GOOD.replace(good, bad);
    assertThat(text).as(row).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> BucketPlaylist.parse(text))
        .as(row)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line " + line + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "#EXT-X-ENDLIST",
    "#EXT-X-MEDIA-SEQUENCE:12",
    "#EXT-X-DISCONTINUITY-SEQUENCE:3",
  })
  void parse_withoutARequiredTag_isRefused(String tag) {
    assertThatThrownBy(() -> BucketPlaylist.parse(GOOD.replace(tag + "\n", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ENDLIST");
  }

  @Test
  void parse_segmentBeforeItsDateTime_isRefused() {
    String text = GOOD.replaceFirst("#EXT-X-PROGRAM-DATE-TIME.*\n", "");
    assertThatThrownBy(() -> BucketPlaylist.parse(text)).hasMessageContaining("line 8");
  }

  @Test
  void parse_segmentAfterTheEnd_isRefused() {
    String text = GOOD + "#EXTINF:4.000000,\n../../../../segments/k/{$r}/00004.m4s\n";
    assertThatThrownBy(() -> BucketPlaylist.parse(text)).hasMessageContaining("line 14");
  }
}
