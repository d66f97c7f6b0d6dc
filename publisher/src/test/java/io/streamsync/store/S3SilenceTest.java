package io.streamsync.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is gone is named, and soon. Conditional writes are tried only once. */
@Timeout(30)
class S3SilenceTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @BeforeEach
  void giveCredentials() {
    System.setProperty("aws.accessKeyId", "test-identity");
    System.setProperty("aws.secretAccessKey", "test-credential");
  }

  @AfterEach
  void takeCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private static S3Location at(int port) {
    return S3Location.parse(
        "s3://films/site?endpoint=http://127.0.0.1:%d&region=us-east-1".formatted(port));
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @Test
  void write_toAServerThatIsGone_namesItsAddress() throws IOException {
    int port;
    try (ServerSocket server = listen()) {
      port = server.getLocalPort();
    }
    try (ObjectStore store = new S3Store(at(port))) {
      assertThatThrownBy(() -> store.putIfUnchanged("live.json", CONTENT, Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "s3://films/site/live.json: no answer from http://127.0.0.1:" + port)
          .hasMessageContaining("refused");
    }
  }

  /** The connection is made by the system; nobody reads from it. */
  @Test
  void write_toAServerThatSaysNothing_endsWithItsAddress() throws IOException {
    try (ServerSocket server = listen();
        ObjectStore store =
            new S3Store(at(server.getLocalPort()), Duration.ofMillis(300), Duration.ofMinutes(1))) {
      assertThatThrownBy(() -> store.putIfUnchanged("live.json", CONTENT, Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer from http://127.0.0.1:" + server.getLocalPort());
    }
  }
}
