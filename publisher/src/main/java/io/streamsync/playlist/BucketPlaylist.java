package io.streamsync.playlist;

import io.streamsync.captions.CaptionTrack;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bucket playlist that was read, in the subset of RFC 8216bis that {@link BucketPlaylistWriter}
 * writes.
 *
 * @param mediaSequence of the first segment, from 0 at the day's start
 * @param discontinuitySequence of the first segment
 * @param segments in order
 */
public record BucketPlaylist(
    long mediaSequence, long discontinuitySequence, List<Segment> segments) {

  /** Stands for the rung; players replace it by the query parameter {@code r}. */
  public static final String RUNG = "{$r}";

  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"([^\"]*)\"|[^,]*)");
  private static final String TO_ROOT = "../../../../";

  /**
   * One segment on air.
   *
   * @param start date-time, to the millisecond
   * @param duration as EXTINF prints it
   * @param uri below the site's root, with {@link #RUNG} in it
   * @param map of the initialisation segment, alike
   * @param discontinuous whether a DISCONTINUITY stands before it
   * @param programme it belongs to
   */
  public record Segment(
      Instant start,
      Duration duration,
      String uri,
      String map,
      boolean discontinuous,
      AiredProgramme programme) {
    public Instant end() {
      return start.plus(duration);
    }
  }

  /** A DATERANGE: what is on, since when and for how long as aired, and with what captions. */
  public record AiredProgramme(
      String id,
      Instant start,
      Duration duration,
      String videoId,
      String title,
      List<CaptionTrack> captions) {}

  /**
   * Reads a playlist.
   *
   * @throws IllegalArgumentException naming the line that is not of the format
   */
  public static BucketPlaylist parse(String text) {
    return new Parser().parse(text);
  }

  private static final class Parser {
    private long mediaSequence = -1;
    private long discontinuitySequence = -1;
    private final List<Segment> segments = new ArrayList<>();
    private @Nullable Instant next;
    private @Nullable Duration duration;
    private @Nullable String map;
    private @Nullable AiredProgramme programme;
    private boolean discontinuous;
    private boolean ended;

    BucketPlaylist parse(String text) {
      String[] lines = text.split("\n", -1);
      if (!lines[0].equals("#EXTM3U")) {
        throw new IllegalArgumentException("line 1: not a playlist: " + lines[0]);
      }
      for (int i = 1; i < lines.length; i++) {
        try {
          line(lines[i]);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
          throw new IllegalArgumentException(
              "line " + (i + 1) + ": " + e.getMessage() + ": " + lines[i], e);
        }
      }
      if (!ended || mediaSequence < 0 || discontinuitySequence < 0) {
        throw new IllegalArgumentException("the playlist has no ENDLIST or no sequence numbers");
      }
      return new BucketPlaylist(mediaSequence, discontinuitySequence, List.copyOf(segments));
    }

    private void line(String line) {
      if (line.isEmpty()) {
        return; // after the last line break
      }
      if (!line.startsWith("#")) {
        segment(line);
        return;
      }
      int colon = line.indexOf(':');
      String tag = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      switch (tag) {
        case "#EXT-X-MEDIA-SEQUENCE" -> mediaSequence = Long.parseLong(value);
        case "#EXT-X-DISCONTINUITY-SEQUENCE" -> discontinuitySequence = Long.parseLong(value);
        case "#EXT-X-DISCONTINUITY" -> discontinuous = true;
        case "#EXT-X-PROGRAM-DATE-TIME" -> next = Instant.parse(value);
        case "#EXT-X-DATERANGE" -> programme = programme(value);
        case "#EXT-X-MAP" -> map = belowRoot(attribute(value, "URI"));
        case "#EXTINF" -> duration = seconds(beforeComma(value));
        case "#EXT-X-ENDLIST" -> ended = true;
        default -> {} // tags that every bucket repeats
      }
    }

    private void segment(String uri) {
      if (next == null || duration == null || map == null || programme == null || ended) {
        throw new IllegalArgumentException("a segment without date-time, EXTINF, MAP or DATERANGE");
      }
      segments.add(new Segment(next, duration, belowRoot(uri), map, discontinuous, programme));
      next = next.plus(duration);
      duration = null;
      discontinuous = false;
    }

    private static AiredProgramme programme(String value) {
      return new AiredProgramme(
          attribute(value, "ID"),
          Instant.parse(attribute(value, "START-DATE")),
          seconds(attribute(value, "DURATION")),
          attribute(value, "X-VIDEO"),
          TitleText.decode(attribute(value, "X-TITLE")),
          captions(find(value, "X-CAPTIONS")));
    }

    private static List<CaptionTrack> captions(@Nullable String entries) {
      return entries == null
          ? List.of()
          : Stream.of(entries.split(",", -1)).map(CaptionTrack::parse).toList();
    }

    private static String attribute(String list, String name) {
      String value = find(list, name);
      if (value == null) {
        throw new IllegalArgumentException("no attribute " + name);
      }
      return value;
    }

    private static @Nullable String find(String list, String name) {
      Matcher matcher = ATTRIBUTE.matcher(list);
      while (matcher.find()) {
        if (matcher.group(1).equals(name)) {
          return matcher.group(3) != null ? matcher.group(3) : matcher.group(2);
        }
      }
      return null;
    }

    private static String beforeComma(String value) {
      int comma = value.indexOf(',');
      if (comma < 0) {
        throw new IllegalArgumentException("an EXTINF without a comma");
      }
      return value.substring(0, comma);
    }

    private static Duration seconds(String text) {
      return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }

    private static String belowRoot(String uri) {
      if (!uri.startsWith(TO_ROOT)) {
        throw new IllegalArgumentException("a URI that does not lead to the site's root");
      }
      return uri.substring(TO_ROOT.length());
    }
  }
}
