package io.streamsync.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackDamageTest {
  private static final int DIRECTORY_BYTES = PackDirectory.bytes(3);
  private static final List<String> TEXTS =
      List.of("#EXTM3U\none\n".repeat(20), "#EXTM3U\ntwo\n".repeat(20), "three");
  private static final byte[] PACK = PackTest.pack(TEXTS);

  @Property
  void buckets_ofACutPack_areRefused(@ForAll @IntRange(min = 0, max = 10_000) int at) {
    refused(() -> PackReader.buckets(Arrays.copyOf(PACK, at % PACK.length), DIRECTORY_BYTES));
  }

  @Property(tries = 1000)
  void buckets_withOneBitFlipped_areRefusedOrTheSame(
      @ForAll @IntRange(min = 0, max = 1_000_000) int at,
      @ForAll @IntRange(min = 0, max = 7) int bit)
      throws IOException {
    byte[] pack = PACK.clone();
    pack[at % pack.length] ^= (byte) (1 << bit);
    // A few bits only fill up a byte of the compressed data and mean nothing.
    assertThat(readUnlessRefused(pack)).isIn(TEXTS, List.of());
  }

  @Test
  void buckets_withBytesBehindThePack_areRefused() {
    refused(() -> PackReader.buckets(Arrays.copyOf(PACK, PACK.length + 1), DIRECTORY_BYTES));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 17, 18, -1, +1, 100_000})
  void buckets_withOtherDirectoryBytes_areRefused(int directoryBytes) {
    int wrong = Math.abs(directoryBytes) == 1 ? DIRECTORY_BYTES + directoryBytes : directoryBytes;
    refused(() -> PackReader.buckets(PACK, wrong));
  }

  @ParameterizedTest(name = "a directory of {0}")
  @ValueSource(
      strings = {
        "00000029\n",
        "00000029\n0000002",
        "00000029\n0000002A\n",
        "00000029\n0000003g\n",
        "00000028\n00000030\n",
        "00000029\n00000029\n",
        "00000029\n00000020\n",
        "00000029 00000030\n",
        "",
      })
  void parse_directoryWithWrongLines_isRefused(String lines) {
    refused(() -> PackDirectory.parse(GzipMember.stored(lines.getBytes(US_ASCII))));
  }

  @Test
  void parse_directoryOfOneBucket_isRead() throws PackFormatException {
    byte[] member = GzipMember.stored("00000029\n00000030\n".getBytes(US_ASCII));
    assertThat(PackDirectory.parse(member).end(0)).isEqualTo(0x30);
  }

  @Test
  void inflate_memberWithAFileName_isRefused() {
    byte[] member = GzipMember.stored(new byte[] {1, 2, 3});
    member[3] = 8; // FNAME
    refused(() -> GzipMember.inflate(member));
  }

  private static List<String> readUnlessRefused(byte[] pack) throws IOException {
    try {
      return PackReader.buckets(pack, DIRECTORY_BYTES);
    } catch (PackFormatException e) {
      return List.of();
    }
  }

  @Test
  void buckets_withTheFirstBitOfEachByteOfTextFlipped_areRefused() {
    for (int at = DIRECTORY_BYTES + 20; at < DIRECTORY_BYTES + 26; at++) {
      byte[] pack = PACK.clone();
      pack[at] ^= 1;
      refused(() -> PackReader.buckets(pack, DIRECTORY_BYTES));
    }
  }

  private static void refused(ThrowingCallable read) {
    assertThatThrownBy(read).isInstanceOf(PackFormatException.class);
  }
}
