package io.streamsync.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
  private static final byte[] MEMBER_HEADER = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

  @Property(tries = 100)
  void buckets_ofAWrittenPack_areTheTexts(@ForAll @Size(min = 1, max = 30) List<String> texts)
      throws IOException {
    List<String> encodable = texts.stream().map(t -> new String(t.getBytes(UTF_8), UTF_8)).toList();
    byte[] pack = pack(encodable);
    assertThat(PackReader.buckets(pack, PackDirectory.bytes(texts.size()))).isEqualTo(encodable);
  }

  @Test
  void directory_of144Buckets_has1328Bytes() throws IOException {
    byte[] pack = pack(Collections.nCopies(144, "bucket"));
    assertThat(PackDirectory.bytes(144)).isEqualTo(1328);
    PackDirectory directory = PackDirectory.parse(Arrays.copyOf(pack, 1328));
    assertThat(directory.buckets()).isEqualTo(144);
    assertThat(directory.start(0)).isEqualTo(1328);
    assertThat(directory.packBytes()).isEqualTo(pack.length);
  }

  @Test
  void directory_longerThanOneStoredBlock_isReadBack() throws IOException {
    int buckets = 8000; // 72 kB of lines, more than the 65,535 bytes of a stored block
    byte[] pack = pack(Collections.nCopies(buckets, "x"));
    assertThat(PackReader.buckets(pack, PackDirectory.bytes(buckets))).hasSize(buckets);
  }

  @Test
  void bucket_longerThan64Kilobytes_isReadBack() throws IOException {
    String text = "0123456789".repeat(20_000);
    assertThat(PackReader.buckets(pack(List.of(text)), PackDirectory.bytes(1)))
        .containsExactly(text);
  }

  @Test
  void stored_contentAtBlockBounds_hasThePredictedSize() throws IOException {
    for (int bytes : new int[] {0, 1, 65_534, 65_535, 65_536, 131_070, 131_071, 200_000}) {
      byte[] content = new byte[bytes];
      Arrays.fill(content, (byte) 'x');
      byte[] member = GzipMember.stored(content);
      assertThat(member).hasSize(GzipMember.storedSize(bytes));
      assertThat(GzipMember.inflate(member)).isEqualTo(content);
      assertThat(new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes())
          .isEqualTo(content);
    }
  }

  @Test
  void member_header_isTenBytesWithoutNameAndTime() throws IOException {
    byte[] pack = pack(List.of("one", "", "three"));
    PackDirectory directory = PackDirectory.parse(Arrays.copyOf(pack, PackDirectory.bytes(3)));
    assertThat(pack).startsWith(MEMBER_HEADER);
    for (int bucket = 0; bucket < 3; bucket++) {
      assertThat(member(pack, directory, bucket)).startsWith(MEMBER_HEADER);
    }
  }

  @Test
  void member_cutAtTheOffsets_isReadByAnyGzipReader() throws IOException {
    byte[] pack = pack(List.of("one\n", "two\n", "three\n"));
    PackDirectory directory = PackDirectory.parse(Arrays.copyOf(pack, PackDirectory.bytes(3)));
    assertThat(gunzip(member(pack, directory, 0))).isEqualTo("one\n");
    assertThat(gunzip(member(pack, directory, 1))).isEqualTo("two\n");
    assertThat(gunzip(member(pack, directory, 2))).isEqualTo("three\n");
    String lines = gunzip(Arrays.copyOf(pack, PackDirectory.bytes(3)));
    assertThat(lines).matches("([0-9a-f]{8}\n){4}");
    assertThat(Long.parseLong(lines.substring(27, 35), 16)).isEqualTo(pack.length);
  }

  @Test
  void zcat_ofAPack_printsTheWholeDay(@TempDir Path folder) throws Exception {
    Path zcat = Path.of("/bin/zcat");
    Assumptions.assumeTrue(Files.isExecutable(zcat), "no zcat on this machine");
    Path file = Files.write(folder.resolve("day.pack"), pack(List.of("one\n", "two\n", "three\n")));
    Process process = new ProcessBuilder(zcat.toString()).redirectInput(file.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).isZero();
    assertThat(printed).matches("(?s)([0-9a-f]{8}\n){4}one\ntwo\nthree\n");
  }

  @Test
  void bucket_fromAStore_isReadByRange() throws IOException {
    MemoryStore site = new MemoryStore(Clock.systemUTC());
    site.put("a.pack", pack(List.of("one", "two")));
    int directoryBytes = PackDirectory.bytes(2);
    assertThat(PackReader.bucket(site, "a.pack", directoryBytes, 0)).isEqualTo("one");
    assertThat(PackReader.bucket(site, "a.pack", directoryBytes, 1)).isEqualTo("two");
    assertThatThrownBy(() -> PackReader.bucket(site, "a.pack", directoryBytes, 2))
        .isInstanceOf(PackFormatException.class)
        .hasMessageContaining("a.pack has no bucket 2");
    assertThatThrownBy(() -> PackReader.bucket(site, "a.pack", directoryBytes, -1))
        .isInstanceOf(PackFormatException.class);
  }

  static byte[] pack(List<String> texts) {
    return PackWriter.write(texts.stream().map(text -> text.getBytes(UTF_8)).toList());
  }

  private static byte[] member(byte[] pack, PackDirectory directory, int bucket) {
    return Arrays.copyOfRange(pack, (int) directory.start(bucket), (int) directory.end(bucket));
  }

  private static String gunzip(byte[] member) throws IOException {
    return new String(new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes(), UTF_8);
  }
}
