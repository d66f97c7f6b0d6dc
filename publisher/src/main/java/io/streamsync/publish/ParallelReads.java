package io.streamsync.publish;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads that wait side by side, since object storage answers each of them late. */
final class ParallelReads implements AutoCloseable {
  private static final int THREADS = 16;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * The results in order of the reads.
   *
   * @throws IOException of the first one that failed; what has not begun then is not begun
   */
  <T> List<T> all(List<Callable<T>> reads) throws IOException {
    List<Future<T>> begun = reads.stream().map(threads::submit).toList();
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> read : begun) {
        results.add(read.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a release was read");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      begun.forEach(read -> read.cancel(true));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
