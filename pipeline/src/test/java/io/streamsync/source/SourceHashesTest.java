package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.FolderStore;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.PreconditionFailedException;
import io.streamsync.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceHashesTest {
  private static final FileTime THEN = FileTime.from(Instant.parse("2026-11-20T01:00:00Z"));

  @TempDir Path folder;
  private ObjectStore input;
  private SourceHashes hashes;

  @BeforeEach
  void open() throws IOException {
    input = new FolderStore(folder);
    hashes = new SourceHashes(input, new MemoryStore(Clock.systemUTC()));
    write("first", THEN);
  }

  private void write(String content, FileTime time) throws IOException {
    Files.setLastModifiedTime(Files.writeString(folder.resolve("a"), content), time);
  }

  private ObjectInfo listed() throws IOException {
    return input.head("a").orElseThrow();
  }

  @Test
  void sha256_isOfTheBytes() throws IOException {
    assertThat(hashes.sha256(listed())).isEqualTo(DigestUtils.sha256Hex("first"));
  }

  @Test
  void unchangedFile_isNotReadAgain() throws IOException {
    hashes.sha256(listed());
    write("other", THEN); // same size and time: only reading it could tell

    assertThat(hashes.sha256(listed())).isEqualTo(DigestUtils.sha256Hex("first"));
  }

  @Test
  void fileWithOtherTime_isReadAgain() throws IOException {
    hashes.sha256(listed());
    write("other", FileTime.from(THEN.toInstant().plusMillis(1)));

    assertThat(hashes.sha256(listed())).isEqualTo(DigestUtils.sha256Hex("other"));
  }

  @Test
  void fileThatChangedSinceItWasListed_isRefusedAndNotRemembered() throws IOException {
    ObjectInfo before = listed();
    write("longer than before", THEN);

    assertThatThrownBy(() -> hashes.sha256(before))
        .isInstanceOf(SourceHashes.FileChangedException.class)
        .hasMessageContaining("a changed");
    assertThat(hashes.sha256(listed())).isEqualTo(DigestUtils.sha256Hex("longer than before"));
  }

  @Test
  void fileThatIsGone_changed() throws IOException {
    ObjectInfo before = listed();
    input.delete(List.of("a"));

    assertThatThrownBy(() -> hashes.sha256(before))
        .isInstanceOf(SourceHashes.FileChangedException.class);
  }

  /** As object storage says it, whose pieces must be of one object. */
  @Test
  void fileThatIsReplacedWhileItIsRead_changed() throws IOException {
    ObjectStore replaced =
        TestStores.with(
            input,
            "open",
            call -> {
              throw new PreconditionFailedException("a");
            });
    SourceHashes reading = new SourceHashes(replaced, new MemoryStore(Clock.systemUTC()));

    assertThatThrownBy(() -> reading.sha256(listed()))
        .isInstanceOf(SourceHashes.FileChangedException.class);
  }
}
