package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against S3Proxy, which checks signatures and MD5. */
@Timeout(60)
class S3StoreTest extends ObjectStoreContract {
  private static S3Server server;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Override
  ObjectStore open(Path folder) {
    return Stores.open(server.location(S3Server.BUCKET));
  }

  @Test
  void put_objectLargerThanAPiece_isReadBackWhole() throws IOException {
    byte[] content = new byte[20 << 20];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("large"), content);

    store.put("from-bytes", content);
    store.put("from-file", file);

    for (String path : List.of("from-bytes", "from-file")) {
      assertThat(store.head(path).orElseThrow().size()).isEqualTo(content.length);
      try (InputStream in = store.open(path)) {
        assertThat(Arrays.equals(in.readAllBytes(), content)).as(path).isTrue();
      }
    }
  }

  @Test
  void list_ofMoreThanAPage_isAllOfIt() throws IOException {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (int i = 0; i < 1100; i++) {
      writes.add(store.putLater("many/%04d".formatted(i), bytes("x" + i)));
    }
    writes.forEach(CompletableFuture::join);

    assertThat(paths("many/")).hasSize(1100).isSorted();
    store.delete(paths("many/"));
    assertThat(paths("")).isEmpty();
  }

  @Test
  void bucketThatIsMissing_isSaidByName() {
    ObjectStore missing = Stores.open(server.location("no-such-bucket"));

    assertThatThrownBy(() -> missing.list("")).hasMessageContaining("no bucket no-such-bucket");
    assertThatThrownBy(() -> missing.put("a", bytes("x")))
        .hasMessageContaining("no bucket no-such-bucket");
  }

  @Test
  void credentialsThatAreRefused_areSaidSo() throws IOException {
    store.put("a", bytes("x"));
    System.setProperty("aws.secretAccessKey", "wrong");
    try (ObjectStore stranger = Stores.open(server.location(S3Server.BUCKET))) {
      assertThatThrownBy(() -> stranger.list("")).hasMessageContaining("credentials are refused");
      assertThatThrownBy(() -> stranger.put("a", bytes("y")))
          .hasMessageContaining("credentials are refused");
    } finally {
      System.setProperty("aws.secretAccessKey", "test-credential");
    }
    assertThat(store.get("a")).asString(UTF_8).isEqualTo("x");
  }
}
