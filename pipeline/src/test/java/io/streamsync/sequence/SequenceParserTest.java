package io.streamsync.sequence;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.ValueSource;

class SequenceParserTest {
  static SequenceFile file(String name) {
    return new SequenceFile(new ObjectInfo("sequences/" + name, 0, Instant.EPOCH), Place.STANDING);
  }

  private static SequenceParser.Parsed parse(String name, byte[] content) {
    SequenceChunk chunk =
        new SequenceChunk(file(name), 1, 0, content.length, /* isOverlong= */ false);
    return SequenceParser.parse(chunk, content, FileHead.of(content));
  }

  private static SequenceParser.Parsed parse(String name, String content) {
    return parse(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jsonLines_becomeRecordsWithTheirLineNumbers() {
    String lines =
        """
        \uFEFF{"user": "u-1", "videos": ["a", {"video": "b"}]}\r

        {"channel": "news", "title": "News", "videos": ["c"]}""";

    assertThat(parse("x.jsonl", lines).parts())
        .extracting(
            SequencePart::owner, SequencePart::title, SequencePart::line, SequencePart::loop)
        .containsExactly(
            tuple(new Owner(false, "u-1"), "u-1", 1L, List.of("a", "b")),
            tuple(new Owner(true, "news"), "News", 3L, List.of("c")));
  }

  @Test
  void channelTitle_isOneLineOfWhatCanBeSeen() {
    String lines =
        """
        {"channel": "a", "title": "\\u202eNews\\u202c\\tat %s", "videos": ["c"]}
        {"channel": "b", "title": "\\u2066 \\u2069", "videos": ["c"]}
        """;

    assertThat(parse("x.jsonl", lines.formatted("9".repeat(1000))).parts())
        .extracting(SequencePart::title)
        .containsExactly("News at " + "9".repeat(192), "b");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"user\": \"u\", \"videos\": [\"a\"            | BAD_LINE",
        "nonsense                                        | BAD_LINE",
        "{\"user\": \"u\", \"videos\": []} {}            | BAD_LINE",
        "{\"user\": \"u\", \"user\": \"v\", \"videos\": []} | BAD_LINE",
        "[1]                                             | BAD_RECORD",
        "{\"videos\": [\"a\"]}                           | BAD_RECORD",
        "{\"user\": \"u\", \"channel\": \"c\", \"videos\": []} | BAD_RECORD",
        "{\"user\": \"u\"}                               | BAD_RECORD",
        "{\"user\": \"u\", \"videos\": {\"a\": 1}}       | BAD_RECORD",
        "{\"user\": \"u\", \"videos\": null}             | BAD_RECORD",
        "null                                            | BAD_RECORD",
        "7                                               | BAD_RECORD",
        "{\"user\": \"u\", \"videos\": [NaN]}            | BAD_LINE",
        "{\"user\": \"u\", \"videos\": [\"a\",]}          | BAD_LINE",
        "{'user': 'u', 'videos': ['a']}                  | BAD_LINE",
        "{\"user\": \"u\", \"videos\": [{\"video\": \"a\", \"video\": \"b\"}]} | BAD_LINE",
        "{\"user\": \"\\u0000u\", \"videos\": [\"a\"]}    | BAD_ID",
        "{\"user\": null, \"videos\": [\"a\"]}           | BAD_ID",
        "{\"user\": \"../u\", \"videos\": [\"a\"]}       | BAD_ID",
        "{\"user\": 5, \"videos\": [\"a\"]}              | BAD_ID",
        "{\"channel\": \"News\", \"videos\": [\"a\"]}    | BAD_ID",
      })
  void badJsonLine_isRejectedAndCostsNothingElse(String line, RejectCode code) {
    SequenceParser.Parsed parsed =
        parse("x.jsonl", line + "\n{\"user\": \"u\", \"videos\": [\"a\"]}\n");

    assertThat(parsed.lineRejects())
        .extracting(Reject::code, Reject::file, Reject::line)
        .containsExactly(tuple(code, "sequences/x.jsonl", 1L));
    assertThat(parsed.lineRejects().get(0).reason())
        .doesNotContain("REDACTED")
        .doesNotContain("\n");
    assertThat(parsed.parts()).extracting(SequencePart::line).containsExactly(2L);
  }

  @ParameterizedTest(name = "{0} is {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7                                      | BAD_ITEM  | item 2: names no video: '7'",
        "null                                   | BAD_ITEM  | item 2: names no video: 'null'",
        "[\"b\"]                                | BAD_ITEM  | item 2: names no video: '[\"b\"]'",
        "{}                                     | BAD_ITEM  | item 2: names no video: '{}'",
        "{\"video\": [\"b\"]}                   | BAD_ITEM  | '{\"video\":[\"b\"]}'",
        "{\"startAt\": \"20:00\"}               | BAD_ITEM  | item 2: names no video",
        "{\"video\": \"b\", \"startAt\": \"24:00\"} | BAD_START | item 2: startAt must be a time as 20:00, 20:00:00 or 20:00:00.000, was '24:00'",
        "{\"video\": \"b\", \"startAt\": \"\"}      | BAD_START | was ''",
        "{\"video\": \"b\", \"startAt\": 20}        | BAD_START | was '20'",
        "{\"video\": \"b\", \"startAt\": null}      | BAD_START | was 'null'",
        "{\"video\": \"b\", \"startAt\": {\"h\": 20}} | BAD_START | was '{\"h\":20}'",
      })
  void badItem_isRejectedAndTheRestOfItsRecordPlays(String item, RejectCode code, String reason) {
    SequenceParser.Parsed parsed =
        parse("x.jsonl", "{\"user\": \"u\", \"videos\": [\"a\", %s, \"c\"]}".formatted(item));

    assertThat(parsed.lineRejects()).isEmpty();
    assertThat(parsed.parts()).extracting(SequencePart::loop).containsExactly(List.of("a", "c"));
    assertThat(parsed.itemRejects())
        .extracting(Reject::code, Reject::file, Reject::line)
        .containsExactly(tuple(code, "sequences/x.jsonl", 1L));
    assertThat(parsed.itemRejects().get(0).reason()).contains(reason);
  }

