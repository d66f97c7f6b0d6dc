package io.streamsync.job;

import io.streamsync.store.StorageProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** S3Proxy as a process of its own, which keeps objects in a folder and checks every signature. */
final class S3Process implements AutoCloseable {
  static final String BUCKET = "streamsync-test";
  static final String SECRET_PROPERTY = "aws.secretAccessKey";
  static final String SECRET = "test-credential";

  private static final String IDENTITY_PROPERTY = "aws.accessKeyId";
  private static final String IDENTITY = "test-identity";
  private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final StorageProcess process;

  private S3Process(StorageProcess process) {
    this.process = process;
  }

  /** Starts it with one empty bucket, and tells the SDK its credentials where it looks for them. */
  static S3Process start(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
    Path properties = folder.resolve("s3proxy.properties");
    Files.write(
        properties,
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:0",
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + IDENTITY,
            "s3proxy.credential=" + SECRET,
            "s3proxy.ignore-unknown-headers=true",
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + folder.resolve("objects")));
    StorageProcess process =
        StorageProcess.start(
            "object-storage",
            LISTENS,
            List.of(
                // It sends what is printed to stderr to its log.
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString()));
    System.setProperty(IDENTITY_PROPERTY, IDENTITY);
    System.setProperty(SECRET_PROPERTY, SECRET);
    return new S3Process(process);
  }

  int port() {
    return process.port();
  }

  /** A place in the bucket, reached by its own port or by that of something before it. */
  static String location(String prefix, int port) {
    return location(BUCKET, prefix, port);
  }

  static String location(String bucket, String prefix, int port) {
    return "s3://%s/%s?endpoint=http://127.0.0.1:%d&region=us-east-1"
        .formatted(bucket, prefix, port);
  }

  @Override
  public void close() {
    System.clearProperty(IDENTITY_PROPERTY);
    System.clearProperty(SECRET_PROPERTY);
    process.close();
  }
}
