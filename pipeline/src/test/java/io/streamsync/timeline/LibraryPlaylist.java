package io.streamsync.timeline;

import io.lindstrom.m3u8.model.DateRange;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.model.SegmentMap;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket playlist as a library reads it that knows HLS and nothing of ours. */
record LibraryPlaylist(List<Listed> segments) {
  /**
   * The library knows NAME, VALUE and IMPORT of EXT-X-DEFINE, and not yet QUERYPARAM. To let pass
   * all that it does not know would cost more than to take this one line out.
   */
  private static final String DEFINE = "#EXT-X-DEFINE:QUERYPARAM=\"r\"\n";

  /**
   * A segment with what a player adds up for it.
   *
   * @param number of the day
   * @param discontinuity number of the day
   * @param startMicros from the epoch
   * @param date as printed, if a date-time stands here
   */
  record Listed(
      long number,
      long discontinuity,
      String uri,
      long startMicros,
      long micros,
      @Nullable Instant date,
      @Nullable DateRange range,
      @Nullable String map) {}

  static LibraryPlaylist of(String text) throws PlaylistParserException {
    if (text.indexOf(DEFINE) != text.lastIndexOf(DEFINE) || !text.contains(DEFINE)) {
      throw new IllegalArgumentException("the rung is not defined once: " + text);
    }
    MediaPlaylist playlist =
        new MediaPlaylistParser(ParsingMode.STRICT).readPlaylist(text.replace(DEFINE, ""));
    if (playlist.ongoing()) {
      throw new IllegalArgumentException("the playlist has no end");
    }
    List<Listed> segments = new ArrayList<>();
    long discontinuity = playlist.discontinuitySequence();
    long start = 0;
    for (MediaSegment segment : playlist.mediaSegments()) {
      discontinuity += segment.discontinuity() ? 1 : 0;
      Instant date = segment.programDateTime().map(OffsetDateTime::toInstant).orElse(null);
      start = date != null ? date.toEpochMilli() * 1000 : start;
      Listed listed =
          listed(segment, playlist.mediaSequence() + segments.size(), discontinuity, start, date);
      segments.add(listed);
      start += listed.micros;
    }
    return new LibraryPlaylist(segments);
  }

  private static Listed listed(
      MediaSegment segment, long number, long discontinuity, long start, @Nullable Instant date) {
    return new Listed(
        number,
        discontinuity,
        segment.uri(),
        start,
        Math.round(segment.duration() * 1e6),
        date,
        segment.dateRange().orElse(null),
        segment.segmentMap().map(SegmentMap::uri).orElse(null));
  }
}
