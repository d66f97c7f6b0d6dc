package io.streamsync.store;

import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** S3Proxy in this JVM, which keeps objects in memory and checks every signature. */
public final class S3Server {
  public static final String BUCKET = "streamsync-test";

  private static final String IDENTITY = "test-identity";
  private static final String CREDENTIAL = "test-credential";

  private final S3Proxy proxy;
  private final AtomicInteger prefixes = new AtomicInteger();

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /** Starts it with one empty bucket, and tells the SDK its credentials where it looks for them. */
  public static S3Server start() throws Exception {
    BlobStore blobs = BlobStores.create("transient-nio2", new Properties());
    blobs.createContainer(BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .ignoreUnknownHeaders(true)
            .awsAuthentication(AuthenticationType.AWS_V4, IDENTITY, CREDENTIAL)
            .build();
    proxy.start();
    System.setProperty("aws.accessKeyId", IDENTITY);
    System.setProperty("aws.secretAccessKey", CREDENTIAL);
    return new S3Server(proxy);
  }

  int port() {
    return proxy.getPort();
  }

  /** A place that no other one shares. */
  public String location(String bucket) {
    return location(bucket, port());
  }

  String location(String bucket, int port) {
    return "s3://%s/place-%d?endpoint=http://127.0.0.1:%d&region=us-east-1"
        .formatted(bucket, prefixes.incrementAndGet(), port);
  }

  public void close() throws Exception {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    proxy.stop();
  }
}
