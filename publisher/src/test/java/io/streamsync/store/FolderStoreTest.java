package io.streamsync.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends ConditionalWriteContract {
  @Override
  ObjectStore open(Path folder) {
    return new FolderStore(folder.resolve("store"));
  }

  private Path root() {
    return folder.resolve("store");
  }

  @Test
  void get_whileWritten_isTheOldOrTheNewContentWhole() throws Exception {
    byte[] old = content('a');
    byte[] fresh = content('b');
    store.put("object", old);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> writes = writer.submit(() -> writeInTurn(old, fresh));
      do {
        byte[] read = store.get("object");
        assertThat(Arrays.equals(read, old) || Arrays.equals(read, fresh)).isTrue();
      } while (!writes.isDone());
      writes.get();
    } finally {
      writer.shutdownNow();
    }
  }

  private Object writeInTurn(byte[] old, byte[] fresh) throws IOException {
    for (int i = 0; i < 30; i++) {
      store.put("object", i % 2 == 0 ? fresh : old);
    }
    return old;
  }

  private static byte[] content(char character) {
    byte[] content = new byte[1 << 20];
    Arrays.fill(content, (byte) character);
    return content;
  }

  @Test
  void put_thatFails_leavesTheOldObjectAndNoFile() throws IOException {
    store.put("a/object", bytes("old"));
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> store.put("a/object", missing)).isInstanceOf(IOException.class);
    assertThat(store.get("a/object")).asString(UTF_8).isEqualTo("old");
    try (var files = Files.list(root().resolve("a"))) {
      assertThat(files).containsExactly(root().resolve("a/object"));
    }
  }

  @Test
  void list_temporaryFileOfADeadWriter_isNotListed() throws IOException {
    store.put("a/object", bytes("x"));
    Files.writeString(root().resolve("a/.streamsync-123"), "half");
    assertThat(paths("")).containsExactly("a/object");
  }

  @Test
  void put_besideFilesOfDeadWriters_deletesThoseOlderThanADay() throws IOException {
    store.put("a/object", bytes("x"));
    Path old = temporary("a/.streamsync-old", Duration.ofHours(25));
    Path young = temporary("a/.streamsync-young", Duration.ofHours(23));
    Path elsewhere = temporary("b/.streamsync-old", Duration.ofHours(25));
    Path foreign = temporary("a/.other", Duration.ofHours(25));

    open(folder).put("a/object", bytes("y"));

    assertThat(old).doesNotExist();
    assertThat(List.of(young, elsewhere, foreign)).allSatisfy(file -> assertThat(file).exists());
    assertThat(store.get("a/object")).asString(UTF_8).isEqualTo("y");
  }

  /** A folder is no file: it stays, and so would one that somebody else may not delete. */
  @Test
  void put_besideALeftOverThatCannotBeDeleted_writesAllTheSame() throws IOException {
    Path stuck = temporary("a/.streamsync-stuck/x", Duration.ofHours(25)).getParent();
    Files.setLastModifiedTime(stuck, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    store.put("a/object", bytes("x"));
    assertThat(store.get("a/object")).asString(UTF_8).isEqualTo("x");
    assertThat(stuck).exists();
  }

  private Path temporary(String path, Duration age) throws IOException {
    Files.createDirectories(root().resolve(path).getParent());
    Path file = Files.writeString(root().resolve(path), "half");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void putIfUnchanged_lock_liesBesideTheFolder() throws IOException {
    store.putIfUnchanged("live.json", bytes("x"), Optional.empty());
    assertThat(folder.resolve("store.lock")).exists();
    assertThat(paths("")).containsExactly("live.json");
  }

  @Test
  void list_linkedFile_hasTheSizeOfWhatItLeadsTo() throws IOException {
    Path video = Files.writeString(folder.resolve("video.mp4"), "0123456789");
    Files.createDirectories(root().resolve("videos"));
    Files.createSymbolicLink(root().resolve("videos/link.mp4"), video);
    assertThat(store.list("videos/")).singleElement().returns(10L, ObjectInfo::size);
    assertThat(store.head("videos/link.mp4")).get().returns(10L, ObjectInfo::size);
  }

  @Test
  void list_folderThatIsNotThere_isEmpty() throws IOException {
    assertThat(paths("")).isEmpty();
  }

  @Test
  void asFile_ofAnObject_holdsItsContent() throws IOException {
    store.put("a/b", bytes("content"));
    assertThat(store.asFile("a/b").orElseThrow()).hasContent("content");
  }
}
