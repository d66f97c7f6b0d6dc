package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {
  @Test
  void copy_isThereUntilItIsClosed(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("source");
    try (LocalFile file = LocalFile.copy(new ByteArrayInputStream(new byte[3]), path)) {
      assertThat(file.path()).hasSize(3);
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void copy_thatFailsMidway_leavesNothingOnTheDisk(@TempDir Path folder) {
    Path path = folder.resolve("source");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("planted");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return read();
          }
        };
    InputStream half = new SequenceInputStream(new ByteArrayInputStream(new byte[3]), broken);

    assertThatThrownBy(() -> LocalFile.copy(half, path)).hasMessage("planted");

    assertThat(path).doesNotExist();
  }
}
