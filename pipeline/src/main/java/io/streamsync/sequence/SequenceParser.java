package io.streamsync.sequence;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of a chunk. A line that cannot be used costs nothing but itself. */
public final class SequenceParser {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SequenceParser() {}

  /**
   * What a chunk holds.
   *
   * @param parts lines that can be used
   * @param rejects lines that cannot, one each
   */
  public record Parsed(List<SequencePart> parts, List<Reject> rejects) {}

  /**
   * Parses a chunk.
   *
   * @param content its bytes, whole lines
   * @param goodHeader whether the file begins with a CSV header as it must; of no meaning for JSONL
   */
  public static Parsed parse(SequenceChunk chunk, byte[] content, boolean goodHeader) {
    Parsed parsed = new Parsed(new ArrayList<>(), new ArrayList<>());
    long line = chunk.firstLine();
    int start = 0;
    for (int end = 0; end <= content.length; end++) {
      if (end == content.length || content[end] == '\n') {
        parseLine(
            chunk.file(), line, ByteBuffer.wrap(content, start, end - start), goodHeader, parsed);
        start = end + 1;
        line++;
      }
    }
    return parsed;
  }

  /** Whether a file begins as a CSV file must; its first bytes are enough. */
  public static boolean isGoodHeader(byte[] begin) {
    String text = new String(begin, StandardCharsets.UTF_8);
    return CsvRowParser.isHeader(clean(text.lines().findFirst().orElse(""), 1));
  }

  private static void parseLine(
      SequenceFile file, long line, ByteBuffer bytes, boolean goodHeader, Parsed parsed) {
    try {
      String text = clean(decode(bytes), line);
      if (text.isBlank()) {
        return;
      }
      if (!file.isCsv()) {
        parsed.parts().add(JsonRecordParser.parse(text, file, line));
      } else if (!goodHeader) {
        if (line == 1) { // said once for the whole file
          throw new LineRejectedException(
              RejectCode.BAD_HEADER,
              "the first line is '" + text + "'; no row of the file is used");
        }
      } else if (line > 1) {
        parsed.parts().add(CsvRowParser.parse(text, file, line));
      }
    } catch (LineRejectedException e) {
      parsed.rejects().add(new Reject(e.code(), file.path(), line, e.reason()));
    }
  }

  private static String decode(ByteBuffer bytes) throws LineRejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new LineRejectedException(RejectCode.BAD_LINE, "the line is not UTF-8");
    }
  }

  private static String clean(String text, long line) {
    String unmarked =
        line == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
            ? text.substring(1)
            : text;
    return unmarked.endsWith("\r") ? unmarked.substring(0, unmarked.length() - 1) : unmarked;
  }
}
