package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.store.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCutterTest {
  private static final SequenceFile FILE =
      new SequenceFile(new ObjectInfo("sequences/s.jsonl", 0, Instant.EPOCH), Place.STANDING);

  private static List<SequenceChunk> cut(String content, int chunkBytes) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return ChunkCutter.cut(FILE, new ByteArrayInputStream(bytes), chunkBytes);
  }

  @Property
  void chunks_areTheFileInWholeLines(
      @ForAll @StringLength(max = 300) @CharRange(from = 'x', to = 'x') String text,
      @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> ends,
      @ForAll @IntRange(min = 1, max = 200) int chunkBytes)
      throws IOException {
    StringBuilder content = new StringBuilder(text);
    Random random = new Random(ends.hashCode());
    for (int end : ends) {
      content.insert(
          Math.min(end, content.length()), List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
    }
    String all = content.toString();

    StringBuilder joined = new StringBuilder();
    List<Long> firstLines = new ArrayList<>();
    for (SequenceChunk chunk : cut(all, chunkBytes)) {
      assertThat(chunk.start()).isEqualTo(joined.length());
      joined.append(all, (int) chunk.start(), (int) chunk.end());
      firstLines.add(chunk.firstLine());
      String before = all.substring(0, (int) chunk.start());
      assertThat(before).matches("(?s)|.*[\r\n]");
      assertThat(before.endsWith("\r") && all.startsWith("\n", before.length())).isFalse();
      assertThat(chunk.firstLine()).isEqualTo(before.lines().count() + 1);
      assertThat(chunk.isOverlong()).isFalse();
    }
    assertThat(joined.toString()).isEqualTo(all);
    assertThat(firstLines).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineTooLong_isAChunkOfItsOwn(String lineEnd) throws IOException {
    String longest = "x".repeat(ChunkCutter.MAX_LINE_BYTES);
    String content = String.join(lineEnd, "a", longest, longest + "x", "b", "c", longest + "x");

    assertThat(cut(content, /* chunkBytes= */ 10))
        .extracting(SequenceChunk::firstLine, SequenceChunk::isOverlong)
        .containsExactly(tuple(1L, false), tuple(3L, true), tuple(4L, false), tuple(6L, true));
  }

  @Test
  void emptyFile_hasNoChunk() throws IOException {
    assertThat(cut("", 10)).isEmpty();
    assertThat(cut("\n", 10)).hasSize(1);
  }

  @Test
  void fileOfOneHugeLine_isNeverHeld() throws IOException {
    long bytes = 300L << 20;

    assertThat(ChunkCutter.cut(FILE, new Endless(bytes), ChunkCutter.CHUNK_BYTES))
        .containsExactly(new SequenceChunk(FILE, 1, 0, bytes, /* isOverlong= */ true));
  }

  /** So many bytes of one letter. */
  private static final class Endless extends InputStream {
    private long left;

    Endless(long bytes) {
      left = bytes;
    }

    @Override
    public int read() {
      throw new AssertionError("read byte by byte");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int read = (int) Math.min(left, length);
      Arrays.fill(buffer, offset, offset + read, (byte) 'x');
      left -= read;
      return read == 0 ? -1 : read;
    }
  }
}
