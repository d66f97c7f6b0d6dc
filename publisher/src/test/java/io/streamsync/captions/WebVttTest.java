package io.streamsync.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WebVttTest {
  private static final Cue HELLO = new Cue(1_000, 2_500, "", "Hello");

  @Test
  void read_fileOfEverything_isItsCuesByTime() throws WebVttException {
    String file =
        """
        WEBVTT - made by hand
        Kind: captions
        Language: en

        STYLE
        ::cue { color: yellow }

        REGION
        id:fred

        NOTE the first cue stands
        behind the second

        second
        00:01:00.000 --> 01:00:00.250 line:0 align:start
        <v Anna>Good &amp; bad</v>
        - Two lines

        00:59.999\t-->\t1:00:00.000
        NOTE is a word here
        """;
    assertThat(WebVtt.read(file))
        .containsExactly(
            new Cue(59_999, 3_600_000, "", "NOTE is a word here"),
            new Cue(
                60_000,
                3_600_250,
                "line:0 align:start",
                "<v Anna>Good &amp; bad</v>\n- Two lines"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("odd")
  void read_oddFile_isReadAsABrowserDoes(String row, String file, List<Cue> cues)
      throws WebVttException {
    assertThat(WebVtt.read(file)).as(row).isEqualTo(cues);
  }

  static Stream<Arguments> odd() {
    String cue = "00:01.000 --> 00:02.500\nHello";
    Cue later = new Cue(3_000, 4_000, "", "Hello");
    return Stream.of(
        Arguments.of("nothing but a head", "WEBVTT", List.of()),
        Arguments.of("a byte order mark", "\uFEFFWEBVTT\n\n" + cue, List.of(HELLO)),
        Arguments.of(
            "Windows line ends", "WEBVTT\r\n\r\n" + cue.replace("\n", "\r\n"), List.of(HELLO)),
        Arguments.of("old Mac line ends", "WEBVTT\r\r" + cue.replace('\n', '\r'), List.of(HELLO)),
        Arguments.of("no empty line behind the head", "WEBVTT\n" + cue, List.of(HELLO)),
        Arguments.of("many empty lines", "WEBVTT\n\n\n\n" + cue + "\n\n\n", List.of(HELLO)),
        Arguments.of(
            "no empty line between cues",
            "WEBVTT\n\n" + cue + "\n00:03.000 --> 00:04.000\nHello",
            List.of(HELLO, later)),
        Arguments.of(
            "no blanks around the arrow", "WEBVTT\n\n00:01.000-->00:02.500\nHello", List.of(HELLO)),
        Arguments.of("text without times", "WEBVTT\n\nlost\nwords\n\n" + cue, List.of(HELLO)),
        Arguments.of("a cue without text", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", List.of()),
        Arguments.of(
            "a comment with an arrow", "WEBVTT\n\nNOTE\nfrom --> to\n\n" + cue, List.of(HELLO)),
        Arguments.of("a cue named like a comment", "WEBVTT\n\nNOTES\n" + cue, List.of(HELLO)),
        Arguments.of(
            "a null character",
            "WEBVTT\n\n00:01.000 --> 00:02.500\nHe\0llo",
            List.of(new Cue(1_000, 2_500, "", "He\uFFFDllo"))),
        Arguments.of(
            "a line of blanks, which is not empty",
            "WEBVTT\n\n00:01.000 --> 00:02.500\nHe\n \nllo",
            List.of(new Cue(1_000, 2_500, "", "He\n \nllo"))),
        Arguments.of(
            "cues of the same times, in the file's order",
            "WEBVTT\n\n00:03.000 --> 00:04.000\nb\n\n00:03.000 --> 00:04.000\na\n\n" + cue,
            List.of(HELLO, new Cue(3_000, 4_000, "", "b"), new Cue(3_000, 4_000, "", "a"))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an empty file          | ''                                           | 1 | must begin",
        "SubRip                 | 1;00:00:01,000 --> 00:00:02,000;a            | 1 | must begin",
        "a word that goes on    | WEBVTTX;;00:01.000 --> 00:02.000;a           | 1 | must begin",
        "a blank before         | ' WEBVTT'                                    | 1 | must begin",
        "a web page             | <html>                                       | 1 | must begin",
        "a comma                | WEBVTT;;00:01,000 --> 00:02,000;a            | 3 | not a comma",
        "a comma in the end     | WEBVTT;;x;00:01.000 --> 00:02,000;a          | 4 | not a comma",
        "no milliseconds        | WEBVTT;;00:01 --> 00:02;a                    | 3 | not the times",
        "two decimals           | WEBVTT;;00:01.00 --> 00:02.000;a             | 3 | not the times",
        "seconds alone          | WEBVTT;;01.000 --> 02.000;a                  | 3 | not the times",
        "minute 60              | WEBVTT;;60:00.000 --> 61:00.000;a            | 3 | not the times",
        "second 60              | WEBVTT;;00:60.000 --> 01:01.000;a            | 3 | not the times",
        "a time before 0        | WEBVTT;;-00:01.000 --> 00:02.000;a           | 3 | not the times",
        "no end                 | WEBVTT;;00:01.000 -->;a                      | 3 | not the times",
        "settings stuck on      | WEBVTT;;00:01.000 --> 00:02.000line:0;a      | 3 | not the times",
        "hours beyond all count | WEBVTT;;9999999999:00:00.000 --> 9999999999:00:01.000;a | 3 | not the times",
        "an end at the start    | WEBVTT;;00:01.000 --> 00:01.000;a            | 3 | must end after",
        "an end before it       | WEBVTT;;00:02.000 --> 00:01.000;a            | 3 | must end after",
        "two arrows             | WEBVTT;;00:01.000 --> 00:02.000 --> 3;a      | 3 | second arrow",
        "an arrow in the text   | WEBVTT;;00:01.000 --> 00:02.000;a --> b      | 4 | not the times",
      })
  void read_malformedFile_isRefusedNamingTheLine(String row, String file, int line, String reason) {
    assertThatThrownBy(() -> WebVtt.read(file.replace(';', '\n')))
        .as(row)
        .isInstanceOf(WebVttException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void write_cues_isTheGoldenText() {
    assertThat(WebVtt.write(List.of(HELLO, new Cue(0, 360_000_001, "line:0", "a\n- b"))))
        .isEqualTo(
            """
            WEBVTT

            00:00:01.000 --> 00:00:02.500
            Hello

            00:00:00.000 --> 100:00:00.001 line:0
            a
            - b
            """);
    assertThat(WebVtt.write(List.of())).isEqualTo("WEBVTT\n\n");
  }

  @Test
  void write_cueBeforeZero_isRefused() {
    assertThatThrownBy(() -> WebVtt.write(List.of(new Cue(-1, 1, "", "a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 ms");
  }

  @Provide
  Arbitrary<Cue> cues() {
    Arbitrary<String> line =
        Arbitraries.strings().withChars("a é漢<>&-.:,0NOTESTYLEWB\t").ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> text =
        line.list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(lines -> String.join("\n", lines))
            .filter(lines -> !lines.contains("-->"));
    return Combinators.combine(
            Arbitraries.longs().between(0, 400_000_000L),
            Arbitraries.longs().between(1, 10_000),
            Arbitraries.of("", "line:0", "align:start position:10%"),
            text)
        .as((start, length, settings, lines) -> new Cue(start, start + length, settings, lines));
  }

  @Property
  void read_whatWasWritten_isTheSameCues(@ForAll List<@net.jqwik.api.From("cues") Cue> cues)
      throws WebVttException {
    List<Cue> sorted = cues.stream().sorted(Cue.BY_TIME).toList();
    assertThat(WebVtt.read(WebVtt.write(cues))).isEqualTo(sorted);
  }
}
