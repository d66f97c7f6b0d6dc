package io.streamsync.sequence;

import io.streamsync.source.Ids;
import io.streamsync.source.RejectCode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads one row of a CSV file: {@code u-17,3,intro} and perhaps a fourth column, {@code startAt}.
 */
final class CsvRowParser {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setTrim(true).get();
  private static final List<String> COLUMNS = List.of("user", "position", "video", "startAt");
  private static final int REQUIRED_COLUMNS = 3;

  private CsvRowParser() {}

  static boolean isHeader(String text) {
    try {
      List<String> names = columns(text);
      return names.size() >= REQUIRED_COLUMNS
          && names.size() <= COLUMNS.size()
          && names.equals(COLUMNS.subList(0, names.size()));
    } catch (LineRejectedException e) {
      return false;
    }
  }

  static SequencePart parse(String text, SequenceFile file, long line)
      throws LineRejectedException {
    List<String> values = columns(text);
    if (values.size() < REQUIRED_COLUMNS || values.size() > COLUMNS.size()) {
      throw new LineRejectedException(
          RejectCode.BAD_LINE, "a row has three or four columns, this one " + values.size());
    }
    if (!Ids.isId(values.get(0))) {
      throw new LineRejectedException(RejectCode.BAD_ID, "'" + values.get(0) + "' is no user id");
    }
    boolean hasFixedStart = values.size() > REQUIRED_COLUMNS && !values.get(3).isEmpty();
    return new SequencePart(
        new Owner(/* isChannel= */ false, values.get(0)),
        "",
        file.place(),
        file.path(),
        line,
        position(values.get(1)),
        List.of(values.get(2)),
        hasFixedStart);
  }

  private static long position(String text) throws LineRejectedException {
    if (!text.matches("\\d{1,15}")) {
      throw new LineRejectedException(
          RejectCode.BAD_LINE, "position must be a whole number from 0, was '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private static List<String> columns(String text) throws LineRejectedException {
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty() ? List.of() : records.get(0).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LineRejectedException(RejectCode.BAD_LINE, "not CSV: " + e.getMessage());
    }
  }
}
