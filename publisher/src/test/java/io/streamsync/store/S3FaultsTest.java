package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.FaultyProxy.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of requests that fail on their way. */
@Timeout(90)
class S3FaultsTest {
  private static final long SEED = 20261121;

  /** Well above what an answer takes here, so that only planted silence is cut short. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static S3Server server;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Test
  void store_withOneRequestInTenSpoilt_holdsAllThatWasWritten() throws IOException {
    try (FaultyProxy proxy =
            new FaultyProxy(server.port(), /* oneIn= */ 10, List.of(Fault.values()), SEED);
        ObjectStore store =
            FaultyProxy.open(server.location(S3Server.BUCKET, proxy.port()), SOON)) {
      List<CompletableFuture<Void>> writes = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        writes.add(store.putLater("many/%03d".formatted(i), content(i)));
      }
      writes.forEach(CompletableFuture::join);

      assertThat(store.list("many/")).hasSize(120);
      for (int i = 0; i < 120; i++) {
        assertThat(store.get("many/%03d".formatted(i))).isEqualTo(content(i));
      }
      assertThat(proxy.spoilt()).isGreaterThan(10);
    }
  }

  private static byte[] content(int number) {
    return ("object " + number + " ").repeat(200).getBytes(UTF_8);
  }

  @Test
  void put_withoutFault_isOneRequest() throws IOException {
    try (FaultyProxy proxy = FaultyProxy.honest(server.port());
        ObjectStore store = Stores.open(server.location(S3Server.BUCKET, proxy.port()))) {
      for (int i = 0; i < 10; i++) {
        store.put("one/" + i, content(i));
      }
      assertThat(proxy.requests("PUT")).isEqualTo(10);
      assertThat(proxy.requests("POST") + proxy.requests("HEAD") + proxy.requests("GET")).isZero();
    }
  }

  /** Made once only: whether it happened is for the caller to find out. */
  @ParameterizedTest
  @EnumSource(names = {"SLOW_DOWN", "LOST_ANSWER"})
  void conditionalWrite_thatIsSpoilt_isNotMadeAgain(Fault fault) throws IOException {
    String location;
    try (FaultyProxy proxy = new FaultyProxy(server.port(), 1, List.of(fault), SEED)) {
      location = server.location(S3Server.BUCKET, proxy.port());
      try (ObjectStore store = Stores.open(location)) {
        assertThatThrownBy(() -> store.putIfUnchanged("live.json", content(1), Optional.empty()))
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(PreconditionFailedException.class)
            .hasMessageContaining("live.json");
        assertThat(proxy.requests("PUT")).isEqualTo(1);
      }
    }
  }
}
