package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamsync.captions.CaptionSegments;
import io.streamsync.captions.CaptionTrack;
import io.streamsync.captions.Cue;
import io.streamsync.captions.WebVtt;
import io.streamsync.media.FrameRate;
import io.streamsync.media.Rung;
import io.streamsync.media.VideoDescription;
import io.streamsync.pack.PackDirectory;
import io.streamsync.pack.PackWriter;
import io.streamsync.playlist.AiredVideo;
import io.streamsync.playlist.BucketPlaylistWriter;
import io.streamsync.playlist.DayTimeline;
import io.streamsync.playlist.Programme;
import io.streamsync.playlist.Programme.Kind;
import io.streamsync.playlist.Programme.Part;
import io.streamsync.release.Channels;
import io.streamsync.release.Channels.Channel;
import io.streamsync.release.Guide;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Manifest;
import io.streamsync.release.Manifest.Entry;
import io.streamsync.release.MasterPlaylist;
import io.streamsync.release.ReleaseDescription;
import io.streamsync.release.ReleaseDescription.Totals;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.release.ViewerKeys;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A complete release of a day of three minutes in buckets of one: the viewer {@code u-17} and the
 * channel {@code main} see the videos alpha and beta in turn, one of them first, and slate at the
 * end. Beta has German captions.
 */
public final class TinyRelease {
  public static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
  public static final Instant TO = FROM.plusSeconds(180);
  public static final String ID = "20261120-aaaaaaaaaaaaa";
  public static final String USER = "u-17";
  public static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  public static final String KEY = new ViewerKeys(SECRET).key(USER);
  public static final int BUCKET_SECONDS = 60;

  private static final Rung RUNG = new Rung("v240", 660_000, 426, 240, "avc1.64001e,mp4a.40.2");
  private static final int DIRECTORY_BYTES = PackDirectory.bytes(3);

  static final Source ALPHA =
      new Source("alpha", "a".repeat(26), "Alpha & Co", "24", List.of(96, 96, 96, 60), List.of());
  static final Source BETA =
      new Source(
          "beta",
          "b".repeat(26),
          "Béta",
          "30000/1001",
          List.of(120, 120, 45),
          List.of(
              new Cue(500, 2_000, "", "Guten <i>Tag</i>"),
              new Cue(3_900, 4_500, "line:0", "Auf beiden\nSeiten")));

  /** Of the ruler only the two segments that fill the ends of these days. */
  private static final Source RULER =
      new Source("slate", "r".repeat(26), "Slate", "50", List.of(121, 197), List.of());

  static final CaptionTrack GERMAN = CaptionTrack.of("de", BETA.german());

  /** A video before it is written. */
  record Source(
      String id, String key, String title, String rate, List<Integer> frames, List<Cue> german) {
    AiredVideo aired() {
      List<CaptionTrack> captions =
          german.isEmpty() ? List.of() : List.of(CaptionTrack.of("de", german));
      return new AiredVideo(key, id, title, FrameRate.parse(rate), frames, captions);
    }
  }

  private TinyRelease() {}

  /** Writes all objects of a release of an id for the tiny day. */
  public static void write(ObjectStore site, ObjectStore ledger, String releaseId)
      throws IOException {
    write(site, ledger, releaseId, FROM);
  }

