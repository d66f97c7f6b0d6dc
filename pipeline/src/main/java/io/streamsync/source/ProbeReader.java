package io.streamsync.source;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.SideData;
import com.github.kokorin.jaffree.ffprobe.Stream;
import io.streamsync.source.Probe.Colour;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Ratio;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.Probe.Sound;
import io.streamsync.source.Probe.Text;
import io.streamsync.source.Probe.Timing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns ffprobe's answer into a {@link Probe}. Times are read from its text: jaffree's own getters
 * round them to a float, which after an hour is off by a quarter of a millisecond.
 */
final class ProbeReader {
  private static final Pattern RATIO = Pattern.compile("(\\d{1,18})[:/](\\d{1,18})");

  /** {@code 00:01:02.345000000}, as Matroska's muxers tag a track. */
  private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  /** Of ffmpeg's decoders of timed text; the others deliver bitmaps. */
  private static final Set<String> TEXT_CODECS =
      Set.of("subrip", "srt", "webvtt", "ass", "ssa", "mov_text", "text", "microdvd");

  /** Whose headers hold the span of each stream. */
  private static final Set<String> EXACT_FORMATS =
      Set.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi");

  /** Half of what the slowest slide show takes. */
  private static final long FEWEST_BYTES_A_SECOND = 250;

  /** MPEG transport and program streams. */
  private static final Set<String> JUMPING_FORMATS = Set.of("mpegts", "mpeg");

  private final FFprobeResult result;

  ProbeReader(FFprobeResult result) {
    this.result = result;
  }

  Probe read() {
    return new Probe(
        startMicros(),
        pictureStream().map(this::picture),
        soundStream().map(stream -> new Sound(stream.getIndex())),
        texts());
  }

  /** In formats whose clock may jump, ffmpeg counts from the streams that are used alone. */
  private long startMicros() {
    OptionalLong ofAll = micros(formatText("start_time"));
    if (isJumping()) {
      return java.util.stream.Stream.of(pictureStream(), soundStream())
          .flatMap(Optional::stream)
          .map(stream -> micros(text(stream, "start_time")))
          .filter(OptionalLong::isPresent)
          .mapToLong(OptionalLong::getAsLong)
          .min()
          .orElse(ofAll.orElse(0));
    }
    return ofAll.orElse(0);
  }

  private Optional<Stream> soundStream() {
    return defaultOrFirst(
        streams(StreamType.AUDIO).stream()
            .filter(stream -> stream.getChannels() == null || stream.getChannels() > 0)
            .toList());
  }

  /**
   * True if there is a picture of which the headers do not tell exactly from when to when it is
   * shown: of MPEG streams, Flash and Windows media it is a guess, and what claims a second for a
   * few bytes is damaged.
   */
  boolean lacksSpan(long fileBytes) {
    String format = formatText("format_name");
    boolean exact =
        format != null
            && EXACT_FORMATS.contains(format)
            && micros(formatText("start_time")).orElse(0) >= 0
            && !claimsTooMuch(fileBytes);
    return pictureStream().isPresent()
        && (!exact || pictureStream().flatMap(ProbeReader::duration).isEmpty());
  }

  private boolean claimsTooMuch(long fileBytes) {
    long seconds = pictureStream().flatMap(ProbeReader::duration).orElse(0L) / 1_000_000;
    return seconds * FEWEST_BYTES_A_SECOND > fileBytes;
  }

  /** For what {@link #lacksSpan}: told of all its packets, it knows. */
  PacketSpan newSpan() {
    double fps =
        pictureStream()
            .flatMap(stream -> ratio(text(stream, "avg_frame_rate")))
            .map(Ratio::value)
            .orElse(0.0);
    return new PacketSpan(isJumping(), fps > 0 ? Math.round(1e6 / fps) : 0);
  }

  private boolean isJumping() {
    String format = formatText("format_name");
    return format != null && JUMPING_FORMATS.contains(format);
  }

  Optional<Stream> pictureStream() {
    return defaultOrFirst(
        streams(StreamType.VIDEO).stream()
            .filter(stream -> stream.getWidth() != null && stream.getWidth() > 0)
            .filter(stream -> !isDisposed(stream, "attached_pic"))
            .toList());
  }

