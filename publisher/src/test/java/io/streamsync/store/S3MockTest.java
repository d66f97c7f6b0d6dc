package io.streamsync.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** The S3 store where conditions hold, as S3Proxy keeps none: against S3Mock. */
@Timeout(60)
class S3MockTest extends ConditionalWriteContract {
  private static S3Mock server;

  @BeforeAll
  static void startServer() throws IOException {
    server = S3Mock.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Override
  ObjectStore open(Path folder) {
    return Stores.open(server.location());
  }
}
