package io.streamsync.transcode;

import java.util.Locale;

/**
 * What is done to sound so that it is as loud as all the rest: a fixed gain, and above a ceiling a
 * limiter. It is found by measuring: {@link #first} from the source, {@link #next} from what came
 * out, since limiter and AAC change both figures a little.
 *
 * @param gainDb added to everything, in decibels
 * @param ceilingDb where the limiter begins, dBTP; 0 for none
 */
record SoundLevel(double gainDb, double ceilingDb) {
  /** What EBU R 128 allows. */
  static final double HIGHEST_PEAK = -1;

  /** Measured to a tenth; a full unit is what is promised. */
  private static final double NEAR_ENOUGH = 0.4;

  /** AAC gives back peaks that are higher than what it was given. */
  private static final double AAC_MARGIN = 1;

  /**
   * Where a linear gain stays so far below the highest peak, nothing needs to be measured again.
   */
  private static final double SAFE_MARGIN = 2;

  /** More would make a hiss of the noise between words. */
  private static final double MOST_GAIN = 30;

  private static final double LOWEST_CEILING = -20;

  static final SoundLevel UNCHANGED = new SoundLevel(0, 0);

  /**
   * @param source as measured before anything is done to it
   * @param target LUFS
   */
  static SoundLevel first(Loudness source, int target) {
    double gain = source.isSilent() ? 0 : Math.min(MOST_GAIN, target - source.integrated());
    boolean fits = source.truePeak() + gain <= HIGHEST_PEAK - AAC_MARGIN;
    return new SoundLevel(gain, fits ? 0 : HIGHEST_PEAK - AAC_MARGIN);
  }

  /** True if what comes out is sure to be as wanted. */
  boolean isCertain(Loudness source) {
    return ceilingDb == 0 && source.truePeak() + gainDb <= HIGHEST_PEAK - SAFE_MARGIN;
  }

  /**
   * True if what came out is as loud as wanted, or as loud as it can be made, and peaks no higher
   * than allowed.
   */
  boolean isReached(Loudness published, int target) {
    return published.truePeak() <= HIGHEST_PEAK
        && (published.isSilent()
            || gainDb >= MOST_GAIN
            || Math.abs(published.integrated() - target) <= NEAR_ENOUGH);
  }

  /** The next try after one that came out as {@code published}. */
  SoundLevel next(Loudness published, int target) {
    double gain =
        published.isSilent()
            ? gainDb
            : Math.min(MOST_GAIN, gainDb + target - published.integrated());
    double excess = published.truePeak() - HIGHEST_PEAK;
    double ceiling = ceilingDb == 0 ? HIGHEST_PEAK - AAC_MARGIN : ceilingDb;
    return new SoundLevel(
        gain, excess > 0 ? Math.max(LOWEST_CEILING, ceiling - excess - 0.1) : ceiling);
  }

  /**
   * Filters for stereo at 48 kHz, each with a comma before it. The limiter works at four times the
   * rate, where the peaks between samples are samples.
   */
  String filters() {
    String volume = gainDb == 0 ? "" : String.format(Locale.ROOT, ",volume=%.2fdB", gainDb);
    String limiter =
        ceilingDb == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ",aresample=192000,alimiter=limit=%.4f:level=false:latency=true,aresample=48000",
                Math.pow(10, ceilingDb / 20));
    return volume + limiter;
  }
}
