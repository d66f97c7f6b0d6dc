package io.streamsync.source;

import com.github.kokorin.jaffree.StreamType;
import com.github.kokorin.jaffree.ffprobe.FFprobeResult;
import com.github.kokorin.jaffree.ffprobe.SideData;
import com.github.kokorin.jaffree.ffprobe.Stream;
import io.streamsync.source.Probe.Picture;
import io.streamsync.source.Probe.Ratio;
import io.streamsync.source.Probe.Size;
import io.streamsync.source.Probe.Sound;
import io.streamsync.source.Probe.Timing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

  private final FFprobeResult result;

  ProbeReader(FFprobeResult result) {
    this.result = result;
  }

  Probe read() {
    return new Probe(
        micros(formatText("start_time")).orElse(0),
        pictureStream().map(this::picture),
        streams(StreamType.AUDIO).stream().findFirst().map(stream -> new Sound(stream.getIndex())));
  }

  /** True if there is a picture of which no header tells how long it is. */
  boolean lacksDuration() {
    return pictureStream().isPresent() && pictureStream().flatMap(ProbeReader::duration).isEmpty();
  }

  Optional<Stream> pictureStream() {
    return streams(StreamType.VIDEO).stream()
        .filter(stream -> stream.getWidth() != null && stream.getWidth() > 0)
        .filter(stream -> !isAttachedPicture(stream))
        .findFirst();
  }

  private static boolean isAttachedPicture(Stream stream) {
    return "1".equals(stream.getProbeData().getSubDataString("disposition", "attached_pic"));
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
        timing(stream));
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

  private static OptionalLong micros(@Nullable String seconds) {
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
