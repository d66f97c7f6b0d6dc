package io.streamsync.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleTextTest {
  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "plain, plain",
    "A-Z.a_z~0, A-Z.a_z~0",
    "Big Buck Bunny, Big%20Buck%20Bunny",
    "say \"hi\", say%20%22hi%22",
    "'a,b', a%2Cb",
    "100 % + more, 100%20%25%20%2B%20more",
    "für, f%C3%BCr",
    "🎬, %F0%9F%8E%AC",
  })
  void encode_title_keepsOnlyUnreservedCharacters(String title, String text) {
    assertThat(TitleText.encode(title)).isEqualTo(text);
    assertThat(TitleText.decode(text)).isEqualTo(title);
  }

  @Test
  void encode_newlines_cannotBreakTheLine() {
    assertThat(TitleText.encode("a\r\nb\0")).isEqualTo("a%0D%0Ab%00");
  }

  @Test
  void encode_threeHundredCharacters_keepsTwoHundredWhole() {
    assertThat(TitleText.encode("x".repeat(300))).isEqualTo("x".repeat(200));
    assertThat(TitleText.decode(TitleText.encode("🎬".repeat(300)))).isEqualTo("🎬".repeat(200));
    assertThat(TitleText.encode("x".repeat(200))).hasSize(200);
  }

  @Property
  void decode_ofAnEncodedTitle_isTheTitle(@ForAll @StringLength(max = 100) String title) {
    String encodable =
        new String(
            title.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(TitleText.encode(encodable)).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
    assertThat(TitleText.decode(TitleText.encode(encodable))).isEqualTo(encodable);
  }
}
