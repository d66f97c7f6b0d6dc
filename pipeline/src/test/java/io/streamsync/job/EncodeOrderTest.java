package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeOrderTest {

  @ParameterizedTest(name = "{0} bytes in {1} lanes: {2}")
  @CsvSource({
    "'',          2, ''",
    "5,           3, 0",
    "5 5 5,       1, 0 1 2",
    "5 5 5,       3, 0|1|2",
    "5 5 5,       2, 0 2|1",
    "9 1 1 1 1,   2, 0|1 2 3 4",
    "1 9 1 1,     2, 0 2 3|1",
    "3 2 2 2,     2, 0 3|1 2",
    "0 0 0,       2, 0 1 2",
  })
  void deal_givesTheNextVideoToTheLaneWithTheFewestBytes(String bytes, int lanes, String dealt) {
    List<PendingVideo> videos = new ArrayList<>();
    for (String size : bytes.split(" ", -1)) {
      if (!size.isEmpty()) {
        String name = Integer.toString(videos.size());
        videos.add(TestPending.video(name, Long.parseLong(size), name));
      }
    }

    String text =
        EncodeOrder.deal(videos, lanes).stream()
            .filter(lane -> !lane.videos().isEmpty())
            .map(
                lane ->
                    lane.videos().stream()
                        .map(PendingVideo::videoKey)
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("|"));

    assertThat(text).isEqualTo(dealt);
  }

  @Property
  void deal_keepsEachVideoOnceAndInOrder_andLanesLevel(
      @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 1_000_000) Long> sizes,
      @ForAll @IntRange(min = 1, max = 9) int lanes) {
    List<PendingVideo> videos = new ArrayList<>();
    sizes.forEach(
        size -> {
          String name = "%03d".formatted(videos.size());
          videos.add(TestPending.video(name, size, name));
        });

    List<Lane> dealt = EncodeOrder.deal(videos, lanes);

    assertThat(dealt.stream().flatMap(lane -> lane.videos().stream()))
        .containsExactlyInAnyOrderElementsOf(videos);
    assertThat(dealt).hasSizeLessThanOrEqualTo(lanes);
    for (Lane lane : dealt) {
      assertThat(lane.videos()).extracting(PendingVideo::videoKey).isSorted();
    }
    List<Long> sums =
        dealt.stream()
            .map(lane -> lane.videos().stream().mapToLong(PendingVideo::bytes).sum())
            .toList();
    if (!sums.isEmpty()) {
      assertThat(Collections.max(sums) - Collections.min(sums))
          .isLessThanOrEqualTo(Collections.max(sizes));
    }
  }

  @Test
  void order_isMostNamedFirst_tiesById() {
    PendingVideo often = TestPending.video("key-1", 1, "z");
    PendingVideo twins = TestPending.video("key-2", 1, "y", "c");
    PendingVideo once = TestPending.video("key-3", 1, "d");
    PendingVideo never = TestPending.video("key-4", 1, "a");
    PendingVideo alsoNever = TestPending.video("key-0", 1, "b");
    Tally names = new Tally(Map.of("key-1", 9_000_000_000L, "key-2", 1L, "key-3", 1L));
    List<PendingVideo> videos =
        new ArrayList<>(Stream.of(never, once, often, alsoNever, twins).toList());
    Collections.shuffle(videos, new Random(7));

    assertThat(EncodeOrder.mostNamedFirst(videos, names))
        .containsExactly(often, twins, once, never, alsoNever);
  }
}