  private static Optional<Stream> defaultOrFirst(List<Stream> streams) {
    return streams.stream()
        .filter(stream -> isDisposed(stream, "default"))
        .findFirst()
        .or(() -> streams.stream().findFirst());
  }

  private static boolean isDisposed(Stream stream, String how) {
    return "1".equals(stream.getProbeData().getSubDataString("disposition", how));
  }

  /** Those that are letters, not pictures of letters; of two in one language the first. */
  private List<Text> texts() {
    Map<String, Text> byLanguage = new TreeMap<>();
    for (Stream stream : streams(StreamType.SUBTITLE)) {
      String codec = text(stream, "codec_name");
      if (codec != null && TEXT_CODECS.contains(codec)) {
        String tag = stream.getTag("language");
        String language = Languages.tag(tag == null ? "" : tag);
        byLanguage.putIfAbsent(language, new Text(stream.getIndex(), language));
      }
    }
    return List.copyOf(byLanguage.values());
  }

  private List<Stream> streams(StreamType type) {
    List<Stream> streams = result.getStreams() == null ? List.of() : result.getStreams();
    return streams.stream().filter(stream -> stream.getCodecType() == type).toList();
  }

  private Picture picture(Stream stream) {
    return new Picture(
        stream.getIndex(),
        new Size(stream.getWidth(), stream.getHeight()),
        ratio(text(stream, "sample_aspect_ratio")),
        isQuarterTurned(stream),
        "progressive".equals(text(stream, "field_order")),
        new Colour(
            known(stream, "color_primaries"),
            known(stream, "color_transfer"),
            known(stream, "color_space")),
        timing(stream));
  }

  private static String known(Stream stream, String name) {
    String value = text(stream, name);
    return value == null || value.equals("unknown") || value.equals("reserved") ? "" : value;
  }

  private Timing timing(Stream stream) {
    String frames = text(stream, "nb_frames");
    return new Timing(
        micros(text(stream, "start_time")).orElse(micros(formatText("start_time")).orElse(0)),
        duration(stream).orElse(0L),
        ratio(text(stream, "avg_frame_rate")),
        ratio(text(stream, "r_frame_rate")),
        frames == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(frames)));
  }

  /** Of the stream alone: the format's duration is that of the longest stream. */
  private static Optional<Long> duration(Stream stream) {
    OptionalLong header = micros(text(stream, "duration"));
    if (header.isPresent()) {
      return Optional.of(header.getAsLong());
    }
    String tag = stream.getTag("DURATION");
    Matcher clock = CLOCK.matcher(tag == null ? "" : tag);
    if (!clock.matches()) {
      return Optional.empty();
    }
    long minutes = Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2));
    long end = minutes * 60_000_000 + micros(clock.group(3)).orElse(0);
    return Optional.of(end - micros(text(stream, "start_time")).orElse(0));
  }

  private static boolean isQuarterTurned(Stream stream) {
    List<SideData> sideData =
        stream.getSideDataList() == null ? List.of() : stream.getSideDataList();
    return sideData.stream()
        .filter(data -> data.getRotation() != null)
        .anyMatch(data -> Math.floorMod(data.getRotation() + 45, 180) >= 90);
  }

  private static Optional<Ratio> ratio(@Nullable String text) {
    Matcher parts = RATIO.matcher(text == null ? "" : text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long numerator = Long.parseLong(parts.group(1));
    long denominator = Long.parseLong(parts.group(2));
    return numerator > 0 && denominator > 0
        ? Optional.of(new Ratio(numerator, denominator))
        : Optional.empty();
  }

  static OptionalLong micros(@Nullable String seconds) {
    if (seconds == null) {
      return OptionalLong.empty();
    }
    BigDecimal micros = new BigDecimal(seconds).movePointRight(6);
    return OptionalLong.of(micros.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private @Nullable String formatText(String name) {
    return result.getFormat() == null ? null : result.getFormat().getProbeData().getString(name);
  }

  private static @Nullable String text(Stream stream, String name) {
    return stream.getProbeData().getString(name);
  }
}
