package io.streamsync.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.release.Manifest.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Entry A = new Entry("aa2", 12_345, "00".repeat(32));
  private static final Entry B = new Entry("aa7", 5_000_000_000L, "ff".repeat(32));

  @Test
  void read_ofAWrittenPart_isTheEntriesInOrderOfKey() throws IOException {
    assertThat(Manifest.read(Manifest.write(List.of(B, A)), "aa")).containsExactly(A, B);
    assertThat(Manifest.read(Manifest.write(List.of()), "aa")).isEmpty();
  }

  @Test
  void write_anyOrder_givesTheSameBytes() {
    assertThat(Manifest.write(List.of(B, A))).isEqualTo(Manifest.write(List.of(A, B)));
  }

  @Test
  void write_part_isOneLineAPack() throws IOException {
    byte[] part = Manifest.write(List.of(A));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(part)))
        .hasContent("{\"key\":\"aa2\",\"size\":12345,\"sha256\":\"" + "00".repeat(32) + "\"}\n");
  }

  @Test
  void read_damagedPart_isRefused() {
    byte[] part = Manifest.write(List.of(A, B));
    assertThatThrownBy(() -> Manifest.read(Arrays.copyOf(part, part.length - 9), "aa"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Manifest.read(new byte[] {1, 2, 3}, "aa"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void sha256_ofParts_isOverTheirNamesAndHashes() {
    byte[] first = "first".getBytes(UTF_8);
    byte[] second = "second".getBytes(UTF_8);
    String lines =
        "aa %s\nc %s\n".formatted(DigestUtils.sha256Hex(first), DigestUtils.sha256Hex(second));
    assertThat(Manifest.sha256(new TreeMap<>(Map.of("c", second, "aa", first))))
        .isEqualTo(DigestUtils.sha256Hex(lines));
    assertThat(Manifest.sha256(new TreeMap<>(Map.of("ab", first, "c", second))))
        .isNotEqualTo(DigestUtils.sha256Hex(lines));
  }
}
