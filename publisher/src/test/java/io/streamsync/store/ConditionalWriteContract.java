package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.ObjectStore.Versioned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store promises, conditional writes included. */
abstract class ConditionalWriteContract extends ObjectStoreContract {
  @Test
  void putIfUnchanged_stillAsRead_writes() throws IOException {
    store.putIfUnchanged("p", bytes("one"), Optional.empty());
    Versioned read = store.getVersioned("p").orElseThrow();
    assertThat(read.content()).asString(UTF_8).isEqualTo("one");
    store.putIfUnchanged("p", bytes("two"), Optional.of(read.version()));
    assertThat(store.get("p")).asString(UTF_8).isEqualTo("two");
  }

  @Test
  void putIfUnchanged_otherThanRead_changesNothing() throws IOException {
    store.put("p", bytes("one"));
    String version = store.getVersioned("p").orElseThrow().version();
    store.put("p", bytes("two"));
    List<Optional<String>> wrong = List.of(Optional.empty(), Optional.of(version));
    for (Optional<String> expected : wrong) {
      assertThatThrownBy(() -> store.putIfUnchanged("p", bytes("three"), expected))
          .isInstanceOf(PreconditionFailedException.class)
          .hasMessageContaining("p");
    }
    assertThatThrownBy(() -> store.putIfUnchanged("absent", bytes("x"), Optional.of(version)))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(store.get("p")).asString(UTF_8).isEqualTo("two");
    assertThat(paths("")).containsExactly("p");
  }

  @Test
  void putIfUnchanged_twoAtOnce_hasExactlyOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 25; round++) {
        String path = "race/" + round;
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Boolean>> results = new ArrayList<>();
        for (String name : List.of("first", "second")) {
          results.add(threads.submit(() -> wins(start, path, name)));
        }
        boolean first = results.get(0).get();
        boolean second = results.get(1).get();
        assertThat(first ^ second).as("exactly one wins round " + round).isTrue();
        assertThat(store.get(path)).asString(UTF_8).isEqualTo(first ? "first" : "second");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean wins(CyclicBarrier start, String path, String name) throws Exception {
    start.await();
    try {
      store.putIfUnchanged(path, bytes(name), Optional.empty());
      return true;
    } catch (PreconditionFailedException e) {
      return false;
    }
  }
}
