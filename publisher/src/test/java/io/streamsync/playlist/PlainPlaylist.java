package io.streamsync.playlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket's lines as a test reads them, sharing nothing with the parser under test. */
record PlainPlaylist(List<Entry> entries) {
  /** A segment with the numbers that a player would give it. */
  record Entry(
      long number,
      long discontinuity,
      String uri,
      BigDecimal seconds,
      @Nullable Instant dateTime,
      @Nullable String dateRange,
      @Nullable String map) {}

  static PlainPlaylist of(byte[] bucket) {
    List<Entry> entries = new ArrayList<>();
    long number = -1;
    long discontinuity = -1;
    BigDecimal seconds = BigDecimal.ZERO;
    Instant dateTime = null;
    String dateRange = null;
    String map = null;
    for (String line : new String(bucket, UTF_8).lines().toList()) {
      String value = line.substring(line.indexOf(':') + 1);
      if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
        number = Long.parseLong(value);
      } else if (line.startsWith("#EXT-X-DISCONTINUITY-SEQUENCE:")) {
        discontinuity = Long.parseLong(value);
      } else if (line.equals("#EXT-X-DISCONTINUITY")) {
        discontinuity++;
      } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
        dateTime = Instant.parse(value);
      } else if (line.startsWith("#EXT-X-DATERANGE:")) {
        dateRange = line;
      } else if (line.startsWith("#EXT-X-MAP:")) {
        map = line;
      } else if (line.startsWith("#EXTINF:")) {
        seconds = new BigDecimal(value.replace(",", ""));
      } else if (!line.startsWith("#")) {
        entries.add(new Entry(number++, discontinuity, line, seconds, dateTime, dateRange, map));
        dateTime = null;
        dateRange = null;
        map = null;
      }
    }
    return new PlainPlaylist(entries);
  }
}
