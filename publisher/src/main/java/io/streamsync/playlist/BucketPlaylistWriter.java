package io.streamsync.playlist;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.Ticks;
import io.streamsync.playlist.Programme.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a day as one finished playlist a bucket; see RELEASE-FORMAT.md, "Bucket playlist". One
 * writer serves one day and goes through it once.
 */
public final class BucketPlaylistWriter {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_ID =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * A part of a programme, and where it stands in the day.
   *
   * @param startTicks from the day's first instant
   * @param programme index of the one it belongs to
   */
  private record Run(Part part, long startTicks, int programme) {
    long ticksAt(int segment) {
      return startTicks + part.ticksTo(segment);
    }
  }

  private final DayTimeline day;
  private final List<Run> runs;
  private final String dayId;

  /** Where the next segment stands: run, segment in it, and its number of the day. */
  private int run;

  private int segment;
  private long mediaSequence;

  private BucketPlaylistWriter(DayTimeline day) {
    this.day = day;
    this.runs = runs(day.programmes());
    this.dayId = DAY_ID.format(day.from());
  }

  private static List<Run> runs(List<Programme> programmes) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < programmes.size(); i++) {
      long start = programmes.get(i).startTicks();
      for (Part part : programmes.get(i).parts()) {
        runs.add(new Run(part, start, i));
        start += part.durationTicks();
      }
    }
    return runs;
  }

  /**
   * The playlists of all buckets of a day, in order.
   *
   * @param bucketSeconds length of every bucket but perhaps the last
   */
  public static List<byte[]> write(DayTimeline day, int bucketSeconds) {
    BucketPlaylistWriter writer = new BucketPlaylistWriter(day);
    long dayTicks = Ticks.of(Duration.between(day.from(), day.to()));
    List<byte[]> buckets = new ArrayList<>();
    long bucketTicks = bucketSeconds * Ticks.PER_SECOND;
    for (long start = 0; start < dayTicks; start += bucketTicks) {
      buckets.add(writer.bucket(start, Math.min(start + bucketTicks, dayTicks)));
    }
    return buckets;
  }

  private byte[] bucket(long startTicks, long endTicks) {
    while (run < runs.size() && runs.get(run).ticksAt(segment + 1) <= startTicks) {
      advance();
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 14);
    print(text, head());
    int first = segment;
    for (int i = run; i < runs.size(); i++) {
      Run aired = runs.get(i);
      int last = firstSegmentFrom(aired, endTicks, first);
      if (last == first) {
        break;
      }
      print(text, i == run ? "" : "#EXT-X-DISCONTINUITY\n");
      print(text, runLines(aired, first));
      Part part = aired.part();
      part.video().writeSegmentLines(part.first() + first, part.first() + last, text);
      first = 0;
    }
    print(text, "#EXT-X-ENDLIST\n");
    return text.toByteArray();
  }

  private void advance() {
    mediaSequence++;
    segment++;
    if (segment == runs.get(run).part().segments()) {
      run++;
      segment = 0;
    }
  }

  /** The first segment of a run, from {@code first} on, that starts at or after an instant. */
  private static int firstSegmentFrom(Run aired, long ticks, int first) {
    int last = first;
    while (last < aired.part().segments() && aired.ticksAt(last) < ticks) {
      last++;
    }
    return last;
  }

  private String head() {
    return """
        #EXTM3U
        #EXT-X-VERSION:11
        #EXT-X-PLAYLIST-TYPE:VOD
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-DEFINE:QUERYPARAM="r"
        #EXT-X-TARGETDURATION:5
        #EXT-X-MEDIA-SEQUENCE:%d
        #EXT-X-DISCONTINUITY-SEQUENCE:%d
        """
        .formatted(mediaSequence, run);
  }

  private String runLines(Run aired, int firstSegment) {
    Programme programme = day.programmes().get(aired.programme());
    AiredVideo video = programme.video();
    return "#EXT-X-PROGRAM-DATE-TIME:"
        + dateTime(aired.ticksAt(firstSegment))
        + ("\n#EXT-X-DATERANGE:ID=\"" + dayId + "-" + aired.programme())
        + ("\",CLASS=\"" + programme.kind().dateRangeClass())
        + ("\",START-DATE=\"" + dateTime(programme.startTicks()))
        + ("\",DURATION=" + Ticks.toMilliText(programme.durationTicks()))
        + (",X-VIDEO=\"" + video.id() + "\",X-TITLE=\"" + TitleText.encode(video.title()))
        + ("\"" + captions(video) + "\n" + aired.part().video().mapLine());
  }

  private static String captions(AiredVideo video) {
    return video.captions().isEmpty()
        ? ""
        : video.captions().stream()
            .map(CaptionTrack::entry)
            .collect(Collectors.joining(",", ",X-CAPTIONS=\"", "\""));
  }

  private String dateTime(long ticks) {
    Instant instant = Ticks.after(day.from(), ticks);
    return DATE_TIME.format(instant);
  }

  private static void print(ByteArrayOutputStream to, String text) {
    to.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
