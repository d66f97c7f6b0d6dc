package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streamsync.catalogue.CatalogueEntry;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.catalogue.SlateEntries;
import io.streamsync.media.Rung;
import io.streamsync.release.SitePaths;
import io.streamsync.source.RejectCode;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.timeline.Slate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real ffmpeg, reading the boxes of what comes out. */
@Timeout(60)
final class SlateMakerTest {
  private static final Ladder LADDER =
      new Ladder(List.of(Rendition.V240), 128_000, -23, "veryfast", /* threads= */ 1, "test");

  private final Path folder;
  private final TestClips clips;
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final SlateMaker maker;

  SlateMakerTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
    WorkFolder work = WorkFolder.open(folder.resolve("encodes"));
    this.maker = new SlateMaker(clips.ffmpeg(), site, work, LADDER);
  }

  @Test
  void builtInStill_makesAMinuteAndARuler() throws Exception {
    SlateEntries slate =
        maker.make(clips.file("still.png", SlateMaker.builtInStill()), "hash", () -> {});
    List<ObjectInfo> written = site.list("");

    new Slate(slate.video().aired(), slate.ruler().aired()); // refuses any other lengths
    published(slate.video()).isExact("v240");
    assertThat(slate.video().video().segmentFrames()).hasSize(15).containsOnly(100);
    rulerIsExact(slate.ruler());
    looksLikeTheStill(slate);

    SlateEntries again = maker.make(folder.resolve("gone.png"), "hash", () -> {});
    assertThat(again).isEqualTo(slate);
    assertThat(site.list("")).isEqualTo(written);
  }

  /** Each segment is whole in itself: it starts at 0 and needs no frame that it has not. */
  private void rulerIsExact(CatalogueEntry ruler) throws Exception {
    PublishedRung picture = new PublishedRung(site, ruler.videoKey(), "v240", 201);
    PublishedRung sound = new PublishedRung(site, ruler.videoKey(), Rung.AUDIO, 201);
    for (int i = 0; i < 201; i++) {
      List<Sample> frames = picture.segment(i, folder).samples();
      assertThat(frames).hasSize(25 + i);
      assertThat(frames.get(0).sync()).isTrue();
      assertThat(frames.get(0).decodeTime()).isZero();
      assertThat(frames).allMatch(frame -> frame.compositionOffset() == 0);
      List<Sample> aac = sound.segment(i, folder).samples();
      assertThat(aac.get(0).decodeTime()).isZero();
      assertThat(aac.size() * 1024 / 48_000.0).isCloseTo((25 + i) / 50.0, within(0.0107));
    }
    for (int i : List.of(0, 99, 200)) {
      picture.segment(i, folder);
      Path raw = folder.resolve("ruler.gray");
      clips
          .ffmpeg()
          .encode(
              folder.resolve("one.mp4"),
              0,
              List.of("-xerror", "-vf", "scale=2:2,format=gray", "-f", "rawvideo", raw.toString()),
              TestClips.LIMITS,
              point -> {});
      assertThat(Files.size(raw)).isEqualTo((25L + i) * 4);
    }
  }

  private void looksLikeTheStill(SlateEntries slate) throws Exception {
    for (CatalogueEntry entry : List.of(slate.video(), slate.ruler())) {
      List<int[]> areas = published(entry).look("v240", 50, 32, 18);
      assertThat(areas.get(0)).satisfies(colour -> isNear(colour, 0x16, 0x22, 0x39));
      assertThat(areas.get(17 * 32)).satisfies(colour -> isNear(colour, 0x0a, 0x0f, 0x1a));
    }
  }

  @Test
  void stillThatCanBeSeenThrough_showsBlackBehindIt() throws Exception {
    Path still =
        clips.run(
            "glass.png",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=red:size=333x199,format=rgba,colorchannelmixer=aa=0.5",
                "-frames:v",
                "1"));

    SlateEntries slate = maker.make(still, "glass", () -> {});

    assertThat(published(slate.video()).look("v240", 0, 1, 1).get(0))
        .satisfies(colour -> isNear(colour, 128, 0, 0));
  }

  @Test
  void photograph_keepsItsColours() throws Exception {
    Path still =
        clips.run(
            "photo.jpg",
            List.of("-f", "lavfi", "-i", "color=0x3080c0:size=2000x1500", "-frames:v", "1"));

    SlateEntries slate = maker.make(still, "photo", () -> {});

    assertThat(published(slate.video()).look("v240", 0, 1, 1).get(0))
        .satisfies(colour -> isNear(colour, 0x30, 0x80, 0xc0));
    assertThat(site.head(SitePaths.video(slate.video().videoKey()) + "poster.jpg")).isPresent();
  }

  @Test
  void fileWithoutPicture_isRejected() throws Exception {
    Path text =
        clips.file("slate.png", "no picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    Path sound = clips.sound("sound.mp3");

    for (Path still : List.of(text, sound)) {
      assertThatThrownBy(() -> maker.make(still, "bad", () -> {}))
          .isInstanceOfSatisfying(
              TranscodeException.class, e -> assertThat(e.code()).isEqualTo(RejectCode.BAD_SLATE));
    }
    assertThat(site.list("")).isEmpty();
  }

  private PublishedVideo published(CatalogueEntry entry) {
    return new PublishedVideo(site, entry.videoKey(), entry.video(), clips.ffmpeg(), folder);
  }

  private static void isNear(int[] colour, int red, int green, int blue) {
    assertThat(colour[0]).isCloseTo(red, within(6));
    assertThat(colour[1]).isCloseTo(green, within(6));
    assertThat(colour[2]).isCloseTo(blue, within(6));
  }
}
