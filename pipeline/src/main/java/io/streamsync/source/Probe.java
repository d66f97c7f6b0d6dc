package io.streamsync.source;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What ffprobe tells about a source.
 *
 * @param startMicros timestamp of the earliest stream, in microseconds; ffmpeg counts from there
 * @param picture the video stream to be shown: the default one, else the first, and never an
 *     attached picture such as a cover
 * @param sound the audio stream to be heard: the default one, else the first
 * @param texts streams of timed text, at most one a language
 */
public record Probe(
    long startMicros, Optional<Picture> picture, Optional<Sound> sound, List<Text> texts) {

  public Probe {
    texts = List.copyOf(texts);
  }

  /** The same, its picture shown at other times than the headers tell. */
  Probe withSpan(long pictureStartMicros, long durationMicros) {
    return new Probe(
        Math.min(startMicros, pictureStartMicros),
        picture.map(old -> old.withSpan(pictureStartMicros, durationMicros)),
        sound,
        texts);
  }

  /**
   * A stream of pictures.
   *
   * @param index of the stream in its file
   * @param codedSize as stored, before pixel aspect and rotation
   * @param pixelAspect width of a pixel to its height; empty if not told
   * @param quarterTurned true if rotation metadata swap width and height
   * @param progressive true if ffprobe is sure that no frame is made of two fields
   * @param colour how its numbers mean colours
   * @param timing when its frames are shown
   */
  public record Picture(
      int index,
      Size codedSize,
      Optional<Ratio> pixelAspect,
      boolean quarterTurned,
      boolean progressive,
      Colour colour,
      Timing timing) {

    private Picture withSpan(long startMicros, long durationMicros) {
      Timing other =
          new Timing(
              startMicros,
              durationMicros,
              timing.averageRate(),
              timing.baseRate(),
              timing.frames());
      return new Picture(index, codedSize, pixelAspect, quarterTurned, progressive, colour, other);
    }

    /** As seen: pixels made square by stretching, never by dropping lines, then turned. */
    public Size displaySize() {
      Ratio aspect = pixelAspect.orElse(new Ratio(1, 1));
      boolean wide = aspect.value() >= 1;
      int width = wide ? scaled(codedSize.width(), aspect.value()) : codedSize.width();
      int height = wide ? codedSize.height() : scaled(codedSize.height(), 1 / aspect.value());
      return quarterTurned ? new Size(height, width) : new Size(width, height);
    }

    private static int scaled(int side, double factor) {
      return (int) Math.round(side * factor);
    }
  }

  /**
   * Code points of ITU-T H.273 by ffprobe's names; empty where the file does not tell.
   *
   * @param primaries {@code bt709}, {@code bt2020} …
   * @param transfer {@code bt709}, {@code smpte2084} (PQ), {@code arib-std-b67} (HLG) …
   * @param matrix {@code bt709}, {@code smpte170m}, {@code gbr} …
   */
  public record Colour(String primaries, String transfer, String matrix) {
    public static final Colour UNKNOWN = new Colour("", "", "");
  }

  /** Width and height in pixels. */
  public record Size(int width, int height) {}

  /**
   * When the frames of a stream are shown.
   *
   * @param startMicros of the first frame, in microseconds on the file's own clock
   * @param durationMicros from the first frame to the end of the last, in microseconds
   * @param averageRate frames by duration; empty if unknown
   * @param baseRate the lowest rate that holds all timestamps (ffprobe's r_frame_rate)
   * @param frames if the file tells
   */
  public record Timing(
      long startMicros,
      long durationMicros,
      Optional<Ratio> averageRate,
      Optional<Ratio> baseRate,
      OptionalLong frames) {}

  /**
   * A stream of sound.
   *
   * @param index of the stream in its file
   */
  public record Sound(int index) {}

  /**
   * A stream of timed text.
   *
   * @param index of the stream in its file
   * @param language BCP 47, lower case
   */
  public record Text(int index, String language) {}

  /** An exact positive fraction. */
  public record Ratio(long numerator, long denominator) {
    public Ratio {
      if (numerator <= 0 || denominator <= 0) {
        throw new IllegalArgumentException(
            "a ratio must be positive, was " + numerator + "/" + denominator);
      }
    }

    public double value() {
      return (double) numerator / denominator;
    }
  }
}
