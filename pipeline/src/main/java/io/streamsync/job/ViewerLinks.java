package io.streamsync.job;

import io.streamsync.job.RunSummary.DaySummary;
import io.streamsync.release.LedgerPaths;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code links.csv}: all links of the newest release in one file, while there are not too many to
 * look at.
 */
final class ViewerLinks {
  private static final int MOST_VIEWERS = 10_000;

  private ViewerLinks() {}

  static void write(ObjectStore ledger, DaySummary newest) throws IOException {
    if (newest.viewers() > MOST_VIEWERS) {
      return;
    }
    ByteArrayOutputStream links = new ByteArrayOutputStream();
    links.writeBytes("user,key,path\n".getBytes(StandardCharsets.UTF_8));
    for (ObjectInfo part : ledger.list(LedgerPaths.links(newest.release()))) {
      links.writeBytes(ledger.get(part.path()));
    }
    ledger.put(LedgerPaths.LINKS, links.toByteArray());
  }
}
