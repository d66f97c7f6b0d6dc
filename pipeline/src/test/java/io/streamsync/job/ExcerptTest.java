package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static Excerpt<Integer> gathered(List<Integer> things) {
    Excerpt.Gathering<Integer> gathering = new Excerpt.Gathering<>();
    things.forEach(gathering::add);
    return gathering.done();
  }

  @Test
  void manyThings_areCounted_andTheFirstHundredShown() {
    List<Integer> backwards = IntStream.rangeClosed(1, 250).map(i -> 251 - i).boxed().toList();

    Excerpt<Integer> excerpt = gathered(backwards);

    assertThat(excerpt.count()).isEqualTo(250);
    assertThat(excerpt.first()).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
    assertThat(Excerpt.of(backwards)).isEqualTo(excerpt);
  }

  @Test
  void equalThings_eachCount() {
    assertThat(gathered(List.of(2, 1, 2))).isEqualTo(new Excerpt<>(3, List.of(1, 2, 2)));
  }

  @Test
  void lessThanIsShown_isRefused() {
    assertThatThrownBy(() -> new Excerpt<>(1, List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shows 2 things, but counts 1");
  }

  /** However a runner deals elements to workers. */
  @Property(tries = 100)
  void parts_addUpToTheWhole(
      @ForAll @Size(max = 300) List<@IntRange(max = 50) Integer> things,
      @ForAll @IntRange(max = 300) int cut,
      @ForAll @IntRange(max = 300) int otherCut) {
    int first = Math.min(Math.min(cut, otherCut), things.size());
    int second = Math.min(Math.max(cut, otherCut), things.size());
    Excerpt<Integer> a = gathered(things.subList(0, first));
    Excerpt<Integer> b = gathered(things.subList(first, second));
    Excerpt<Integer> c = gathered(things.subList(second, things.size()));

    assertThat(a.plus(b).plus(c)).isEqualTo(gathered(things));
    assertThat(a.plus(b.plus(c))).isEqualTo(gathered(things));
    assertThat(c.plus(a).plus(b)).isEqualTo(gathered(things));
    assertThat(a.plus(Excerpt.none())).isEqualTo(a);
  }
}
