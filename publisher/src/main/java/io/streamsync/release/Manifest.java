package io.streamsync.release;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The private list of a release's packs, in one part a shard; see RELEASE-FORMAT.md, "Manifest".
 */
public final class Manifest {
  private Manifest() {}

  /**
   * One pack.
   *
   * @param key of the viewer, or name of the channel
   * @param size in bytes
   * @param sha256 of the pack, in hex
   */
  @JsonPropertyOrder({"key", "size", "sha256"})
  public record Entry(String key, long size, String sha256) {}

  /** One part, in order of key: the same bytes for the same packs. */
  public static byte[] write(List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    entries.stream()
        .sorted(Comparator.comparing(Entry::key))
        .forEach(entry -> lines.append(JsonText.line(entry)).append('\n'));
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(part)) {
      gzip.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return part.toByteArray();
  }

  /** The parts of a release as stored, by shard. */
  public static SortedMap<String, byte[]> parts(ObjectStore ledger, String releaseId)
      throws IOException {
    String folder = LedgerPaths.manifest(releaseId);
    SortedMap<String, byte[]> parts = new TreeMap<>();
    for (ObjectInfo part : ledger.list(folder)) {
      String name = part.path().substring(folder.length());
      parts.put(name.substring(0, name.indexOf('.')), ledger.get(part.path()));
    }
    return parts;
  }

  public static List<Entry> read(byte[] part, String path) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(part))) {
      String lines = new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
      List<Entry> entries = new java.util.ArrayList<>();
      for (String line : lines.lines().toList()) {
        entries.add(JsonText.read(line.getBytes(StandardCharsets.UTF_8), Entry.class, path));
      }
      return entries;
    }
  }

  /**
   * The hash that release.json carries: over one line a part, shard and hash of the part's file.
   */
  public static String sha256(SortedMap<String, byte[]> parts) {
    StringBuilder lines = new StringBuilder();
    parts.forEach(
        (shard, part) ->
            lines.append(shard).append(' ').append(DigestUtils.sha256Hex(part)).append('\n'));
    return DigestUtils.sha256Hex(lines.toString());
  }
}