  /** Said once, but counted line by line: the guard against lost input must see what is lost. */
  @Test
  void fileThatIsRefused_countsEveryLineAsRejected() {
    String rows = "u,1,a\r\n\r\nu,2,b\n \nv,1,c";
    assertThat(parse("x.csv", "User,Position,Video\n" + rows).rejectedLines()).isEqualTo(3);
    assertThat(parse("x.csv", "User,Position,Video\n" + rows).lineRejects()).hasSize(1);
    assertThat(parse("x.csv", "nothing else").rejectedLines()).isEqualTo(1);
    byte[] utf16 = "\uFEFF{}\n{}\n{}\n".getBytes(StandardCharsets.UTF_16LE);
    assertThat(parse("x.jsonl", utf16).rejectedLines()).isEqualTo(3);
    assertThat(parse("x.jsonl", "{}\nbroken\n").rejectedLines()).isEqualTo(2);
  }

  @Test
  void startAt_takesAnItemOutOfTheLoop() {
    String items =
        "{\"video\": \"b\", \"startAt\": \"20:00\"}, \"a\", {\"video\": \"c\", \"note\": 1}";

    assertThat(parse("x.jsonl", "{\"user\": \"u\", \"videos\": [%s]}".formatted(items)).parts())
        .extracting(SequencePart::loop, SequencePart::fixed)
        .containsExactly(
            tuple(List.of("a", "c"), List.of(new FixedStart("b", LocalTime.of(20, 0)))));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("damagedLines")
  void damagedLine_isRejectedWithWhereAndWhat(byte[] line, RejectCode code, String reason) {
    for (String name : List.of("x.jsonl", "x.csv")) {
      String good = name.endsWith("csv") ? "u,1,a" : "{\"user\": \"u\", \"videos\": [\"a\"]}";
      SequenceParser.Parsed parsed =
          parse(name, join(bytes("user,position,video\n"), line, bytes("\n" + good + "\n")));

      assertThat(parsed.lineRejects())
          .filteredOn(reject -> reject.line() == 2)
          .extracting(Reject::code, Reject::reason)
          .containsExactly(tuple(code, reason));
      assertThat(parsed.parts()).extracting(SequencePart::line).containsExactly(3L);
    }
  }

  static Stream<Arguments> damagedLines() {
    return Stream.of(
        arguments(
            new byte[] {'?', (byte) 0xFF},
            RejectCode.NOT_UTF8,
            "byte 0xff at offset 1 of the line is not UTF-8"),
        arguments(
            join(bytes("äöü,1,a"), new byte[] {(byte) 0xC3}),
            RejectCode.NOT_UTF8,
            "byte 0xc3 at offset 10 of the line is not UTF-8"),
        arguments( // a surrogate, as CESU-8 has it
            new byte[] {'u', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
            RejectCode.NOT_UTF8,
            "byte 0xed at offset 1 of the line is not UTF-8"),
        arguments(bytes("\0u,1,a"), RejectCode.BAD_LINE, "a NUL byte at offset 0 of the line"),
        arguments(
            bytes("u\u001b,1,a"),
            RejectCode.BAD_LINE,
            "control character 0x1b at offset 1 of the line"));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "UTF-16, x.jsonl",
    "UTF-16BE, x.jsonl",
    "UTF-16LE, x.jsonl",
    "UTF-16, x.csv",
    "UTF-16BE, x.csv",
    "UTF-16LE, x.csv"
  })
  void utf16_isSaidOnceOfTheWholeFile(Charset charset, String name) throws IOException {
    byte[] content = "user,position,video\nu,1,a\nu,2,a\n".getBytes(charset);

    List<Reject> rejects = new ArrayList<>();
    for (SequenceChunk chunk :
        ChunkCutter.cut(file(name), new ByteArrayInputStream(content), /* chunkBytes= */ 8)) {
      byte[] lines = Arrays.copyOfRange(content, (int) chunk.start(), (int) chunk.end());
      SequenceParser.Parsed parsed = SequenceParser.parse(chunk, lines, FileHead.of(content));
      assertThat(parsed.parts()).isEmpty();
      rejects.addAll(parsed.lineRejects());
    }

    assertThat(rejects)
        .containsExactly(
            new Reject(
                RejectCode.NOT_UTF8,
                "sequences/" + name,
                1,
                "the file is in UTF-16; no line of it is used"));
  }

  @Test
  void markAtTheBeginOfAnyLine_isPassedOver() {
    String csv = "\uFEFFuser,position,video\n\uFEFFu,1,a\n";

    assertThat(parse("x.csv", csv).parts()).hasSize(1);
    assertThat(parse("x.jsonl", "\n\uFEFF{\"user\": \"u\", \"videos\": []}\n").parts())
        .extracting(SequencePart::line)
        .containsExactly(2L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void bomb_isRejectedInFewWords(String name, String line, String reason) {
    SequenceParser.Parsed parsed =
        parse("x.jsonl", line + "\n{\"user\": \"u\", \"videos\": [\"a\"]}\n");

    assertThat(parsed.lineRejects()).extracting(Reject::line).containsExactly(1L);
    assertThat(parsed.lineRejects().get(0).reason()).contains(reason).hasSizeLessThan(180);
    assertThat(parsed.parts()).extracting(SequencePart::line).containsExactly(2L);
  }

  static Stream<Arguments> bombs() {
    String videos = "{\"user\": \"u\", \"videos\": %s}";
    return Stream.of(
        arguments("depth", "[".repeat(1_000_000), "nesting depth (101)"),
        arguments("objects", "{\"a\":".repeat(500_000), "nesting depth (101)"),
        arguments("number", videos.formatted("9".repeat(1_000_000)), "exceeds the maximum"),
        arguments("exponent", videos.formatted("1e999999999"), "must be a list"),
        arguments("key", "{\"%1$s\": 1, \"%1$s\": 2}".formatted("k".repeat(40_000)), "Duplicate"),
        arguments("word", "n".repeat(1_000_000), "Unrecognized token"),
        arguments(
            "user",
            "{\"user\": \"%s\", \"videos\": []}".formatted("u".repeat(1_000_000)),
            "(1000000 characters)"),
        arguments("items", videos.formatted("[" + "1,".repeat(999_999) + "1]"), "1000000 items"),
        arguments("tokens", videos.formatted("[" + "{},".repeat(1_000_000) + "1]"), "Token count"),
        arguments("text", "\u202E\u0085" + "🙂".repeat(100_000), "('\uFFFD' (code 8238"));
  }

  @Test
  void recordOfTwentyThousandLongIds_isRead() {
    String ids = IntStream.range(0, 20_000).mapToObj("\"%0128d\""::formatted).collect(joining(","));

    assertThat(parse("x.jsonl", "{\"user\": \"u\", \"videos\": [" + ids + "]}").parts())
        .extracting(part -> part.loop().size())
        .containsExactly(20_000);
  }

  @Test
  void recordOfAsManyItemsAsAllowed_isRead() {
    String item = "{\"video\":\"a\",\"startAt\":\"20:00\"}";
    String items = String.join(",", Collections.nCopies(SequencePart.MAX_ITEMS, item));

    assertThat(parse("x.jsonl", "{\"user\": \"u\", \"videos\": [" + items + "]}").parts())
        .extracting(part -> part.fixed().size())
        .containsExactly(SequencePart.MAX_ITEMS);
  }

  @Test
  void longItem_isQuotedInShort() {
    String longId = "[\"" + "x".repeat(1_000_000) + "\"]";

    SequenceParser.Parsed parsed =
        parse("x.jsonl", "{\"user\": \"u\", \"videos\": [" + longId + "]}");

    assertThat(parsed.itemRejects().get(0).reason())
        .isEqualTo("item 1: names no video: '[\"" + "x".repeat(78) + "…' (1000004 characters)");
  }

  @Test
  void csvRows_areReadWithQuotesAndEitherHeader() {
    String rows = "user,position,video,startAt\r\n\"u-1\",2,b,\r\nu-1, 1 ,\"a\", 20:00:00\r\n";

    assertThat(parse("x.csv", rows).parts())
        .extracting(SequencePart::position, SequencePart::loop, SequencePart::fixed)
        .containsExactly(
            tuple(2L, List.of("b"), List.of()),
            tuple(1L, List.of(), List.of(new FixedStart("a", LocalTime.of(20, 0)))));
    assertThat(parse("x.CSV", "user,position,video\nu,0,a\n").parts()).hasSize(1);
  }

  @Test
  void quotedValues_mayHoldCommasAndDoubledQuotes() {
    assertThat(parse("x.csv", "user,position,video\nu,1,\"a,\"\"b\"\"\"\n").parts())
        .extracting(SequencePart::loop)
        .containsExactly(List.of("a,\"b\""));
  }

  @Test
  void badStartInARow_rejectsItsItem_andTheUserStillHasARecord() {
    SequenceParser.Parsed parsed = parse("x.csv", "user,position,video,startAt\nu,1,a,8pm\n");

    assertThat(parsed.lineRejects()).isEmpty();
    assertThat(parsed.itemRejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(RejectCode.BAD_START, 2L));
    assertThat(parsed.parts())
        .extracting(SequencePart::position, SequencePart::loop, SequencePart::fixed)
        .containsExactly(tuple(1L, List.of(), List.of()));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "u,1              | BAD_LINE",
        "u,1,a,,x         | BAD_LINE",
        "u                | BAD_LINE",
        "u;1;a            | BAD_LINE",
        "u,,a             | BAD_LINE",
        "u,1.0,a          | BAD_LINE",
        "u,+1,a           | BAD_LINE",
        "u,١,a            | BAD_LINE",
        "u,1234567890123456,a | BAD_LINE",
        "u,1,\"a\"b      | BAD_LINE",
        "u,x,a,25:00      | BAD_LINE",
        ",1,a             | BAD_ID",
        "u,-1,a           | BAD_LINE",
        "u,one,a          | BAD_LINE",
        "\"u,1,a          | BAD_LINE",
        "a b,1,a          | BAD_ID",
      })
  void badCsvRow_isRejectedAndCostsNothingElse(String row, RejectCode code) {
    SequenceParser.Parsed parsed = parse("x.csv", "user,position,video\n" + row + "\nu,2,a\n");

    assertThat(parsed.lineRejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(code, 2L));
    assertThat(parsed.itemRejects()).isEmpty();
    assertThat(parsed.parts()).extracting(SequencePart::line).containsExactly(3L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r\n"})
  void lineEnds_decideNothing(String lineEnd) {
    String text = "user,position,video\nu,1,a\nu,2,\"b\nu,3,c\n";
    SequenceParser.Parsed usual = parse("x.csv", text);
    SequenceParser.Parsed parsed = parse("x.csv", text.replace("\n", lineEnd));

    assertThat(parsed.parts())
        .extracting(SequencePart::loop)
        .isEqualTo(usual.parts().stream().map(SequencePart::loop).toList());
    assertThat(parsed.lineRejects()).hasSize(1);
    if (lineEnd.length() < 3) { // the last one is two line ends
      assertThat(parsed).isEqualTo(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\nuser,position,video\nu,1,a\n", "\0\nu,1,a\n", "User,Position,Video\nu,1,a\n"})
  void csvThatDoesNotBeginWithItsHeader_isNeverPassedOverInSilence(String text) {
    assertThat(parse("x.csv", text).parts()).isEmpty();
    assertThat(parse("x.csv", text).lineRejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(RejectCode.BAD_HEADER, 1L));
  }

  @Test
  void csvWithoutItsHeader_isRejectedOnce() {
    SequenceParser.Parsed parsed = parse("x.csv", "user;position;video\nu,1,a\nu,2,b\n");

    assertThat(parsed.parts()).isEmpty();
    assertThat(parsed.lineRejects())
        .extracting(Reject::code)
        .containsExactly(RejectCode.BAD_HEADER);
  }

  @Property(tries = 2000)
  void anyBytes_areUsedOrRejectedLineByLine(
      @ForAll("hostileLines") List<byte[]> lines, @ForAll boolean isCsv) {
    byte[] content = bytes("user,position,video\n");
    for (byte[] line : lines) {
      content = join(content, line, bytes("\n"));
    }

    SequenceParser.Parsed parsed = parse(isCsv ? "x.csv" : "x.jsonl", content);

    List<Long> said = new ArrayList<>(parsed.parts().stream().map(SequencePart::line).toList());
    parsed.lineRejects().forEach(reject -> said.add(reject.line()));
    List<Long> expected = new ArrayList<>(isCsv ? List.of() : List.of(1L));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length > 0) {
        expected.add(i + 2L);
      }
    }
    assertThat(said).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(parsed.lineRejects())
        .allMatch(reject -> reject.reason().length() < 250 && !reject.reason().contains("\n"));
  }

  /** Good lines with some bytes overwritten; none is blank, nor holds a line end. */
  @Provide
  Arbitrary<List<byte[]>> hostileLines() {
    Arbitrary<byte[]> good =
        Arbitraries.of(
                "",
                "u,1,a",
                "\"u\",2,\"a,b\",20:00",
                "{\"user\": \"u\", \"videos\": [\"a\", {\"video\": \"b\", \"startAt\": \"20:00\"}]}")
            .map(SequenceParserTest::bytes);
    Arbitrary<byte[]> any =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(6)
            .filter(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).matches("[^\\s]*"));
    return Combinators.combine(good, any, Arbitraries.integers().between(0, 80))
        .as(
            (line, noise, at) -> {
              byte[] mixed = line.clone();
              int room = Math.max(0, Math.min(noise.length, line.length - at));
              System.arraycopy(noise, 0, mixed, Math.min(at, line.length), room);
              return mixed;
            })
        .list()
        .ofMaxSize(8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
