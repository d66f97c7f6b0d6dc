package io.streamsync.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.List;

/**
 * Frames a second as a fraction, {@code 30000/1001}. Only rates whose frame is a whole number of
 * {@link Ticks} exist.
 *
 * @param numerator frames
 * @param denominator in so many seconds
 */
public record FrameRate(int numerator, int denominator) implements Serializable {

  /** The rates a video may have on air, slowest first; every source is brought to one of them. */
  public static final List<FrameRate> AIRED =
      List.of(
          new FrameRate(24000, 1001),
          new FrameRate(24, 1),
          new FrameRate(25, 1),
          new FrameRate(30000, 1001),
          new FrameRate(30, 1),
          new FrameRate(50, 1),
          new FrameRate(60000, 1001),
          new FrameRate(60, 1));

  public FrameRate {
    if (numerator <= 0 || denominator <= 0) {
      throw new IllegalArgumentException(
          "frame rate must be positive, was " + numerator + "/" + denominator);
    }
    if (Ticks.PER_SECOND * denominator % numerator != 0) {
      throw new IllegalArgumentException(
          "a frame must be whole ticks, at " + numerator + "/" + denominator + " it is not");
    }
  }

  /** Reads {@code 25} or {@code 30000/1001}. */
  @JsonCreator
  public static FrameRate parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new FrameRate(Integer.parseInt(text), 1)
        : new FrameRate(
            Integer.parseInt(text.substring(0, slash)),
            Integer.parseInt(text.substring(slash + 1)));
  }

  public long ticksPerFrame() {
    return Ticks.PER_SECOND * denominator / numerator;
  }

  public long toTicks(long frames) {
    return Math.multiplyExact(frames, ticksPerFrame());
  }

  public double framesPerSecond() {
    return (double) numerator / denominator;
  }

  @JsonValue
  @Override
  public String toString() {
    return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
  }
}
