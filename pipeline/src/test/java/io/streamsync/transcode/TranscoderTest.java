package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.FrameRate;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.source.RejectCode;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real ffmpeg and small clips, reading the boxes of what comes out. */
@Timeout(60)
final class TranscoderTest {
  /** One thread an encoder: with two, x264 under a VBV ceiling differs from run to run. */
  private static final Ladder LADDER =
      new Ladder(
          List.of(Rendition.V240, Rendition.V480),
          128_000,
          -23,
          "veryfast",
          /* threads= */ 1,
          "test");

  private final Path folder;
  private final WorkFolder work;
  private final TestClips clips;
  private final ObjectStore site = new MemoryStore(Clock.systemUTC());
  private final EncodeProgress progress = EncodeProgress.start(/* totalBytes= */ 0);
  private final Transcoder transcoder;

  TranscoderTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
    this.work = WorkFolder.open(folder.resolve("encodes"));
    this.transcoder = new Transcoder(clips.ffmpeg(), LADDER, site, work, 1, progress);
  }

  @Test
  void film_withSound_hasEqualSegmentsInEveryRung() throws Exception {
    isExact(
        clips.withTone("film.mp4", "640x360", "24000/1001", "9.009"),
        "24000/1001",
        List.of(96, 96, 24));
  }

  @Test
  void upright_atThirty_hasEqualSegmentsInEveryRung() throws Exception {
    isExact(clips.withTone("upright.mp4", "360x640", "30", "6.5"), "30", List.of(120, 75));
  }

  @Test
  void silent_withTailOfOneFrame_getsSilenceAndALongerSegment() throws Exception {
    isExact(clips.silent("silent.mp4", "320x240", "25", "4.04"), "25", List.of(101));
  }

  @Test
  void sixty_withTailJustUnderASecond_joinsIt() throws Exception {
    isExact(clips.withTone("sixty.mkv", "320x180", "60", "8.95"), "60", List.of(240, 297));
  }

  @Test
  void recording_withoutDurationInItsHeader_isMeasured() throws Exception {
    Path film = clips.withTone("whole.mkv", "320x180", "25", "5");
    Path live =
        clips.run(
            "live.mkv",
            List.of("-i", film.toString(), "-c", "copy", "-live", "1", "-f", "matroska"));
    isExact(live, "25", List.of(100, 25));
  }

  @Test
  void picture_startingLate_startsAtZeroWithItsSound() throws Exception {
    Path film = clips.withTone("early.mp4", "320x180", "25", "3");
    Path late =
        clips.run(
            "late.ts",
            List.of(
                "-i",
                film.toString(),
                "-itsoffset",
                "0.4",
                "-i",
                film.toString(),
                "-map",
                "1:v",
                "-map",
                "0:a",
                "-c",
                "copy",
                "-f",
                "mpegts"));
    isExact(late, "25", List.of(75));
  }

  private void isExact(Path source, String rate, List<Integer> frames) throws Exception {
    VideoDescription video =
        transcoder.transcode(source, "key", "id", "Title", () -> {}, fault -> {});

    assertThat(video.frameRate()).isEqualTo(FrameRate.parse(rate));
    assertThat(video.segmentFrames()).isEqualTo(frames);
    new PublishedVideo(site, "key", video, clips.ffmpeg(), folder).isExact("v240", "v480");
    assertThat(transcoder.complete("key")).contains(video);
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void poster_ofClip_isAJpeg() throws Exception {
    transcoder.transcode(
        clips.silent("p.mp4", "640x480", "25", "1"), "key", "id", "Title", () -> {}, fault -> {});

    byte[] poster = site.get("segments/key/poster.jpg");
    assertThat(poster).startsWith(0xff, 0xd8).endsWith(0xff, 0xd9);
  }

  @Test
  void video_thatIsComplete_isNotEncodedAgain() throws Exception {
    Path source = clips.silent("once.mp4", "320x180", "25", "1");
    VideoDescription first =
        transcoder.transcode(source, "key", "first", "First", () -> {}, fault -> {});
    Files.writeString(source, "no longer a video");

    assertThat(transcoder.transcode(source, "key", "second", "Second", () -> {}, fault -> {}))
        .isEqualTo(first);
  }

  @Test
  void video_encodedTwice_isTheSameToTheByte() throws Exception {
    Path source = clips.withTone("twice.mp4", "640x360", "25", "5");
    ObjectStore other = new MemoryStore(Clock.systemUTC());
    Transcoder again = new Transcoder(clips.ffmpeg(), LADDER, other, work, 1, progress);
    transcoder.transcode(source, "key", "id", "Title", () -> {}, fault -> {});
    again.transcode(source, "key", "id", "Title", () -> {}, fault -> {});

    assertThat(site.list("")).hasSize(3 * (1 + 2) + 4);
    for (ObjectInfo object : site.list("")) {
      assertThat(other.get(object.path())).as(object.path()).isEqualTo(site.get(object.path()));
    }
  }

  @Test
  void segments_ofNoise_stayBelowTheBandwidthThatIsPublished() throws Exception {
    Path noise =
        clips.run(
            "noise.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=gray:size=426x240:rate=25,noise=alls=60:allf=t+u",
                "-t",
                "8",
                "-c:v",
                "ffv1"));
    VideoDescription video =
        transcoder.transcode(noise, "key", "id", "Title", () -> {}, fault -> {});

    assertThat(video.segmentFrames()).hasSize(2);
    for (Rendition rendition : LADDER.renditions()) {
      for (int i = 0; i < 2; i++) {
        byte[] segment = site.get(SitePaths.segment("key", rendition.id(), i));
        assertThat(segment.length * 8 / 4)
            .as("%s, segment %d", rendition.id(), i)
            .isBetween(rendition.vbvBitrate() / 2, rendition.maxBitrate());
      }
    }
  }

  @Test
  void rungs_ofASmallSource_areOneEncodeUnderTheirOwnLevels() throws Exception {
    Ladder ladder = Ladder.laptop("test");
    Transcoder three = new Transcoder(clips.ffmpeg(), ladder, site, work, 1, progress);
    Path small = clips.withTone("small.mp4", "320x180", "25", "5");

    VideoDescription video = three.transcode(small, "key", "id", "Title", () -> {}, fault -> {});

    new PublishedVideo(site, "key", video, clips.ffmpeg(), folder).isExact("v240", "v480", "v720");
    for (Rendition rendition : ladder.renditions()) {
      assertThat(AvcLevel.of(site.get(SitePaths.init("key", rendition.id()))))
          .isEqualTo(rendition.level());
    }
    assertThat(site.get(SitePaths.segment("key", "v720", 0)))
        .isEqualTo(site.get(SitePaths.segment("key", "v480", 0)));
  }

  @Test
  void video_thatChangedMeanwhile_isNotPublished() throws Exception {
    Path source = clips.silent("changed.mp4", "320x180", "25", "1");
    Transcoder.SourceCheck changed =
        () -> {
          throw new IOException("changed");
        };

    assertThatThrownBy(
            () -> transcoder.transcode(source, "key", "id", "Title", changed, fault -> {}))
        .hasMessage("changed");
    assertThat(site.list("")).isEmpty();
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void sound_withoutPicture_isRejected() throws Exception {
    rejects(clips.sound("sound.m4a"), RejectCode.NO_PICTURE, "no video track");
  }

  @Test
  void sound_withCover_isRejected() throws Exception {
    rejects(clips.soundWithCover("song.m4a"), RejectCode.NO_PICTURE, "no video track");
  }

  @Test
  void text_namedLikeAVideo_isRejectedInFfmpegsWords() throws Exception {
    byte[] text = "this is no video\n".getBytes(StandardCharsets.UTF_8);
    rejects(
        clips.file("text.mp4", text),
        RejectCode.NOT_A_VIDEO,
        "text.mp4: Invalid data found when processing input");
  }

  @Test
  void file_ofZeroBytes_isRejected() throws Exception {
    rejects(clips.file("zero.mp4", new byte[0]), RejectCode.NOT_A_VIDEO, "Invalid data");
  }

  @Test
  void video_cutBeforeItsIndex_isRejectedInFfmpegsWords() throws Exception {
    Path whole =
        clips.run("tail.mp4", List.of("-f", "lavfi", "-i", "testsrc2=size=320x180", "-t", "2"));
    rejects(clips.truncated("truncated.mp4", whole), RejectCode.NOT_A_VIDEO, "moov atom not found");
  }

  @Test
  void video_cutBehindItsIndex_isRejectedWithWhatIsMissing() throws Exception {
    Path whole = clips.silent("head.mp4", "320x180", "25", "8");
    rejects(
        clips.truncated("truncated.mp4", whole),
        RejectCode.ENCODE_FAILED,
        "the file should last 8.000 s, but");
  }

  @Test
  void stream_withoutTimestamps_isRejected() throws Exception {
    rejects(
        clips.silent("raw.h264", "320x180", "25", "2"), RejectCode.NOT_A_VIDEO, "no timestamps");
  }

  @Test
  void video_underASecond_isRejected() throws Exception {
    rejects(
        clips.silent("short.mp4", "320x180", "25", "0.96"), RejectCode.TOO_SHORT, "lasts 0.960 s");
  }

  private void rejects(Path source, RejectCode code, String reason) throws IOException {
    assertThatThrownBy(
            () -> transcoder.transcode(source, "key", "id", "Title", () -> {}, fault -> {}))
        .isInstanceOfSatisfying(TranscodeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(reason)
        .hasMessageNotContaining(folder.toString());
    assertThat(site.list("")).isEmpty();
    assertThat(leftOvers()).isEmpty();
  }

  @Test
  void encode_interrupted_leavesNoProcess() throws Exception {
    Path source = clips.silent("long.mp4", "640x360", "30", "20");
    CountDownLatch running = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> encode =
        thread.submit(
            () -> {
              clips
                  .ffmpeg()
                  .encode(source, 0, nowhere(), TestClips.LIMITS, micros -> running.countDown());
              return null;
            });
    running.await();
    thread.shutdownNow();

    assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(encode::get).hasCauseInstanceOf(InterruptedException.class);
    // Not simply all: surefire has a process of its own that watches this JVM.
    Stream<String> processes =
        ProcessHandle.current().descendants().flatMap(each -> each.info().command().stream());
    assertThat(processes.filter(command -> command.endsWith("ffmpeg"))).isEmpty();
  }

  private static List<String> nowhere() {
    return List.of("-c:v", "libx264", "-preset", "veryslow", "-f", "null", "-");
  }

  private List<Path> leftOvers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(work.toString()))) {
      return new ArrayList<>(files.toList());
    }
  }
}