  /** Writes all objects of a release whose three minutes begin at an instant. */
  public static void write(ObjectStore site, ObjectStore ledger, String releaseId, Instant from)
      throws IOException {
    writeVideo(site, ALPHA);
    writeVideo(site, BETA);
    writeVideo(site, RULER);
    writeCaptions(site, BETA);
    ledger.put(LedgerPaths.secret(1), (HexFormat.of().formatHex(SECRET) + "\n").getBytes(UTF_8));
    Map<TimelinePath, byte[]> packs =
        Map.of(
            TimelinePath.ofViewer(KEY), pack(from, BETA, ALPHA),
            TimelinePath.ofChannel("main"), pack(from, ALPHA, BETA));
    for (Map.Entry<TimelinePath, byte[]> pack : packs.entrySet()) {
      site.put(pack.getKey().in(releaseId), pack.getValue());
    }
    SortedMap<String, byte[]> manifest = writeManifest(ledger, releaseId, packs);
    site.put(
        SitePaths.master(releaseId),
        MasterPlaylist.write(List.of(RUNG), List.of("de")).getBytes(UTF_8));
    Channels channels = new Channels(1, List.of(new Channel("main", "Main")));
    site.put(SitePaths.channels(releaseId), JsonText.document(channels));
    Guide guide = new Guide(List.of(new Channels.Channel("main", "Main")));
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    guide.writeXml(channel -> InputStream.nullInputStream(), xml);
    site.put(SitePaths.guide(releaseId), xml.toByteArray());
    site.put(SitePaths.guideChannels(releaseId), guide.m3u());
    ledger.put(
        LedgerPaths.videos(releaseId),
        "%s\n%s\n%s\n".formatted(ALPHA.key(), BETA.key(), RULER.key()).getBytes(UTF_8));
    long packBytes = packs.values().stream().mapToLong(pack -> pack.length).sum();
    ReleaseDescription description =
        new ReleaseDescription(
            1,
            releaseId,
            "0.1.0",
            "2026-11-20",
            "UTC",
            from,
            from.plusSeconds(180),
            BUCKET_SECONDS,
            DIRECTORY_BYTES,
            PackWriter.FORM,
            List.of(RUNG),
            new Totals(1, 1, 2, packBytes),
            Manifest.sha256(manifest));
    site.put(SitePaths.releaseDescription(releaseId), JsonText.document(description));
  }

  private static void writeVideo(ObjectStore site, Source video) throws IOException {
    for (String rung : List.of(RUNG.id(), Rung.AUDIO)) {
      site.put(SitePaths.init(video.key(), rung), new byte[10]);
      for (int i = 0; i < video.frames().size(); i++) {
        site.put(SitePaths.segment(video.key(), rung, i), new byte[100]);
      }
    }
    site.put(SitePaths.video(video.key()) + "poster.jpg", new byte[5]);
    long bytes = 10 + 100L * video.frames().size();
    VideoDescription description =
        new VideoDescription(
            1,
            video.id(),
            video.title(),
            FrameRate.parse(video.rate()),
            video.frames(),
            Map.of(RUNG.id(), bytes, Rung.AUDIO, bytes),
            "poster.jpg");
    site.put(SitePaths.videoDescription(video.key()), JsonText.document(description));
  }

  private static void writeCaptions(ObjectStore site, Source video) throws IOException {
    site.put(SitePaths.EMPTY_CAPTIONS, WebVtt.write(List.of()).getBytes(UTF_8));
    List<String> segments =
        CaptionSegments.cut(video.german(), FrameRate.parse(video.rate()), video.frames());
    CaptionTrack track = CaptionTrack.of("de", video.german());
    for (int i = 0; i < segments.size(); i++) {
      site.put(SitePaths.captionSegment(video.key(), track, i), segments.get(i).getBytes(UTF_8));
    }
  }

  private static SortedMap<String, byte[]> writeManifest(
      ObjectStore ledger, String releaseId, Map<TimelinePath, byte[]> packs) throws IOException {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    packs.forEach(
        (timeline, pack) ->
            parts.put(
                timeline.shard(),
                Manifest.write(
                    List.of(
                        new Entry(timeline.name(), pack.length, DigestUtils.sha256Hex(pack))))));
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      ledger.put(LedgerPaths.manifestPart(releaseId, part.getKey()), part.getValue());
    }
    return parts;
  }

  static byte[] pack(Instant from, Source first, Source second) {
    return PackWriter.write(BucketPlaylistWriter.write(day(from, first, second), BUCKET_SECONDS));
  }

  static DayTimeline day(Instant from, Source first, Source second) {
    List<AiredVideo> videos = List.of(first.aired(), second.aired());
    List<Programme> programmes = new ArrayList<>();
    long start = 0;
    long end = 180 * 720_000L;
    while (start < end) {
      AiredVideo video = videos.get(programmes.size() % 2);
      int segments = video.segmentsWithin(end - start);
      if (segments == 0) {
        programmes.add(new Programme(start, Kind.SLATE, List.of(ruler(end - start))));
        break;
      }
      programmes.add(new Programme(start, video, segments));
      start += video.startTicks(segments);
    }
    return new DayTimeline(from, from.plusSeconds(180), programmes);
  }

  /** The segment nearest in length. */
  private static Part ruler(long ticks) {
    return IntStream.range(0, RULER.frames().size())
        .mapToObj(i -> new Part(RULER.aired(), i, 1))
        .min(Comparator.comparingLong(part -> Math.abs(part.durationTicks() - ticks)))
        .orElseThrow();
  }
}
