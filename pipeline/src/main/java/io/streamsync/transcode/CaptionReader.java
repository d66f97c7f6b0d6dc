package io.streamsync.transcode;

import io.streamsync.captions.Cue;
import io.streamsync.captions.WebVtt;
import io.streamsync.captions.WebVttException;
import io.streamsync.source.Ffmpeg;
import io.streamsync.source.FfmpegException;
import io.streamsync.source.FfmpegLimits;
import io.streamsync.source.Probe.Text;
import io.streamsync.source.RejectCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads captions: WebVTT itself, what else there is through ffmpeg, which makes WebVTT of it. */
public final class CaptionReader {
  /** Text of a long film is a hundredth of this. */
  public static final long MOST_BYTES = 16 << 20;

  /** Each cue is repeated in every segment that it spans. */
  private static final long MOST_CUT_BYTES = 64 << 20;

  private static final FfmpegLimits LIMITS =
      new FfmpegLimits(Duration.ofMinutes(2), 1L << 30, Optional.empty());

  private final Ffmpeg ffmpeg;
  private final WorkFolder work;

  public CaptionReader(Ffmpeg ffmpeg, WorkFolder work) {
    this.ffmpeg = ffmpeg;
    this.work = work;
  }

  /**
   * The cues of a file.
   *
   * @param name ends in {@code .vtt} or {@code .srt}
   * @throws TranscodeException if there is no reading it, with the line where that is known
   */
  public List<Cue> read(byte[] content, String name)
      throws TranscodeException, IOException, InterruptedException {
    String text = decode(content);
    List<Cue> cues = name.endsWith(".vtt") ? parse(text) : parse(converted(text));
    if (cues.isEmpty()) {
      throw new TranscodeException(RejectCode.BAD_CAPTIONS, "there is no cue in it");
    }
    return cues;
  }

  /** The cues of a stream of timed text inside a source. */
  List<Cue> read(Path source, long shiftMicros, Text text, Path folder)
      throws TranscodeException, IOException, InterruptedException {
    Path vtt = folder.resolve("text-" + text.index() + ".vtt");
    return parse(convert(source, shiftMicros, "0:" + text.index(), vtt));
  }

  private String converted(String srt)
      throws TranscodeException, IOException, InterruptedException {
    Path folder = work.newFolder("captions");
    try {
      Path source = Files.writeString(folder.resolve("captions.srt"), srt);
      return convert(source, 0, "0:0", folder.resolve("captions.vtt"));
    } finally {
      WorkFolder.delete(folder);
    }
  }

  private String convert(Path source, long shiftMicros, String stream, Path vtt)
      throws TranscodeException, IOException, InterruptedException {
    List<String> arguments =
        List.of("-map", stream, "-c:s", "webvtt", "-f", "webvtt", vtt.toString());
    try {
      ffmpeg.encode(source, shiftMicros, arguments, LIMITS, point -> {});
    } catch (FfmpegException e) {
      throw new TranscodeException(RejectCode.BAD_CAPTIONS, e.reason());
    }
    if (Files.size(vtt) > MOST_BYTES) {
      throw tooMuch();
    }
    return Files.readString(vtt);
  }

  private static List<Cue> parse(String vtt) throws TranscodeException {
    try {
      List<Cue> cues = WebVtt.read(vtt);
      long cutBytes =
          cues.stream()
              .mapToLong(
                  cue -> cue.text().length() * ((cue.endMillis() - cue.startMillis()) / 1000 + 2))
              .sum();
      if (cutBytes > MOST_CUT_BYTES) {
        throw tooMuch();
      }
      return cues;
    } catch (WebVttException e) {
      throw new TranscodeException(RejectCode.BAD_CAPTIONS, String.valueOf(e.getMessage()));
    }
  }

  private static TranscodeException tooMuch() {
    return new TranscodeException(
        RejectCode.BAD_CAPTIONS, "it is more text than anybody can read at a time");
  }

  /** UTF-8, or UTF-16 where a mark says so. */
  private static String decode(byte[] content) throws TranscodeException {
    Charset charset = StandardCharsets.UTF_8;
    if (startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff)) {
      charset = StandardCharsets.UTF_16;
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    try {
      return charset.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      throw new TranscodeException(
          RejectCode.BAD_CAPTIONS,
          "line " + lineOfFault(content, charset) + " is not in " + charset.name());
    }
  }

  private static boolean startsWith(byte[] content, int first, int second) {
    return content.length >= 2
        && Byte.toUnsignedInt(content[0]) == first
        && Byte.toUnsignedInt(content[1]) == second;
  }

  private static long lineOfFault(byte[] content, Charset charset) {
    ByteBuffer in = ByteBuffer.wrap(content);
    java.nio.CharBuffer before = java.nio.CharBuffer.allocate(content.length);
    CoderResult ignored = charset.newDecoder().decode(in, before, /* endOfInput= */ true);
    return before.flip().chars().filter(c -> c == '\n').count() + 1;
  }
}
