package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PacketSpanTest {
  private static final long FRAME = 40_000;

  @Test
  void frames_outOfOrder_spanFromFirstToLastShown() {
    PacketSpan span = new PacketSpan(false, FRAME);
    for (long shown : new long[] {80_000, 200_000, 160_000, 120_000}) {
      span.add(OptionalLong.of(shown), OptionalLong.empty(), OptionalLong.of(FRAME));
    }
    assertThat(span.startMicros()).isEqualTo(80_000);
    assertThat(span.durationMicros()).isEqualTo(160_000);
  }

  @Test
  void packet_withoutDuration_lastsAsLongAsUsual() {
    PacketSpan span = new PacketSpan(false, FRAME);
    span.add(OptionalLong.of(-500_000), OptionalLong.empty(), OptionalLong.empty());

    assertThat(span.startMicros()).isEqualTo(-500_000);
    assertThat(span.durationMicros()).isEqualTo(FRAME);
  }

  @Test
  void packet_shownADayAfterItIsDecoded_countsFromItsDecoding() {
    PacketSpan span = new PacketSpan(true, FRAME);
    span.add(OptionalLong.of(86_400_000_000L), OptionalLong.of(0), OptionalLong.of(FRAME));
    span.add(OptionalLong.of(80_000), OptionalLong.of(FRAME), OptionalLong.of(FRAME));

    assertThat(span.startMicros()).isEqualTo(0);
    assertThat(span.durationMicros()).isEqualTo(120_000);
  }

  @Test
  void packets_withoutTimes_areEmpty() {
    PacketSpan span = new PacketSpan(true, FRAME);
    span.add(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(FRAME));

    assertThat(span.isEmpty()).isTrue();
  }

  @Test
  void packets_withoutTimesAtTheEnd_count() {
    PacketSpan span = new PacketSpan(true, FRAME);
    for (long at : new long[] {0, -1, 80_000, -1}) {
      OptionalLong time = at < 0 ? OptionalLong.empty() : OptionalLong.of(at);
      span.add(time, time, OptionalLong.of(FRAME));
    }
    assertThat(span.durationMicros()).isEqualTo(4 * FRAME);
  }

  @Test
  void clock_thatStartsAgain_goesOnWhereItWas() {
    assertThat(twice(true, 0).durationMicros()).isEqualTo(20 * FRAME);
    assertThat(twice(false, 0).durationMicros()).isEqualTo(10 * FRAME);
  }

  @Test
  void clock_thatJumpsFarAhead_goesOnWhereItWas() {
    assertThat(twice(true, 3_600_000_000L).durationMicros()).isEqualTo(20 * FRAME);
  }

  @Test
  void gap_ofSeconds_staysAGap() {
    assertThat(twice(true, 5_000_000).durationMicros()).isEqualTo(5_000_000 + 10 * FRAME);
  }

  private static PacketSpan twice(boolean jumping, long secondAt) {
    PacketSpan span = new PacketSpan(jumping, FRAME);
    for (long base : new long[] {0, secondAt}) {
      for (int i = 0; i < 10; i++) {
        OptionalLong at = OptionalLong.of(base + i * FRAME);
        span.add(at, at, OptionalLong.of(FRAME));
      }
    }
    return span;
  }
}
