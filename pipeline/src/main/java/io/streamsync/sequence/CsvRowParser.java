package io.streamsync.sequence;

import io.streamsync.source.Ids;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
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

  private final SequenceFile file;
  private final long line;

  private CsvRowParser(SequenceFile file, long line) {
    this.file = file;
    this.line = line;
  }

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

  /**
   * @param itemRejects where the row's item goes if it cannot be used; the row then still says that
   *     its user has a record
   */
  static SequencePart parse(String text, SequenceFile file, long line, List<Reject> itemRejects)
      throws LineRejectedException {
    List<String> values = columns(text);
    if (values.size() < REQUIRED_COLUMNS || values.size() > COLUMNS.size()) {
      throw new LineRejectedException(
          RejectCode.BAD_LINE, "a row has three or four columns, this one " + values.size());
    }
    return new CsvRowParser(file, line).parse(values, itemRejects);
  }

  private SequencePart parse(List<String> values, List<Reject> itemRejects)
      throws LineRejectedException {
    Owner owner = owner(values.get(0));
    long position = position(values.get(1));
    String video = values.get(2);
    String startAt = values.size() > REQUIRED_COLUMNS ? values.get(3) : "";
    if (startAt.isEmpty()) {
      return row(owner, position, List.of(video), List.of());
    }
    Optional<LocalTime> at = FixedStart.time(startAt);
    if (at.isEmpty()) {
      String reason = FixedStart.noTime(Quote.of(startAt));
      itemRejects.add(new Reject(RejectCode.BAD_START, file.path(), line, reason));
    }
    return row(
        owner, position, List.of(), at.map(time -> new FixedStart(video, time)).stream().toList());
  }

  private SequencePart row(Owner owner, long position, List<String> loop, List<FixedStart> fixed) {
    return new SequencePart(owner, "", file.place(), file.path(), line, position, loop, fixed);
  }

  private static Owner owner(String user) throws LineRejectedException {
    if (!Ids.isId(user)) {
      throw new LineRejectedException(RejectCode.BAD_ID, Quote.of(user) + " is no user id");
    }
    return new Owner(/* isChannel= */ false, user);
  }

  private static long position(String text) throws LineRejectedException {
    if (!text.matches("\\d{1,15}")) {
      throw new LineRejectedException(
          RejectCode.BAD_LINE,
          "position must be a whole number from 0, of at most 15 digits, was " + Quote.of(text));
    }
    return Long.parseLong(text);
  }

  private static List<String> columns(String text) throws LineRejectedException {
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty() ? List.of() : records.get(0).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LineRejectedException(
          RejectCode.BAD_LINE,
          "a quotation mark is not closed on its line, or not followed by a comma");
    }
  }
}
