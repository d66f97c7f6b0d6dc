package io.streamsync.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A write of an object that is too large for one request: its parts, each of which the server
 * checks, and then the word that makes them an object. Servers forget an upload once it is an
 * object, so where the answer to that word is lost the object itself tells whether it is there.
 */
final class PartedWrite {
  private static final int MOST_PARTS = 10_000;
  private static final int ENDING_SECONDS = 10;

  private final Requests requests;
  private final int leastPartBytes;

  /**
   * @param leastPartBytes of every part but the last; more where there would be too many
   */
  PartedWrite(Requests requests, int leastPartBytes) {
    this.requests = requests;
    this.leastPartBytes = leastPartBytes;
  }

  /** What a server is asked. */
  interface Requests {
    /**
     * @param mark kept with the object, which no other upload has
     * @return the upload's id
     */
    String begin(String mark) throws IOException;

    /**
     * Sends a part, as soon as there is room for it among the writes under way.
     *
     * @param number from 1 on
     * @return its ETag
     */
    CompletableFuture<String> putPart(String upload, int number, byte[] part) throws IOException;

    /**
     * @param eTags of all parts in order
     */
    void complete(String upload, List<String> eTags) throws IOException;

    /** Whether the object is there, made by the upload with this mark. */
    boolean isThere(String mark, long size) throws IOException;

    /** Lets the server throw the parts away. */
    void abandon(String upload) throws IOException;
  }

  /**
   * @param size in bytes, which is how much of the content is written
   * @throws IOException if the object is not known to be there whole
   */
  void write(InputStream content, long size) throws IOException {
    String mark = UUID.randomUUID().toString();
    String upload = requests.begin(mark);
    List<CompletableFuture<String>> parts = new ArrayList<>();
    try {
      int partBytes = Math.max(leastPartBytes, Math.toIntExact(-Math.floorDiv(-size, MOST_PARTS)));
      for (long begun = 0; begun < size; begun += partBytes) {
        int length = (int) Math.min(partBytes, size - begun);
        parts.add(requests.putPart(upload, parts.size() + 1, read(content, length)));
      }
      complete(upload, eTags(parts), mark, size);
    } catch (IOException | RuntimeException e) {
      abandon(upload, parts, e);
      throw e;
    }
  }

  /**
   * After the parts under way have ended, lest one comes later; also where this was interrupted.
   */
  private void abandon(String upload, List<CompletableFuture<String>> parts, Exception failure) {
    boolean interrupted = Thread.interrupted();
    try {
      CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
          .handle((ended, ignored) -> null)
          .completeOnTimeout(null, ENDING_SECONDS, TimeUnit.SECONDS)
          .join();
      requests.abandon(upload);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static byte[] read(InputStream content, int length) throws IOException {
    byte[] part = content.readNBytes(length);
    if (part.length < length) {
      throw new EOFException("it ended before its size when it was written");
    }
    return part;
  }

  private static List<String> eTags(List<CompletableFuture<String>> parts) throws IOException {
    List<String> eTags = new ArrayList<>();
    for (CompletableFuture<String> part : parts) {
      try {
        eTags.add(part.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while parts were written");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
      }
    }
    return eTags;
  }

  private void complete(String upload, List<String> eTags, String mark, long size)
      throws IOException {
    try {
      requests.complete(upload, eTags);
    } catch (IOException e) {
      if (!isThere(mark, size, e)) {
        throw e;
      }
    }
  }

  private boolean isThere(String mark, long size, IOException failure) {
    try {
      return requests.isThere(mark, size);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }
}
