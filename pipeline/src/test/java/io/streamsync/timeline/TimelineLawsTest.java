package io.streamsync.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws 1 to 3 of a timeline, for days of every kind. */
class TimelineLawsTest {
  @Provide
  Arbitrary<DayWish> wishes() {
    return DayWishes.any();
  }

  @Property(tries = 150)
  void plan_anyWish_isTheOraclesDayAndPassesTheJudge(@ForAll("wishes") DayWish wish) {
    PlainDay day = PlainDay.of(wish.plan());
    assertThat(TimelineJudge.faults(wish, day)).isEmpty();
    assertThat(day).isEqualTo(OracleDay.of(wish));
  }
}
