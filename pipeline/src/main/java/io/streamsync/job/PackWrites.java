package io.streamsync.job;

import io.streamsync.release.TimelinePath;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.values.KV;

/**
 * The packs of one bundle on their way to the store. Each is handed out, by its shard, once its
 * write is confirmed, so that neither manifest nor links speak of a pack that is not there.
 */
final class PackWrites {
  private final ObjectStore site;
  private final LeftPacks left;
  private final Deque<Write> underWay = new ArrayDeque<>();

  private record Write(CompletableFuture<Void> done, KV<String, AiredPack> pack) {}

  /**
   * Of no pack yet.
   *
   * @param left packs of an earlier run, which are not written again
   */
  PackWrites(ObjectStore site, LeftPacks left) {
    this.site = site;
    this.left = left;
  }

  /** Begins a write as soon as the store has room for it. */
  void begin(TimelinePath timeline, AiredPack pack, byte[] content) throws IOException {
    CompletableFuture<Void> done =
        left.hold(timeline, pack)
            ? CompletableFuture.completedFuture(null)
            : site.putLater(pack.path(), content);
    underWay.add(new Write(done, KV.of(timeline.shard(), pack)));
  }

  /** Those confirmed so far, without waiting: a bundle may be all of a worker's viewers. */
  List<KV<String, AiredPack>> confirmed() throws IOException {
    List<KV<String, AiredPack>> packs = new ArrayList<>();
    while (!underWay.isEmpty() && underWay.peek().done().isDone()) {
      packs.add(confirm(underWay.remove()));
    }
    return packs;
  }

  /**
   * All others, once every write has ended.
   *
   * @throws IOException of the first write that failed
   */
  List<KV<String, AiredPack>> await() throws IOException {
    List<KV<String, AiredPack>> packs = new ArrayList<>();
    IOException failed = null;
    for (Write write : underWay) {
      try {
        packs.add(confirm(write));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failed = failed == null ? e : failed;
      }
    }
    underWay.clear();
    if (failed != null) {
      throw failed;
    }
    return packs;
  }

  private static KV<String, AiredPack> confirm(Write write) throws IOException {
    try {
      write.done().get();
      return write.pack();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while packs were written");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(write.pack().getValue().path() + ": " + e.getCause(), e.getCause());
    }
  }
}
