package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoScanTest {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");

  @TempDir Path input;

  private void file(String path, String content, String age) throws IOException {
    Path file = input.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(java.time.Duration.parse(age))));
  }

  private VideoScan.Found scan() throws IOException {
    return VideoScan.scan(new FolderStore(input), NOW);
  }

  @Test
  void files_inAnyFolder_areVideosByName() throws IOException {
    file("videos/b.mp4", "x", "PT1H");
    file("videos/deep/er/a.x.webm", "x", "PT1H");
    file("videos/b.json", "{\"title\": \" Bee \", \"more\": 1}", "PT1H");
    file("elsewhere/c.mp4", "x", "PT1H");

    assertThat(scan().videos())
        .extracting(SourceVideo::id, SourceVideo::title)
        .containsExactly(tuple("a.x", "a.x"), tuple("b", "Bee"));
  }

  @Test
  void twoFiles_withOneId_areBothRejected() throws IOException {
    file("videos/a.mp4", "x", "PT1H");
    file("videos/more/a.mov", "y", "PT1H");

    assertThat(scan().videos()).isEmpty();
    assertThat(scan().rejects())
        .extracting(Reject::code, Reject::file)
        .containsExactly(
            tuple(RejectCode.DUPLICATE_VIDEO, "videos/a.mp4"),
            tuple(RejectCode.DUPLICATE_VIDEO, "videos/more/a.mov"));
  }

  @Test
  void file_youngerThanAMinute_isNotReady() throws IOException {
    file("videos/a.mp4", "x", "PT59S");
    file("videos/b.mp4", "x", "PT60S");

    assertThat(scan().notReady()).containsExactly("videos/a.mp4");
    assertThat(scan().videos()).extracting(SourceVideo::id).containsExactly("b");
  }

  @Test
  void badNameAndEmptyFile_areRejectedWithTheirCodes() throws IOException {
    file("videos/no way.mp4", "x", "PT1H");
    file("videos/.hidden", "x", "PT1H");
    file("videos/empty.mp4", "", "PT1H");

    assertThat(scan().rejects())
        .extracting(Reject::code, Reject::file)
        .containsExactlyInAnyOrder(
            tuple(RejectCode.BAD_ID, "videos/no way.mp4"),
            tuple(RejectCode.BAD_ID, "videos/.hidden"),
            tuple(RejectCode.EMPTY_FILE, "videos/empty.mp4"));
  }

  @Test
  void badTitleFile_isRejectedAndItsVideoPlaysUnderItsId() throws IOException {
    file("videos/a.mp4", "x", "PT1H");
    file("videos/a.json", "{\"title\": ", "PT1H");
    file("videos/orphan.json", "{\"title\": \"x\"}", "PT1H");

    VideoScan.Found found = scan();

    assertThat(found.videos()).extracting(SourceVideo::title).containsExactly("a");
    assertThat(found.sidecars()).isEqualTo(2);
    assertThat(found.sidecarRejects())
        .extracting(Reject::file)
        .containsExactlyInAnyOrder("videos/a.json", "videos/orphan.json");
  }
}
