package io.streamsync.sequence;

import io.streamsync.source.RejectCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first bytes of a file say of all its lines: whether any of them can be used.
 *
 * @param isUtf16 as some editors and spreadsheets save: by its mark, or a NUL beside each letter
 * @param firstLine as text, or its begin
 */
public record FileHead(boolean isUtf16, String firstLine) {
  /** More than any first line that is in order has before its first comma or quotation mark. */
  public static final int BYTES = 256;

  private static final int LITTLE_ENDIAN_MARK = 0xFFFE;
  private static final int BIG_ENDIAN_MARK = 0xFEFF;

  /**
   * Looks at a file.
   *
   * @param begin its first {@link #BYTES} bytes, fewer if it has fewer
   */
  public static FileHead of(byte[] begin) {
    String text = Line.withoutMark(new String(begin, StandardCharsets.UTF_8));
    return new FileHead(isUtf16(begin), text.lines().findFirst().orElse(""));
  }

  private static boolean isUtf16(byte[] begin) {
    if (begin.length < 4) {
      return false;
    }
    int mark = ((begin[0] & 0xFF) << 8) | (begin[1] & 0xFF);
    boolean evenNul = begin[0] == 0 && begin[2] == 0;
    boolean oddNul = begin[1] == 0 && begin[3] == 0;
    return mark == LITTLE_ENDIAN_MARK || mark == BIG_ENDIAN_MARK || evenNul != oddNul;
  }

  /** Why no line of the file can be used, if so. */
  Optional<LineRejectedException> fault(SequenceFile file) {
    if (isUtf16) {
      return Optional.of(
          new LineRejectedException(
              RejectCode.NOT_UTF8, "the file is in UTF-16; no line of it is used"));
    }
    if (file.isCsv() && !CsvRowParser.isHeader(firstLine)) {
      return Optional.of(
          new LineRejectedException(
              RejectCode.BAD_HEADER,
              "the first line is " + Quote.of(firstLine) + "; no row of the file is used"));
    }
    return Optional.empty();
  }
}
