package io.streamsync.sequence;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of a chunk. A line that cannot be used costs nothing but itself. */
public final class SequenceParser {
  private final SequenceFile file;
  private final Parsed parsed = new Parsed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

  private SequenceParser(SequenceFile file) {
    this.file = file;
  }

  /**
   * What a chunk holds.
   *
   * @param parts lines that can be used
   * @param lineRejects lines that cannot, one each; or one for all lines of a file
   * @param itemRejects items of lines that can be used without them
   */
  public record Parsed(
      List<SequencePart> parts, List<Reject> lineRejects, List<Reject> itemRejects) {}

  /**
   * Parses a chunk.
   *
   * @param content its bytes; of no meaning if it is overlong
   * @param head of its file
   */
  public static Parsed parse(SequenceChunk chunk, byte[] content, FileHead head) {
    SequenceParser parser = new SequenceParser(chunk.file());
    Optional<LineRejectedException> fault = head.fault(chunk.file());
    if (fault.isPresent()) {
      if (chunk.firstLine() == 1) { // said once for the whole file
        parser.reject(1, fault.get());
      }
    } else if (chunk.isOverlong()) {
      parser.reject(chunk.firstLine(), overlong(chunk));
    } else {
      parser.parseLines(chunk.firstLine(), content);
    }
    return parser.parsed;
  }

  private static LineRejectedException overlong(SequenceChunk chunk) {
    return new LineRejectedException(
        RejectCode.LINE_TOO_LONG,
        "the line has %d bytes, more than %d"
            .formatted(chunk.end() - chunk.start(), ChunkCutter.MAX_LINE_BYTES));
  }

  private void parseLines(long firstLine, byte[] content) {
    long line = firstLine;
    int start = 0;
    while (start < content.length) {
      int end = start;
      while (end < content.length && content[end] != '\n' && content[end] != '\r') {
        end++;
      }
      parseLine(line, ByteBuffer.wrap(content, start, end - start));
      boolean endsInTwo =
          end + 1 < content.length && content[end] == '\r' && content[end + 1] == '\n';
      start = end + (endsInTwo ? 2 : 1);
      line++;
    }
  }

  private void parseLine(long line, ByteBuffer bytes) {
    boolean isHeader = file.isCsv() && line == 1;
    try {
      String text = Line.text(bytes);
      if (!text.isBlank() && !isHeader) {
        parsed
            .parts()
            .add(
                file.isCsv()
                    ? CsvRowParser.parse(text, file, line, parsed.itemRejects())
                    : JsonRecordParser.parse(text, file, line, parsed.itemRejects()));
      }
    } catch (LineRejectedException e) {
      reject(line, e);
    }
  }

  private void reject(long line, LineRejectedException e) {
    parsed.lineRejects().add(new Reject(e.code(), file.path(), line, e.reason()));
  }
}
