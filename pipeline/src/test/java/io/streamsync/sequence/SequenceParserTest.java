package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceParserTest {
  static SequenceFile file(String name) {
    return new SequenceFile(new ObjectInfo("sequences/" + name, 0, Instant.EPOCH), Place.STANDING);
  }

  private static SequenceParser.Parsed parse(String name, byte[] content) {
    SequenceChunk chunk = new SequenceChunk(file(name), 1, 0, content.length);
    return SequenceParser.parse(chunk, content, SequenceParser.isGoodHeader(content));
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
            SequencePart::owner, SequencePart::title, SequencePart::line, SequencePart::videos)
        .containsExactly(
            tuple(new Owner(false, "u-1"), "u-1", 1L, List.of("a", "b")),
            tuple(new Owner(true, "news"), "News", 3L, List.of("c")));
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
        "{\"user\": \"u\", \"videos\": [7]}              | BAD_RECORD",
        "{\"user\": \"../u\", \"videos\": [\"a\"]}       | BAD_ID",
        "{\"user\": 5, \"videos\": [\"a\"]}              | BAD_ID",
        "{\"channel\": \"News\", \"videos\": [\"a\"]}    | BAD_ID",
      })
  void badJsonLine_isRejectedAndCostsNothingElse(String line, RejectCode code) {
    SequenceParser.Parsed parsed =
        parse("x.jsonl", line + "\n{\"user\": \"u\", \"videos\": [\"a\"]}\n");

    assertThat(parsed.rejects())
        .extracting(Reject::code, Reject::file, Reject::line)
        .containsExactly(tuple(code, "sequences/x.jsonl", 1L));
    assertThat(parsed.rejects().get(0).reason()).doesNotContain("REDACTED").doesNotContain("\n");
    assertThat(parsed.parts()).extracting(SequencePart::line).containsExactly(2L);
  }

  @Test
  void lineThatIsNotUtf8_isRejectedByNumber() {
    byte[] content = "{}\n?\n".getBytes(StandardCharsets.UTF_8);
    content[3] = (byte) 0xff;

    assertThat(parse("x.jsonl", content).rejects())
        .extracting(Reject::line, Reject::code)
        .contains(tuple(2L, RejectCode.BAD_LINE));
  }

  @Test
  void csvRows_areReadWithQuotesAndEitherHeader() {
    String rows = "user,position,video,startAt\r\n\"u-1\",2,b,\r\nu-1, 1 ,\"a\",20:00:00\r\n";

    assertThat(parse("x.csv", rows).parts())
        .extracting(SequencePart::position, SequencePart::videos, SequencePart::hasFixedStart)
        .containsExactly(tuple(2L, List.of("b"), false), tuple(1L, List.of("a"), true));
    assertThat(parse("x.CSV", "user,position,video\nu,0,a\n").parts()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "u,1              | BAD_LINE",
        "u,1,a,,x         | BAD_LINE",
        "u,-1,a           | BAD_LINE",
        "u,one,a          | BAD_LINE",
        "\"u,1,a          | BAD_LINE",
        "a b,1,a          | BAD_ID",
      })
  void badCsvRow_isRejectedAndCostsNothingElse(String row, RejectCode code) {
    SequenceParser.Parsed parsed = parse("x.csv", "user,position,video\n" + row + "\nu,2,a\n");

    assertThat(parsed.rejects())
        .extracting(Reject::code, Reject::line)
        .containsExactly(tuple(code, 2L));
    assertThat(parsed.parts()).extracting(SequencePart::line).containsExactly(3L);
  }

  @Test
  void csvWithoutItsHeader_isRejectedOnce() {
    SequenceParser.Parsed parsed = parse("x.csv", "user;position;video\nu,1,a\nu,2,b\n");

    assertThat(parsed.parts()).isEmpty();
    assertThat(parsed.rejects()).extracting(Reject::code).containsExactly(RejectCode.BAD_HEADER);
  }

  @Property
  void chunks_areTheFileInWholeLines(
      @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> lineLengths,
      @ForAll boolean endsWithNewline,
      @ForAll @IntRange(min = 1, max = 200) int chunkBytes)
      throws IOException {
    List<String> lines = lineLengths.stream().map(n -> "x".repeat(n)).toList();
    byte[] content =
        (String.join("\n", lines) + (endsWithNewline ? "\n" : "")).getBytes(StandardCharsets.UTF_8);

    List<SequenceChunk> chunks =
        ChunkCutter.cut(file("x.jsonl"), new ByteArrayInputStream(content), chunkBytes);

    long end = 0;
    List<Long> firstLines = new ArrayList<>();
    for (SequenceChunk chunk : chunks) {
      assertThat(chunk.start()).isEqualTo(end);
      assertThat(chunk.start() == 0 || content[(int) chunk.start() - 1] == '\n').isTrue();
      end = chunk.end();
      firstLines.add(chunk.firstLine());
      String before =
          new String(Arrays.copyOf(content, (int) chunk.start()), StandardCharsets.UTF_8);
      assertThat(chunk.firstLine()).isEqualTo(before.chars().filter(c -> c == '\n').count() + 1);
    }
    assertThat(end).isEqualTo(content.length);
    assertThat(firstLines).doesNotHaveDuplicates();
  }
}
