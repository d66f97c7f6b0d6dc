package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {
  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          <script>alert(1)</script>, &lt;script&gt;alert(1)&lt;/script&gt;
          a & b,                     a &amp; b
          &lt;,                      &amp;lt;
          "quoted",                  &quot;quoted&quot;
          it's,                      it&#39;s
          Überschrift 映画 🎬,        Überschrift 映画 🎬
          """)
  void text_isEscaped(String text, String html) {
    assertThat(new Markup().text(text)).hasToString(html);
  }

  @Test
  void attribute_cannotBeLeft() {
    assertThat(new Markup().open("a", "title", "\"><script>"))
        .hasToString("<a title=\"&quot;&gt;&lt;script&gt;\">");
  }

  @Test
  void controlsAndHalvesOfCharacters_becomeVisible() {
    assertThat(Markup.escaped("a\u0000b\u001bc\u0085d\ud83ee\nf")).isEqualTo("a�b�c�d�e\nf");
    assertThat(Markup.escaped("x\u202ey\u2066z\u200ef")).isEqualTo("x�y�z�f");
    assertThat(Markup.escaped("👩\u200d💻 می\u200cخواهم")).isEqualTo("👩\u200d💻 می\u200cخواهم");
  }
}
