package io.streamsync.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streamsync.store.MemoryStore;
import io.streamsync.store.NoSuchObjectException;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.TestStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  private final MemoryStore ledger = new MemoryStore(Clock.systemUTC());

  @Test
  void readOrCreate_twice_givesTheSameKeys() throws IOException {
    String first = Secret.readOrCreate(ledger, 1).key("u-17");
    assertThat(Secret.readOrCreate(ledger, 1).key("u-17")).isEqualTo(first);
    assertThat(Secret.read(ledger, 1).key("u-17")).isEqualTo(first);
    assertThat(ledger.get("secrets/1")).asString(US_ASCII).matches("[0-9a-f]{64}\n");
  }

  @Test
  void readOrCreate_otherNumber_isAnotherSecret() throws IOException {
    assertThat(Secret.readOrCreate(ledger, 2).key("u-17"))
        .isNotEqualTo(Secret.readOrCreate(ledger, 1).key("u-17"));
  }

  @Test
  void readOrCreate_inARace_agreesOnOneSecret() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int number = 1; number <= 20; number++) {
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<String>> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          int secret = number;
          keys.add(
              threads.submit(
                  () -> {
                    start.await();
                    return Secret.readOrCreate(ledger, secret).key("u-17");
                  }));
        }
        Set<String> distinct = new HashSet<>();
        for (Future<String> key : keys) {
          distinct.add(key.get());
        }
        assertThat(distinct).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whether the server got it or not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readOrCreate_whoseAnswerIsLost_looksAndGoesOn(boolean written) throws IOException {
    ObjectStore lossy = losingWrites(1, written);
    String key = Secret.readOrCreate(lossy, 1).key("u-17");
    assertThat(Secret.read(ledger, 1).key("u-17")).isEqualTo(key);
  }

  @Test
  void readOrCreate_onAServerThatNeverAnswers_saysSo() {
    assertThatThrownBy(() -> Secret.readOrCreate(losingWrites(9, /* written= */ false), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("planted");
  }

  private ObjectStore losingWrites(int count, boolean written) {
    AtomicInteger left = new AtomicInteger(count);
    return TestStores.with(
        ledger,
        "putIfUnchanged",
        call -> {
          boolean lost = left.getAndDecrement() > 0;
          if (!lost || written) {
            call.proceed();
          }
          if (lost) {
            throw new IOException("planted");
          }
          return null;
        });
  }

  @Test
  void read_absent_isNoSuchObject() {
    assertThatThrownBy(() -> Secret.read(ledger, 1))
        .isInstanceOf(NoSuchObjectException.class)
        .hasMessageContaining("secrets/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t-value", "abcdef", "abc", ""})
  void read_damaged_neverShowsTheValue(String text) {
    ledger.put("secrets/1", text.getBytes(US_ASCII));
    Throwable failure = catchThrowable(() -> Secret.read(ledger, 1));
    assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("secrets/1");
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    if (!text.isEmpty()) {
      assertThat(trace.toString()).doesNotContain(text);
    }
  }
}
