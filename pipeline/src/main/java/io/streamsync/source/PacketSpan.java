package io.streamsync.source;

import java.util.OptionalLong;

/**
 * From where to where the packets of a stream are shown, in microseconds, told one packet after the
 * other in decoding order. Headers of some containers leave the last frame out, count from another
 * stream or say nothing at all.
 */
final class PacketSpan {
  /** Clocks that jump by more are mended by ffmpeg as it reads, in formats whose clocks may. */
  private static final long JUMP_MICROS = 10_000_000;

  private static final long BACKWARDS_MICROS = 100_000;

  private final boolean jumping;
  private final long usualMicros;
  private long mendedMicros;
  private long untimedMicros;
  private boolean timesAreShown;
  private OptionalLong before = OptionalLong.empty();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  /**
   * @param jumping true for formats whose clock may jump
   * @param usualMicros duration of a frame, for packets that do not tell
   */
  PacketSpan(boolean jumping, long usualMicros) {
    this.jumping = jumping;
    this.usualMicros = usualMicros;
  }

  /** Packets without a time to be shown count only where none with one comes after them. */
  void add(OptionalLong toldShown, OptionalLong decoded, OptionalLong duration) {
    OptionalLong shown = isNear(toldShown, decoded) ? toldShown : OptionalLong.empty();
    OptionalLong clock = decoded.isPresent() ? decoded : shown;
    long lasting = duration.orElse(usualMicros);
    if (clock.isEmpty() || (shown.isEmpty() && timesAreShown)) {
      untimedMicros += lasting;
      return;
    }
    timesAreShown = shown.isPresent();
    untimedMicros = 0;
    mend(clock.getAsLong(), lasting);
    long at = shown.orElse(clock.getAsLong()) + mendedMicros;
    start = Math.min(start, at);
    end = Math.max(end, at + lasting);
  }

  /** No coder holds a frame back for long: one damaged time would make a day of a minute. */
  private static boolean isNear(OptionalLong shown, OptionalLong decoded) {
    return shown.isEmpty()
        || decoded.isEmpty()
        || Math.abs(shown.getAsLong() - decoded.getAsLong()) <= JUMP_MICROS;
  }

  private void mend(long clock, long lasting) {
    if (jumping && before.isPresent()) {
      long step = clock + mendedMicros - before.getAsLong();
      if (step < -BACKWARDS_MICROS || step > JUMP_MICROS) {
        mendedMicros = before.getAsLong() + lasting - clock;
      }
    }
    before = OptionalLong.of(clock + mendedMicros);
  }

  boolean isEmpty() {
    return end == Long.MIN_VALUE;
  }

  long startMicros() {
    return start;
  }

  long durationMicros() {
    return end - start + untimedMicros;
  }
}
