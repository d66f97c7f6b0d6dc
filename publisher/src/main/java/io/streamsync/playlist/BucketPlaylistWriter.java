package io.streamsync.playlist;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.Ticks;
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

  private final DayTimeline day;
  private final List<Programme> programmes;
  private final String dayId;

  /** Where the next segment stands: programme, segment in it, and its number of the day. */
  private int programme;

  private int segment;
  private long mediaSequence;

  private BucketPlaylistWriter(DayTimeline day) {
    this.day = day;
    this.programmes = day.programmes();
    this.dayId = DAY_ID.format(day.from());
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
    while (programme < programmes.size() && segmentEnd() <= startTicks) {
      advanceTo(segment + 1);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 14);
    print(text, head());
    int lookAheadProgramme = programme;
    int first = segment;
    boolean firstLine = true;
    while (lookAheadProgramme < programmes.size()) {
      Programme aired = programmes.get(lookAheadProgramme);
      int last = firstSegmentFrom(aired, endTicks, first);
      if (last == first) {
        break;
      }
      print(text, firstLine ? "" : "#EXT-X-DISCONTINUITY\n");
      print(text, programmeLines(lookAheadProgramme, first));
      aired.video().writeSegmentLines(first, last, text);
      firstLine = false;
      first = 0;
      lookAheadProgramme++;
    }
    print(text, "#EXT-X-ENDLIST\n");
    return text.toByteArray();
  }

  private long segmentEnd() {
    Programme aired = programmes.get(programme);
    return aired.startTicks() + aired.video().startTicks(segment + 1);
  }

  private void advanceTo(int next) {
    mediaSequence++;
    segment = next;
    if (segment == programmes.get(programme).segments()) {
      programme++;
      segment = 0;
    }
  }

  /**
   * The first segment of a programme, from {@code first} on, that starts at or after an instant.
   */
  private static int firstSegmentFrom(Programme aired, long ticks, int first) {
    int last = first;
    while (last < aired.segments() && aired.startTicks() + aired.video().startTicks(last) < ticks) {
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
        .formatted(mediaSequence, programme);
  }

  private String programmeLines(int index, int firstSegment) {
    Programme aired = programmes.get(index);
    AiredVideo video = aired.video();
    return "#EXT-X-PROGRAM-DATE-TIME:"
        + dateTime(aired.startTicks() + video.startTicks(firstSegment))
        + ("\n#EXT-X-DATERANGE:ID=\"" + dayId + "-" + index)
        + ("\",CLASS=\"programme\",START-DATE=\"" + dateTime(aired.startTicks()))
        + ("\",DURATION=" + Ticks.toMilliText(aired.durationTicks()))
        + (",X-VIDEO=\"" + video.id() + "\",X-TITLE=\"" + TitleText.encode(video.title()))
        + ("\"" + captions(video) + "\n" + video.mapLine());
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
