package io.streamsync.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which video is encoded first, and where. */
final class EncodeOrder {
  private EncodeOrder() {}

  /**
   * Most-named first, ties by id.
   *
   * @param names how often sequences name a video, by its key
   */
  static List<PendingVideo> mostNamedFirst(Collection<PendingVideo> videos, Tally names) {
    return videos.stream()
        .sorted(
            Comparator.comparingLong((PendingVideo video) -> names.get(video.videoKey()))
                .reversed()
                .thenComparing(video -> video.first().id()))
        .toList();
  }

  /**
   * Deals videos into lanes: the next one goes to the lane with the fewest bytes so far, which is
   * the one that will be free first.
   *
   * @param lanes how many there may be; those that would stay empty are left out
   */
  static List<Lane> deal(List<PendingVideo> inOrder, int lanes) {
    int count = Math.min(lanes, inOrder.size());
    List<List<PendingVideo>> dealt = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dealt.add(new ArrayList<>());
    }
    long[] bytes = new long[count];
    for (PendingVideo video : inOrder) {
      int next = 0;
      for (int lane = 1; lane < count; lane++) {
        next = bytes[lane] < bytes[next] ? lane : next;
      }
      dealt.get(next).add(video);
      bytes[next] += video.bytes();
    }
    return dealt.stream().map(Lane::new).toList();
  }
}
