package io.streamsync.pack;

import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads packs, whole or one bucket by range as the page does. */
public final class PackReader {
  private PackReader() {}

  /**
   * The text of one bucket, in two ranged reads.
   *
   * @param directoryBytes as live.json tells it
   */
  public static String bucket(ObjectStore site, String path, int directoryBytes, int bucket)
      throws IOException {
    PackDirectory directory = PackDirectory.parse(site.getRange(path, 0, directoryBytes));
    if (bucket < 0 || bucket >= directory.buckets()) {
      throw new PackFormatException(path + " has no bucket " + bucket);
    }
    return text(site.getRange(path, directory.start(bucket), directory.end(bucket)));
  }

  /** The texts of all buckets of a whole pack. */
  public static List<String> buckets(byte[] pack, int directoryBytes) throws IOException {
    PackDirectory directory =
        PackDirectory.parse(Arrays.copyOf(pack, Math.min(directoryBytes, pack.length)));
    if (directory.packBytes() != pack.length) {
      throw new PackFormatException(
          "a pack has " + pack.length + " bytes, its directory says " + directory.packBytes());
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < directory.buckets(); i++) {
      texts.add(text(Arrays.copyOfRange(pack, (int) directory.start(i), (int) directory.end(i))));
    }
    return texts;
  }

  private static String text(byte[] member) throws PackFormatException {
    return new String(GzipMember.inflate(member), StandardCharsets.UTF_8);
  }
}
