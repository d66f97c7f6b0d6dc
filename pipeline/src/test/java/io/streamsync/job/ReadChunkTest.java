package io.streamsync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.sequence.ChunkCutter;
import io.streamsync.sequence.Place;
import io.streamsync.sequence.SequenceChunk;
import io.streamsync.sequence.SequenceFile;
import io.streamsync.sequence.SequenceParser;
import io.streamsync.sequence.SequencePart;
import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.FolderStore;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadChunkTest {
  private static final String PATH = "sequences/s.jsonl";
  private static final int HUGE_BYTES = 100 << 20;
  private static final String BEFORE = "{\"user\": \"u1\", \"videos\": [\"a\"]}\n";
  private static final String AFTER = "\n{\"user\": \"u2\", \"videos\": [\"a\"]}\n";

  @TempDir Path folder;
  private final List<Long> rangeBytes = new ArrayList<>();

  /** The folder's store, which also notes how much is asked for at once. */
  private ObjectStore store() {
    ObjectStore store = new FolderStore(folder);
    return (ObjectStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getRange")) {
                rangeBytes.add((long) arguments[2] - (long) arguments[1]);
              }
              return method.invoke(store, arguments);
            });
  }

  private void writeHugeSecondLine() throws IOException {
    Files.createDirectory(folder.resolve("sequences"));
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(PATH).toFile(), "rw")) {
      file.write(BEFORE.getBytes(StandardCharsets.UTF_8));
      file.seek(BEFORE.length() + HUGE_BYTES); // a hole, which takes no space
      file.write(AFTER.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void hugeLine_isRejectedByNumber_andNeverFetched() throws IOException {
    writeHugeSecondLine();
    ObjectStore store = store();
    List<SequencePart> parts = new ArrayList<>();
    List<Reject> rejects = new ArrayList<>();

    SequenceFile file = new SequenceFile(store.head(PATH).orElseThrow(), Place.STANDING);
    try (InputStream content = store.open(PATH)) {
      for (SequenceChunk chunk : ChunkCutter.cut(file, content, ChunkCutter.CHUNK_BYTES)) {
        SequenceParser.Parsed parsed = ReadChunk.parse(chunk, store);
        parts.addAll(parsed.parts());
        rejects.addAll(parsed.lineRejects());
      }
    }

    assertThat(parts).extracting(SequencePart::line).containsExactly(1L, 3L);
    assertThat(rejects)
        .extracting(Reject::code, Reject::file, Reject::line)
        .containsExactly(tuple(RejectCode.LINE_TOO_LONG, PATH, 2L));
    assertThat(rangeBytes).isNotEmpty().allMatch(bytes -> bytes <= 256);
  }
}
