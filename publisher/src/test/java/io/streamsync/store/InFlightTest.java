package io.streamsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.store.InFlight.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class InFlightTest {
  private final InFlight inFlight = new InFlight(/* mostWrites= */ 3, /* mostBytes= */ 100);

  private List<Permit> begin(int... sizes) throws InterruptedException {
    List<Permit> permits = new ArrayList<>();
    for (int size : sizes) {
      permits.add(inFlight.begin(size));
    }
    return permits;
  }

  private CompletableFuture<Permit> beginElsewhere(long size) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return inFlight.begin(size);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest(name = "beside {0} and {1} bytes, {2} bytes wait until the first has ended")
  @CsvSource({"60, 30, 11", "100, 0, 1", "1, 1, 100", "1, 0, 5000"})
  void begin_withoutRoom_waitsForAnEnd(int first, int second, long third) throws Exception {
    List<Permit> permits = begin(first, second);
    CompletableFuture<Permit> waiting = beginElsewhere(third);

    assertThat(isDoneSoon(waiting)).isFalse();
    permits.get(0).end();
    if (second + Math.min(third, 100) > 100) {
      assertThat(isDoneSoon(waiting)).isFalse();
    }
    permits.get(1).end();
    waiting.get().end();
    begin(99, 0, 1).forEach(Permit::end);
  }

  @Test
  void begin_fourthWrite_waitsHoweverSmall() throws Exception {
    List<Permit> permits = begin(1, 1, 1);
    CompletableFuture<Permit> waiting = beginElsewhere(0);
    assertThat(isDoneSoon(waiting)).isFalse();
    permits.forEach(Permit::end);
    waiting.get().end();
  }

  private static boolean isDoneSoon(CompletableFuture<Permit> waiting)
      throws InterruptedException, ExecutionException {
    try {
      waiting.get(50, TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    }
  }
}
