package io.streamsync.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * The clients that ask the server of a bucket, how long they wait and how often they try, and what
 * their failures mean in words of a store.
 */
final class S3Connection implements AutoCloseable {
  private static final int MOST_ATTEMPTS = 8;
  private static final Duration ATTEMPT = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofMinutes(3);

  /** Of a server that has the whole request: a connection kept from before may lead nowhere. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** Beside the writes. */
  private static final int READS = 16;

  private static final int CLOSING_MILLIS = 5_000;

  /** A connection that has just answered is given back to the client a moment later. */
  private static final int QUIET_MILLIS = 100;

  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Location location;
  private final Region region;
  private final DefaultCredentialsProvider credentials;
  private final SdkEventLoopGroup threads;
  private final SdkAsyncHttpClient http;
  private final S3AsyncClient patient;
  private final S3AsyncClient once;

  S3Connection(S3Location location, int mostWrites) {
    this(location, mostWrites, SILENCE, ATTEMPT);
  }

  /**
   * @param silence after which a connection is given up
   * @param attempt after which a request without a whole answer is made again
   * @throws IllegalArgumentException if no region is known; nothing is left open then
   */
  S3Connection(S3Location location, int mostWrites, Duration silence, Duration attempt) {
    this.location = location;
    this.region = region(location);
    this.credentials = DefaultCredentialsProvider.builder().build();
    this.threads = SdkEventLoopGroup.builder().build();
    this.http =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(threads)
            .maxConcurrency(mostWrites + READS)
            .connectionTimeout(Duration.ofSeconds(10))
            .connectionAcquisitionTimeout(attempt)
            .readTimeout(silence)
            .writeTimeout(attempt)
            .build();
    RetryStrategy retrying =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(MOST_ATTEMPTS)
            // Other requests' failures take no attempt away: a night would rather wait than end.
            .circuitBreakerEnabled(false)
            // One that is cut short while it is sent comes deep below another failure.
            .retryOnRootCauseInstanceOf(ApiCallAttemptTimeoutException.class)
            .build();
    this.patient = client(retrying, attempt).build();
    this.once = client(AwsRetryStrategy.doNotRetry(), attempt).build();
  }

  private static Region region(S3Location location) {
    if (location.region().isPresent()) {
      return Region.of(location.region().get());
    }
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          location + ": no region is known; add ?region=<name>, or set AWS_REGION", e);
    }
  }

  private S3AsyncClientBuilder client(RetryStrategy retries, Duration attempt) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .httpClient(http)
            .region(region)
            .credentialsProvider(credentials)
            .forcePathStyle(location.pathStyle())
            // MD5 is what every server of this protocol checks; trailing checksums are not.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                config ->
                    config
                        .retryStrategy(retries)
                        .apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(CALL));
    location.endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  /** Makes requests again that fail for the moment. */
  S3AsyncClient patient() {
    return patient;
  }

  /** Makes no request twice. */
  S3AsyncClient once() {
    return once;
  }

  @Override
  public void close() {
    try (credentials;
        http;
        once;
        patient) {
      // All are closed, whatever happens to one of them.
    } finally {
      // All requests are answered or given up; the SDK itself would linger for two seconds.
      threads
          .eventLoopGroup()
          .shutdownGracefully(QUIET_MILLIS, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly();
    }
  }

  <T> T await(String path, CompletableFuture<T> answer) throws IOException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      throw failure(path, e.getCause());
    }
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while object storage was asked");
  }

  /** Of a request that was made as often as it may be. */
  IOException failure(String path, @Nullable Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof IOException told) {
      return told;
    }
    if (!(cause instanceof AwsServiceException refusal)) {
      if (!hasCredentials()) {
        return new IOException(
            location
                + ": no credentials are found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                + " name a profile by AWS_PROFILE",
            cause);
      }
      return new IOException(
          "%s/%s: no answer from %s: %s"
              .formatted(location, path, location.server(), message(cause)),
          cause);
    }
    String code = refusal.awsErrorDetails() == null ? "" : refusal.awsErrorDetails().errorCode();
    if ("NoSuchBucket".equals(code)) {
      return new IOException("there is no bucket " + location.bucket(), refusal);
    }
    if ("NoSuchUpload".equals(code)) {
      return new IOException(location + "/" + path + ": the server has lost its parts", refusal);
    }
    return switch (refusal.statusCode()) {
      case NOT_FOUND -> new NoSuchObjectException(location.toString(), path);
      case PRECONDITION_FAILED -> new PreconditionFailedException(path);
      case RANGE_NOT_SATISFIABLE -> new BeyondTheEndException(refusal);
      case UNAUTHORIZED, FORBIDDEN ->
          new IOException(
              "%s/%s: these credentials are refused: %s"
                  .formatted(location, path, message(refusal)),
              refusal);
      default -> new IOException(location + "/" + path + ": " + message(refusal), refusal);
    };
  }

  /** Looked up again, since the SDK has no failure of its own for it. */
  private boolean hasCredentials() {
    try {
      credentials.resolveCredentials();
      return true;
    } catch (SdkClientException e) {
      return false;
    }
  }

  private static String message(@Nullable Throwable cause) {
    return cause == null ? "no answer" : String.valueOf(cause.getMessage());
  }

  /** The object ends before the range begins. */
  static final class BeyondTheEndException extends IOException {
    BeyondTheEndException(Throwable cause) {
      super(cause);
    }
  }
}
