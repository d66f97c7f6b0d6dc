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
  private final List<SequencePart> parts = new ArrayList<>();
  private final List<Reject> lineRejects = new ArrayList<>();
  private final List<Reject> itemRejects = new ArrayList<>();

  private SequenceParser(SequenceFile file) {
    this.file = file;
  }

  /**
   * What a chunk holds.
   *
   * @param parts lines that can be used
   * @param lineRejects lines that cannot, one each; or one for all lines of a file
   * @param itemRejects items of lines that can be used without them
   * @param rejectedLines how many lines cannot be used, of a file that is refused as a whole too
   * @param refusedFiles 1 for the first chunk of a file that is refused as a whole, else 0
   */
  public record Parsed(
      List<SequencePart> parts,
      List<Reject> lineRejects,
      List<Reject> itemRejects,
      long rejectedLines,
      long refusedFiles) {}

  /**
   * Parses a chunk.
   *
   * @param content its bytes; of no meaning if it is overlong
   * @param head of its file
   */
  public static Parsed parse(SequenceChunk chunk, byte[] content, FileHead head) {
    SequenceParser parser = new SequenceParser(chunk.file());
    Optional<LineRejectedException> fault = head.fault(chunk.file());
    long refused = 0;
    if (fault.isPresent()) {
      refused = lines(content);
      if (chunk.firstLine() == 1) { // said once for the whole file
        parser.reject(1, fault.get());
        refused = Math.max(1, refused - (chunk.file().isCsv() ? 1 : 0));
      }
    } else if (chunk.isOverlong()) {
      parser.reject(chunk.firstLine(), overlong(chunk));
    } else {
      parser.parseLines(chunk.firstLine(), content);
    }
    return new Parsed(
        parser.parts,
        parser.lineRejects,
        parser.itemRejects,
        fault.isPresent() ? refused : parser.lineRejects.size(),
        fault.isPresent() && chunk.firstLine() == 1 ? 1 : 0);
  }

  /** Those with anything to be seen in them, in whatever encoding. */
  private static long lines(byte[] content) {
    long lines = 0;
    boolean seen = false;
    for (byte b : content) {
      if (b == '\n' || b == '\r') {
        lines += seen ? 1 : 0;
        seen = false;
      } else {
        seen |= b != 0 && b != ' ';
      }
    }
    return lines + (seen ? 1 : 0);
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
        parts.add(
            file.isCsv()
                ? CsvRowParser.parse(text, file, line, itemRejects)
                : JsonRecordParser.parse(text, file, line, itemRejects));
      }
    } catch (LineRejectedException e) {
      reject(line, e);
    }
  }

  private void reject(long line, LineRejectedException e) {
    lineRejects.add(new Reject(e.code(), file.path(), line, e.reason()));
  }
}
