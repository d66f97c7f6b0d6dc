package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.FaultyProxy.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of requests that fail on their way. */
@Timeout(90)
class S3FaultsTest {
  private static final long SEED = 20261121;

  /** Well above what an answer takes here, so that only planted silence is cut short. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final int PART_BYTES = 8 << 20;

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

  /** Of three parts; each fault meets one request once. */
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "POST .*[?]uploads.*, INTERNAL_ERROR",
    "PUT .*partNumber=2.*, INTERNAL_ERROR",
    "PUT .*partNumber=2.*, RESET",
    "PUT .*partNumber=3.*, LOST_ANSWER",
    "POST .*uploadId.*, RESET",
    "POST .*uploadId.*, TRUNCATED",
  })
  void largeWrite_withARequestSpoilt_isWholeAndTheSame(String request, Fault fault)
      throws IOException {
    byte[] content = large();
    try (FaultyProxy proxy = FaultyProxy.honest(server.port());
        ObjectStore store =
            FaultyProxy.open(server.location(S3Server.BUCKET, proxy.port()), SOON)) {
      proxy.spoilNext(request, fault);

      store.put("large", content);

      assertThat(proxy.spoilt()).isEqualTo(1);
      assertThat(Arrays.equals(store.get("large"), content)).isTrue();
    }
  }

  @Test
  void largeWrite_eachPart_carriesTheMd5ThatTheServerChecks() throws IOException {
    byte[] content = large();
    try (FaultyProxy proxy = FaultyProxy.honest(server.port());
        ObjectStore store =
            FaultyProxy.open(server.location(S3Server.BUCKET, proxy.port()), SOON)) {
      store.put("large", content);

      assertThat(proxy.requests("PUT")).isEqualTo(3);
      for (int part = 1; part <= 3; part++) {
        int from = (part - 1) * PART_BYTES;
        byte[] bytes =
            Arrays.copyOfRange(content, from, Math.min(content.length, from + PART_BYTES));
        String number = "partNumber=" + part + "&";
        assertThat(proxy.heads())
            .filteredOn(head -> head.startsWith("PUT ") && head.contains(number))
            .singleElement()
            .asString()
            .containsIgnoringCase(
                "\r\ncontent-md5: " + Base64.getEncoder().encodeToString(DigestUtils.md5(bytes)));
      }
    }
  }

  /** As Amazon does, where an answer was lost and the request came again. */
  @Test
  void largeWrite_whoseUploadHasBecomeTheObject_isDone() throws IOException {
    byte[] content = large();
    try (FaultyProxy proxy = FaultyProxy.honest(server.port());
        ObjectStore store =
            FaultyProxy.open(server.location(S3Server.BUCKET, proxy.port()), SOON)) {
      proxy.spoilNext("POST .*uploadId.*", Fault.LOST_ANSWER);
      proxy.refuseNext("POST .*uploadId.*", "404 Not Found", "NoSuchUpload");

      store.put("large", content);

      assertThat(Arrays.equals(store.get("large"), content)).isTrue();
      assertThat(proxy.requests("DELETE")).isZero();
    }
  }

  @Test
  void largeWrite_whoseUploadIsGone_fails_andIsNoMissingObject() throws IOException {
    try (FaultyProxy proxy = FaultyProxy.honest(server.port());
        ObjectStore store =
            FaultyProxy.open(server.location(S3Server.BUCKET, proxy.port()), SOON)) {
      store.put("large", large());
      proxy.refuseNext("POST .*uploadId.*", "404 Not Found", "NoSuchUpload");

      assertThatThrownBy(() -> store.put("large", large()))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchObjectException.class)
          .hasMessageContaining("/large: the server has lost its parts");

      assertThat(proxy.requested())
          .as("what is left of it is thrown away")
          .filteredOn(line -> line.startsWith("DELETE ") && line.contains("uploadId="))
          .hasSize(1);
    }
  }

  private static byte[] large() {
    byte[] content = new byte[(2 * PART_BYTES) + 1234];
    new Random(SEED).nextBytes(content);
    return content;
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
