package io.streamsync.transcode;

import static java.util.Comparator.comparingDouble;

import io.streamsync.media.FrameRate;
import io.streamsync.source.Probe.Ratio;
import io.streamsync.source.Probe.Timing;
import java.util.Optional;

/** The rate on air that a source is brought to: its own if it has one, else one that loses none. */
final class FrameRateChoice {
  /** What a source with an unknown or absurd rate is brought to. */
  static final FrameRate UNKNOWN = new FrameRate(30, 1);

  private static final FrameRate FASTEST = FrameRate.AIRED.get(FrameRate.AIRED.size() - 1);

  /** 24 and 24000/1001 are a hair less than this apart, so the nearest within it counts. */
  private static final double TOLERANCE = 0.001;

  /** Some containers give their clock, 1,000 or 90,000 a second, for a frame rate. */
  private static final double ABSURD = 500;

  private FrameRateChoice() {}

  /**
   * A phone that aims at 30 frames a second delivers 29.8 or 30.1 on average; its base rate is then
   * 30 all the same.
   */
  static FrameRate of(Timing timing) {
    Optional<Ratio> average = timing.averageRate().filter(FrameRateChoice::isSane);
    Optional<Ratio> base = timing.baseRate().filter(FrameRateChoice::isSane);
    if (average.isPresent() && base.isPresent() && isAiredAndNear(base.get(), average.get())) {
      return of(base.get());
    }
    return average.or(() -> base).map(FrameRateChoice::of).orElse(UNKNOWN);
  }

  /**
   * Within 0.1 % of a rate on air: that; else the slowest on air that shows every frame equally
   * long; else the slowest that is faster; above the fastest: the fastest.
   */
  static FrameRate of(Ratio source) {
    if (!isSane(source)) {
      return UNKNOWN;
    }
    double fps = source.value();
    for (int repeats = 1; repeats * fps < FASTEST.framesPerSecond() + 1; repeats++) {
      FrameRate nearest = nearest(repeats * fps);
      if (isWithin(TOLERANCE, repeats * fps, nearest)) {
        return nearest;
      }
    }
    return FrameRate.AIRED.stream()
        .filter(aired -> aired.framesPerSecond() >= fps)
        .findFirst()
        .orElse(FASTEST);
  }

  private static boolean isAiredAndNear(Ratio base, Ratio average) {
    FrameRate nearest = nearest(base.value());
    return isWithin(TOLERANCE, base.value(), nearest) && isWithin(0.05, average.value(), nearest);
  }

  private static boolean isSane(Ratio rate) {
    return rate.value() <= ABSURD;
  }

  private static FrameRate nearest(double fps) {
    return FrameRate.AIRED.stream()
        .min(comparingDouble(aired -> Math.abs(aired.framesPerSecond() - fps)))
        .orElseThrow();
  }

  private static boolean isWithin(double tolerance, double fps, FrameRate aired) {
    return Math.abs(fps / aired.framesPerSecond() - 1) < tolerance;
  }
}
