package io.streamsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.store.FolderStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoScanTest {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00Z");

  @TempDir Path input;

  private void file(String path, String content, String age) throws IOException {
    Path file = input.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.parse(age))));
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
  void title_isOneLineOfWhatCanBeSeen() throws IOException {
    file("videos/a.mp4", "x", "PT1H");
    file("videos/a.json", "{\"title\": \"\\u202eevil\\u2066\\n" + "x".repeat(300) + "\"}", "PT1H");
    file("videos/b.mp4", "x", "PT1H");
    file("videos/b.json", "{\"title\": \"\\u200e\\u0007 \"}", "PT1H");

    assertThat(scan().videos())
        .extracting(SourceVideo::title)
        .containsExactly("evil " + "x".repeat(195), "b");
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

  /** Object storage takes any key, and some copy programs make such. */
  @Test
  void keyThatIsNoPath_isRejectedAndEndsNothing() throws IOException {
    file("videos/a.mp4", "x", "PT1H");
    FolderStore folder = new FolderStore(input);
    List<ObjectInfo> listed = new ArrayList<>(folder.list("videos/"));
    listed.add(new ObjectInfo("videos//b.mp4", 1, NOW.minus(Duration.ofHours(1))));
    listed.add(new ObjectInfo("videos//b.json", 1, NOW.minus(Duration.ofHours(1))));
    ObjectStore odd = TestStores.with(folder, "list", call -> listed);

    VideoScan.Found found = VideoScan.scan(odd, NOW);

    assertThat(found.videos()).extracting(SourceVideo::id).containsExactly("a");
    assertThat(found.rejects())
        .extracting(Reject::code, Reject::file)
        .containsExactly(
            tuple(RejectCode.BAD_ID, "videos//b.mp4"), tuple(RejectCode.BAD_ID, "videos//b.json"));
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

  @Test
  void captions_besideAVideo_belongToItByLanguage() throws IOException {
    file("videos/b.mp4", "x", "PT1H");
    file("videos/b.PT_br.srt", "x", "PT1H");
    file("videos/b.ger.vtt", "x", "PT1H");
    file("videos/deep/c.d.mov", "x", "PT1H");
    file("videos/deep/c.d.en.vtt", "x", "PT1H");

    VideoScan.Found found = scan();

    assertThat(found.videos())
        .flatExtracting(SourceVideo::captions)
        .extracting(CaptionFile::language, caption -> caption.file().path())
        .containsExactly(
            tuple("de", "videos/b.ger.vtt"),
            tuple("pt-br", "videos/b.PT_br.srt"),
            tuple("en", "videos/deep/c.d.en.vtt"));
    assertThat(found.captions()).isEqualTo(3);
    assertThat(found.captionRejects()).isEmpty();
  }

  @Test
  void captions_thatCannotBeUsed_areRejectedEachWithItsReason() throws IOException {
    file("videos/b.mp4", "x", "PT1H");
    file("videos/b.vtt", "x", "PT1H");
    file("videos/b.english!.vtt", "x", "PT1H");
    file("videos/c.en.vtt", "x", "PT1H");
    file("videos/other/b.en.vtt", "x", "PT1H");
    file("videos/b.fr.vtt", "", "PT1H");
    file("videos/b.de.vtt", "x", "PT1H");
    file("videos/b.ger.srt", "x", "PT1H");
    file("videos/b.en.vtt", "x", "PT30S");

    VideoScan.Found found = scan();

    assertThat(found.videos()).flatExtracting(SourceVideo::captions).isEmpty();
    assertThat(found.captions()).isEqualTo(8);
    assertThat(found.captionRejects())
        .extracting(Reject::code, Reject::file)
        .containsExactlyInAnyOrder(
            tuple(RejectCode.BAD_CAPTIONS, "videos/b.vtt"),
            tuple(RejectCode.BAD_CAPTIONS, "videos/b.english!.vtt"),
            tuple(RejectCode.VIDEO_NOT_ON_AIR, "videos/c.en.vtt"),
            tuple(RejectCode.VIDEO_NOT_ON_AIR, "videos/other/b.en.vtt"),
            tuple(RejectCode.EMPTY_FILE, "videos/b.fr.vtt"),
            tuple(RejectCode.BAD_CAPTIONS, "videos/b.de.vtt"),
            tuple(RejectCode.BAD_CAPTIONS, "videos/b.ger.srt"));
    assertThat(found.captionsNotReady()).containsExactly("videos/b.en.vtt");
  }
}
