package io.streamsync.store;

import io.streamsync.store.InFlight.Permit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A store below a prefix of a bucket, by the protocol of Amazon S3, over an {@link S3Connection}.
 * An object up to 16 MiB costs one write request, a larger one some more ({@link PartedWrite}); an
 * MD5 goes with each, so that the server refuses what was damaged on its way. Requests that fail
 * for the moment are made again, at growing and random intervals, but for conditional writes:
 * whether they may be is for the caller to find out.
 */
public final class S3Store implements ObjectStore {
  private static final int MOST_WRITES = 64;
  private static final int MOST_BYTES = 32 << 20;
  private static final long PARTS_ABOVE = 16L << 20;
  private static final int PIECE_BYTES = 8 << 20;

  /** Metadata of an object that was written in parts: which upload made it. */
  private static final String MARK = "streamsync-upload";

  private static final int DELETED_AT_ONCE = 1000;
  private final S3Location location;
  private final S3Connection server;
  private final S3AsyncClient patient;
  private final S3AsyncClient once;
  private final InFlight inFlight = new InFlight(MOST_WRITES, MOST_BYTES);

  S3Store(S3Location location) {
    this(location, new S3Connection(location, MOST_WRITES));
  }

  /**
   * @param silence after which a connection is given up
   * @param attempt after which a request without a whole answer is made again
   * @throws IllegalArgumentException if no region is known; nothing is left open then
   */
  S3Store(S3Location location, Duration silence, Duration attempt) {
    this(location, new S3Connection(location, MOST_WRITES, silence, attempt));
  }

  private S3Store(S3Location location, S3Connection server) {
    this.location = location;
    this.server = server;
    this.patient = server.patient();
    this.once = server.once();
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    server.await(path, putLater(path, content));
  }

  @Override
  public CompletableFuture<Void> putLater(String path, byte[] content) throws IOException {
    if (content.length > PARTS_ABOVE) {
      putInParts(path, new ByteArrayInputStream(content), content.length);
      return CompletableFuture.completedFuture(null);
    }
    PutObjectRequest request = request(path).contentMD5(md5(content)).build();
    return held(
            path,
            content.length,
            () -> patient.putObject(request, AsyncRequestBody.fromBytesUnsafe(content)))
        .thenApply(answer -> null);
  }

  @Override
  public void put(String path, Path file) throws IOException {
    long size = Files.size(file);
    if (size <= PARTS_ABOVE) {
      put(path, Files.readAllBytes(file));
      return;
    }
    try (InputStream content = Files.newInputStream(file)) {
      putInParts(path, content, size);
    }
  }

  /** Writes so many bytes of a content, which is not held in memory whole. */
  private void putInParts(String path, InputStream content, long size) throws IOException {
    new PartedWrite(new Parts(path), PIECE_BYTES).write(content, size);
  }

  private final class Parts implements PartedWrite.Requests {
    private final String path;
    private final String key;

    Parts(String path) {
      this.path = path;
      this.key = location.key(path);
    }

    @Override
    public String begin(String mark) throws IOException {
      ObjectHeaders headers = ObjectHeaders.of(path);
      CreateMultipartUploadRequest request =
          CreateMultipartUploadRequest.builder()
              .bucket(location.bucket())
              .key(key)
              .contentType(headers.contentType())
              .cacheControl(headers.cacheControl())
              .metadata(Map.of(MARK, mark))
              .build();
      return server.await(path, patient.createMultipartUpload(request)).uploadId();
    }

    @Override
    public CompletableFuture<String> putPart(String upload, int number, byte[] part)
        throws IOException {
      UploadPartRequest request =
          UploadPartRequest.builder()
              .bucket(location.bucket())
              .key(key)
              .uploadId(upload)
              .partNumber(number)
              .contentMD5(md5(part))
              .build();
      return held(
              path,
              part.length,
              () -> patient.uploadPart(request, AsyncRequestBody.fromBytesUnsafe(part)))
          .thenApply(UploadPartResponse::eTag);
    }

    @Override
    public void complete(String upload, List<String> eTags) throws IOException {
      List<CompletedPart> parts = new ArrayList<>();
      for (String eTag : eTags) {
        parts.add(CompletedPart.builder().partNumber(parts.size() + 1).eTag(eTag).build());
      }
      server.await(
          path,
          patient.completeMultipartUpload(
              request ->
                  request
                      .bucket(location.bucket())
                      .key(key)
                      .uploadId(upload)
                      .multipartUpload(whole -> whole.parts(parts))));
    }

    @Override
    public boolean isThere(String mark, long size) throws IOException {
      return look(path)
          .filter(head -> head.contentLength() == size && mark.equals(head.metadata().get(MARK)))
          .isPresent();
    }

    @Override
    public void abandon(String upload) throws IOException {
      server.await(
          path,
          patient.abortMultipartUpload(
              request -> request.bucket(location.bucket()).key(key).uploadId(upload)));
    }
  }

  /** Content-Type and Cache-Control as published. */
  private PutObjectRequest.Builder request(String path) {
    ObjectHeaders headers = ObjectHeaders.of(path);
    return PutObjectRequest.builder()
        .bucket(location.bucket())
        .key(location.key(path))
        .contentType(headers.contentType())
        .cacheControl(headers.cacheControl());
  }

  private static String md5(byte[] content) {
    return Base64.getEncoder().encodeToString(DigestUtils.md5(content));
  }

