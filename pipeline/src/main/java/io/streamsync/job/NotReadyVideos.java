package io.streamsync.job;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Videos that are known and only not on air yet: too young, changed while they were read, or left
 * over when there was no more time for encodes.
 *
 * @param ids in order
 */
record NotReadyVideos(Set<String> ids) {

  /**
   * Brings together what a run has found.
   *
   * @param youngPaths of files that the scan left out
   * @param stages whose rejects are in the run's folder
   */
  static NotReadyVideos of(
      Collection<String> youngPaths, ObjectStore ledger, String runId, Collection<String> stages)
      throws IOException {
    Set<String> ids = new TreeSet<>();
    youngPaths.forEach(path -> ids.add(id(path)));
    for (String stage : stages) {
      for (ObjectInfo part : ledger.list(RunPaths.rejects(runId, stage))) {
        addRejects(ledger.get(part.path()), part.path(), ids);
      }
    }
    return new NotReadyVideos(ids);
  }

  private static void addRejects(byte[] jsonl, String path, Set<String> ids) throws IOException {
    for (String line : new String(jsonl, StandardCharsets.UTF_8).lines().toList()) {
      Reject reject = JsonText.read(line.getBytes(StandardCharsets.UTF_8), Reject.class, path);
      if (reject.code() == RejectCode.NOT_READY) {
        ids.add(id(reject.file()));
      }
    }
  }

  private static String id(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  static NotReadyVideos read(byte[] lines) {
    return new NotReadyVideos(
        new TreeSet<>(new String(lines, StandardCharsets.UTF_8).lines().toList()));
  }

  byte[] write() {
    StringBuilder lines = new StringBuilder();
    ids.forEach(id -> lines.append(id).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
