package io.streamsync.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangedInputStreamTest {
  private final List<String> requests = new ArrayList<>();

  private InputStream open(int size, int pieceBytes) {
    return new RangedInputStream(
        (start, end) -> {
          requests.add(start + "-" + end);
          return Arrays.copyOfRange(content(size), (int) start, (int) end);
        },
        size,
        pieceBytes);
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i * 31 + 200);
    }
    return content;
  }

  @ParameterizedTest(name = "{0} bytes in pieces of {1}: {2}")
  @CsvSource({
    "0, 4, ''",
    "1, 4, 0-1",
    "4, 4, 0-4",
    "5, 4, 0-4 4-5",
    "8, 4, 0-4 4-8",
  })
  void read_all_isTheContentInPieces(int size, int pieceBytes, String pieces) throws IOException {
    assertThat(open(size, pieceBytes).readAllBytes()).isEqualTo(content(size));
    assertThat(String.join(" ", requests)).isEqualTo(pieces);

    InputStream byteByByte = open(size, pieceBytes);
    for (byte expected : content(size)) {
      assertThat(byteByByte.read()).isEqualTo(expected & 0xff);
    }
    assertThat(byteByByte.read()).isEqualTo(-1);
  }

  @Test
  void read_pieceThatIsTooShort_isAnErrorAndNoEnd() throws IOException {
    InputStream in = new RangedInputStream((start, end) -> new byte[3], 8, 4);
    assertThatThrownBy(in::read)
        .isInstanceOf(IOException.class)
        .hasMessage("3 bytes instead of 4 at 0");
  }
}
