package io.streamsync.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.release.SitePaths;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionTrackTest {
  private static final Cue FIRST = new Cue(1_000, 2_500, "line:0", "Hello");
  private static final Cue SECOND = new Cue(3_000, 4_000, "", "Bye");

  @Test
  void of_cues_staysTheSameThroughVersionsOfThisProgram() {
    // printf 'captions 1\nWEBVTT\n\n00:00:01.000 --> 00:00:02.500 line:0\nHello\n\n…' | sha256sum |
    // xxd -r -p | base32
    assertThat(CaptionTrack.of("en", List.of(FIRST, SECOND)).entry()).isEqualTo("en.od335gco4ow3n");
  }

  @Test
  void of_theExampleOfTheFormat_isItsHash() {
    assertThat(CaptionTrack.of("en", List.of(new Cue(1_000, 2_500, "", "Hello"))).hash())
        .isEqualTo("pto5nbdl6t7td");
  }

  @Test
  void of_otherCues_isAnotherHash() {
    List<List<Cue>> others =
        List.of(
            List.of(),
            List.of(FIRST),
            List.of(FIRST, new Cue(3_001, 4_000, "", "Bye")),
            List.of(FIRST, new Cue(3_000, 4_001, "", "Bye")),
            List.of(FIRST, new Cue(3_000, 4_000, "line:0", "Bye")),
            List.of(FIRST, new Cue(3_000, 4_000, "", "Bye.")),
            List.of(FIRST, SECOND));
    assertThat(others.stream().map(cues -> CaptionTrack.of("en", cues))).doesNotHaveDuplicates();
  }

  @Test
  void of_otherOrderInTheFile_isTheSameHash() {
    assertThat(CaptionTrack.of("en", List.of(SECOND, FIRST)))
        .isEqualTo(CaptionTrack.of("en", List.of(FIRST, SECOND)));
  }

  @Test
  void of_cuesOfTheSameTimesSwapped_isAnotherHash() {
    Cue third = new Cue(3_000, 4_000, "", "And bye");
    assertThat(CaptionTrack.of("en", List.of(SECOND, third)))
        .isNotEqualTo(CaptionTrack.of("en", List.of(third, SECOND)));
  }

  @Test
  void of_cuesBeforeTheFirstFrame_isTheHashOfWhatIsSeen() {
    Cue early = new Cue(-2_000, -1, "", "Early");
    Cue cutOff = new Cue(-500, 1_500, "", "Cut");
    assertThat(CaptionTrack.of("en", List.of(early, cutOff)))
        .isEqualTo(CaptionTrack.of("en", List.of(new Cue(0, 1_500, "", "Cut"))));
  }

  @Test
  void paths_ofATrack_holdLanguageAndHash() {
    CaptionTrack track = new CaptionTrack("pt-br", "a".repeat(13));
    assertThat(track.entry()).isEqualTo("pt-br.aaaaaaaaaaaaa");
    assertThat(track.folder()).isEqualTo("t-pt-br.aaaaaaaaaaaaa");
    assertThat(SitePaths.captionSegment("k", track, 7))
        .isEqualTo("segments/k/t-pt-br.aaaaaaaaaaaaa/00007.vtt");
    assertThat(CaptionTrack.parse(track.entry())).isEqualTo(track);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "yue", "pt-br", "zh-hans-cn", "es-419", "sl-rozaj-biske-1994"})
  void isLanguage_tagInLowerCase_isOne(String tag) {
    assertThat(CaptionTrack.isLanguage(tag)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "d", "DE", "deut", "de_at", "de-", "-de", "de-a", "de--at", "de\n", "d3", "dé"
      })
  void isLanguage_anythingElse_isNone(String text) {
    assertThat(CaptionTrack.isLanguage(text)).isFalse();
    assertThatThrownBy(() -> CaptionTrack.parse(text + ".aaaaaaaaaaaaa"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("language");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "de",
        "de.",
        "de.aaaaaaaaaaaa",
        "de.aaaaaaaaaaaaaa",
        "de.AAAAAAAAAAAAA",
        "de.aaaaaaaaaaaa1"
      })
  void parse_whatIsNoEntry_isRefused(String entry) {
    assertThatThrownBy(() -> CaptionTrack.parse(entry))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void order_ofTracks_isByLanguage() {
    Stream<String> tags = Stream.of("pt-br", "de-at", "pt", "de");
    assertThat(tags.map(tag -> new CaptionTrack(tag, "a".repeat(13))).sorted())
        .extracting(CaptionTrack::language)
        .containsExactly("de", "de-at", "pt", "pt-br");
  }
}
