package io.streamsync.publish;

import io.streamsync.release.Manifest;
import io.streamsync.release.TimelinePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;

/**
 * Which packs of a release are read whole when it is verified: all of them, or a few that a seed
 * chooses.
 *
 * @param full whether it is all; the seed then means nothing
 * @param seed chooses the same packs of the same release each time
 */
public record PackSelection(boolean full, long seed) {
  private static final int FEW = 20;

  /** A pack that was chosen. */
  record Chosen(TimelinePath timeline, Manifest.Entry entry) {}

  public static PackSelection all() {
    return new PackSelection(true, 0);
  }

  public static PackSelection few(long seed) {
    return new PackSelection(false, seed);
  }

  /** With a seed that follows from the release, so that a fault that was seen is seen again. */
  public static PackSelection fewOf(String releaseId) {
    return few(releaseId.hashCode());
  }

  /**
   * A few packs, each as likely as any other, without holding all.
   *
   * @param parts of the manifest as stored
   */
  List<Chosen> sample(SortedMap<String, byte[]> parts) throws IOException {
    Random random = new Random(seed);
    List<Chosen> chosen = new ArrayList<>();
    long seen = 0;
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      for (Manifest.Entry entry : Manifest.read(part.getValue(), part.getKey())) {
        seen++;
        Chosen pack = new Chosen(new TimelinePath(part.getKey(), entry.key()), entry);
        if (chosen.size() < FEW) {
          chosen.add(pack);
          continue;
        }
        long place = random.nextLong(seen);
        if (place < FEW) {
          chosen.set((int) place, pack);
        }
      }
    }
    return chosen;
  }
}
