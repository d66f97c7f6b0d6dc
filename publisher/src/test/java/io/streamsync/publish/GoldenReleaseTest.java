package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.Golden;
import io.streamsync.pack.PackDirectory;
import io.streamsync.pack.PackReader;
import io.streamsync.release.Manifest;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectHeaders;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/**
 * A whole tiny release as text. How small a member becomes is the business of the JDK's zlib, so
 * compressed sizes and the hashes over them are left out; a second test holds that they repeat.
 */
class GoldenReleaseTest {
  private static final Instant NOW = TinyRelease.FROM.plusSeconds(1);

  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final MemoryStore ledger = new MemoryStore(Clock.systemUTC());

  @Test
  void release_asText_isTheGoldenFile() throws Exception {
    TinyRelease.write(site, ledger, TinyRelease.ID);
    new PointerWriter(site, ledger).publish(List.of(TinyRelease.ID), NOW);
    StringBuilder text = new StringBuilder();
    for (ObjectInfo object : site.list("")) {
      ObjectHeaders headers = ObjectHeaders.of(object.path());
      text.append("site/" + object.path() + "\n  " + headers.contentType() + " | ");
      text.append(headers.cacheControl() + "\n" + indented(content(site, object)));
    }
    for (ObjectInfo object : ledger.list("")) {
      text.append("ledger/" + object.path() + "\n" + indented(content(ledger, object)));
    }
    Golden.assertMatches("release.txt", text.toString());
  }

  @Test
  void release_writtenTwice_hasTheSameBytes() throws IOException {
    MemoryStore again = new MemoryStore(Clock.systemUTC());
    TinyRelease.write(site, ledger, TinyRelease.ID);
    TinyRelease.write(again, again, TinyRelease.ID);
    for (ObjectInfo object : site.list("")) {
      assertThat(again.get(object.path())).isEqualTo(site.get(object.path()));
    }
  }

  private static String content(ObjectStore store, ObjectInfo object) throws IOException {
    byte[] content = store.get(object.path());
    String path = object.path();
    if (path.endsWith(".pack")) {
      return pack(content);
    }
    if (path.endsWith(".gz")) {
      StringBuilder entries = new StringBuilder();
      for (Manifest.Entry entry : Manifest.read(content, path)) {
        entries.append(entry.key()).append(" with size and sha256\n");
      }
      return entries.toString();
    }
    return path.matches(".*\\.(m4s|mp4|jpg)")
        ? content.length + " bytes\n"
        : masked(new String(content, UTF_8));
  }

  private static String pack(byte[] pack) throws IOException {
    int directoryBytes = PackDirectory.bytes(3);
    PackDirectory directory = PackDirectory.parse(Arrays.copyOf(pack, directoryBytes));
    List<String> texts = PackReader.buckets(pack, directoryBytes);
    StringBuilder text = new StringBuilder("directory from 0 to " + directory.start(0) + "\n");
    for (int i = 0; i < texts.size(); i++) {
      byte[] bucket = texts.get(i).getBytes(UTF_8);
      text.append("bucket %d, inflated %d, ".formatted(i, bucket.length));
      text.append("sha256 " + DigestUtils.sha256Hex(bucket) + "\n");
    }
    return text.append(texts.get(0)).toString();
  }

  private static String masked(String text) {
    return text.replaceAll("(\"manifestSha256\": )\"\\w+\"", "$1(64 hex digits)")
        .replaceAll("(\"packBytes\": )\\d+", "$1(a number)")
        .replaceAll("(\"publication\": )\"\\w+\"", "$1(a ULID)");
  }

  private static String indented(String text) {
    return text.indent(2);
  }
}