  /** One write, begun as soon as there is room for it. */
  private <T> CompletableFuture<T> held(
      String path, long size, Supplier<CompletableFuture<T>> write) throws IOException {
    Permit permit;
    try {
      permit = inFlight.begin(size);
    } catch (InterruptedException e) {
      throw S3Connection.interrupted();
    }
    try {
      return write
          .get()
          .whenComplete((answer, failure) -> permit.end())
          .exceptionallyCompose(e -> CompletableFuture.failedFuture(server.failure(path, e)));
    } catch (RuntimeException e) {
      permit.end();
      throw e;
    }
  }

  @Override
  public void putIfUnchanged(String path, byte[] content, Optional<String> expected)
      throws IOException {
    PutObjectRequest.Builder request = request(path).contentMD5(md5(content));
    expected.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
    try {
      server.await(path, once.putObject(request.build(), AsyncRequestBody.fromBytes(content)));
    } catch (NoSuchObjectException e) { // S3's answer where there is nothing to match
      throw new PreconditionFailedException(path);
    }
  }

  @Override
  public byte[] get(String path) throws IOException {
    return read(path, Optional.empty(), Optional.empty()).asByteArrayUnsafe();
  }

  @Override
  public Optional<Versioned> getVersioned(String path) throws IOException {
    try {
      ResponseBytes<GetObjectResponse> answer = read(path, Optional.empty(), Optional.empty());
      return Optional.of(new Versioned(answer.asByteArrayUnsafe(), answer.response().eTag()));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] getRange(String path, long start, long end) throws IOException {
    ObjectPath.check(path);
    if (end <= start) {
      if (head(path).isEmpty()) {
        throw new NoSuchObjectException(toString(), path);
      }
      return new byte[0];
    }
    try {
      return read(path, Optional.of(range(start, end)), Optional.empty()).asByteArrayUnsafe();
    } catch (S3Connection.BeyondTheEndException e) {
      return new byte[0];
    }
  }

  private static String range(long start, long end) {
    return "bytes=" + start + "-" + (end - 1);
  }

  private ResponseBytes<GetObjectResponse> read(
      String path, Optional<String> range, Optional<String> eTag) throws IOException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(location.bucket()).key(location.key(path));
    range.ifPresent(request::range);
    eTag.ifPresent(request::ifMatch);
    return server.await(
        path, patient.getObject(request.build(), AsyncResponseTransformer.toBytes()));
  }

  @Override
  public InputStream open(String path) throws IOException {
    HeadObjectResponse head =
        look(path).orElseThrow(() -> new NoSuchObjectException(toString(), path));
    Optional<String> eTag = Optional.of(head.eTag());
    return new RangedInputStream(
        (start, end) -> read(path, Optional.of(range(start, end)), eTag).asByteArrayUnsafe(),
        head.contentLength(),
        PIECE_BYTES);
  }

  @Override
  public Optional<ObjectInfo> head(String path) throws IOException {
    return look(path).map(head -> info(path, head.contentLength(), head.lastModified()));
  }

  private Optional<HeadObjectResponse> look(String path) throws IOException {
    String key = location.key(path);
    try {
      return Optional.of(
          server.await(path, patient.headObject(head -> head.bucket(location.bucket()).key(key))));
    } catch (NoSuchObjectException e) {
      return Optional.empty();
    }
  }

  /** Heads tell whole seconds, lists finer ones: a file must look the same in both. */
  private static ObjectInfo info(String path, long size, Instant modified) {
    return new ObjectInfo(path, size, modified.truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public List<ObjectInfo> list(String prefix) throws IOException {
    if (List.of(prefix.split("/", -1)).contains("..")) {
      return List.of();
    }
    List<ObjectInfo> found = new ArrayList<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(location.bucket())
            .prefix(location.prefix() + prefix)
            .build();
    while (true) {
      ListObjectsV2Response page = server.await(prefix, patient.listObjectsV2(request));
      page.contents().forEach(object -> addTo(found, object));
      if (!Boolean.TRUE.equals(page.isTruncated())) {
        found.sort(Comparator.comparing(ObjectInfo::path));
        return found;
      }
      request = request.toBuilder().continuationToken(page.nextContinuationToken()).build();
    }
  }

  /** Consoles make empty objects named like folders; they are none of ours. */
  private void addTo(List<ObjectInfo> found, S3Object object) {
    String path = object.key().substring(location.prefix().length());
    if (!path.isEmpty() && !path.endsWith("/")) {
      found.add(info(path, object.size(), object.lastModified()));
    }
  }

  @Override
  public void delete(Collection<String> paths) throws IOException {
    List<ObjectIdentifier> objects = new ArrayList<>();
    for (String path : paths) {
      objects.add(ObjectIdentifier.builder().key(location.key(path)).build());
    }
    for (int i = 0; i < objects.size(); i += DELETED_AT_ONCE) {
      Delete some =
          Delete.builder()
              .objects(objects.subList(i, Math.min(i + DELETED_AT_ONCE, objects.size())))
              .quiet(true)
              .build();
      DeleteObjectsResponse answer =
          server.await(
              "objects to be deleted",
              patient.deleteObjects(request -> request.bucket(location.bucket()).delete(some)));
      if (answer.hasErrors() && !answer.errors().isEmpty()) {
        throw new IOException(
            this + ": " + answer.errors().get(0).key() + ": " + answer.errors().get(0).message());
      }
    }
  }

  @Override
  public Optional<Path> asFile(String path) {
    ObjectPath.check(path);
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return location.toString();
  }
}
