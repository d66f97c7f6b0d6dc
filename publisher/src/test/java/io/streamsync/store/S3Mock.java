package io.streamsync.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** S3Mock, which keeps If-Match and If-None-Match and checks no signature. */
public final class S3Mock implements AutoCloseable {
  private static final String BUCKET = "streamsync-test";

  private final StorageProcess process;
  private final AtomicInteger places = new AtomicInteger();

  private S3Mock(StorageProcess process) {
    this.process = process;
  }

  /** Starts it with one empty bucket; the SDK wants credentials all the same. */
  public static S3Mock start() throws IOException {
    StorageProcess process =
        StorageProcess.start(
            "s3mock",
            Pattern.compile("^listens on (\\d+)"),
            List.of("io.streamsync.s3mock.LoopbackS3Mock", BUCKET));
    System.setProperty("aws.accessKeyId", "anybody");
    System.setProperty("aws.secretAccessKey", "anything");
    return new S3Mock(process);
  }

  public int port() {
    return process.port();
  }

  /** A place that no other one shares. */
  public String location() {
    return location(port());
  }

  /** The same, reached by the port of something before the server. */
  public String location(int port) {
    return "s3://%s/place-%d?endpoint=http://127.0.0.1:%d&region=us-east-1"
        .formatted(BUCKET, places.incrementAndGet(), port);
  }

  @Override
  public void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    process.close();
  }
}
