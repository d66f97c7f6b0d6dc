package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.captions.Cue;
import io.streamsync.catalogue.Ladder;
import io.streamsync.catalogue.Rendition;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.source.RejectCode;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CaptionsTest {
  private static final String SRT =
      """
      1
      00:00:00,500 --> 00:00:01,500
      Guten <i>Tag</i>,
      Herr Müller

      2
      00:00:03,000 --> 00:00:05,000
      Über die Grenze
      """;

  private final Path folder;
  private final TestClips clips;
  private final WorkFolder work;
  private final CaptionReader reader;
  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final List<String> faults = new ArrayList<>();

  CaptionsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clips = new TestClips(folder);
    this.work = WorkFolder.open(folder.resolve("encodes"));
    this.reader = new CaptionReader(clips.ffmpeg(), work);
  }

  @Test
  void srt_isReadWithItsMarkup() throws Exception {
    assertThat(reader.read(SRT.getBytes(StandardCharsets.UTF_8), "a.de.srt"))
        .containsExactly(
            new Cue(500, 1500, "", "Guten <i>Tag</i>,\nHerr Müller"),
            new Cue(3000, 5000, "", "Über die Grenze"));
    assertThat(Path.of(work.toString())).isEmptyDirectory();
  }

  @Test
  void srt_inUtf16WithCrLf_isRead() throws Exception {
    byte[] windows = ("\uFEFF" + SRT.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE);

    assertThat(reader.read(windows, "a.de.srt")).extracting(Cue::text).contains("Über die Grenze");
  }

  @Test
  void captions_inLatin1_areRejectedWithTheLine() {
    byte[] latin =
        "WEBVTT\n\n00:01.000 --> 00:02.000\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1);

    fails(latin, "a.de.vtt", "line 4 is not in UTF-8");
  }

  @Test
  void captions_thatAreNone_areRejected() {
    fails("Hello".getBytes(StandardCharsets.UTF_8), "a.de.vtt", "line 1");
    fails("Hello\n".repeat(9).getBytes(StandardCharsets.UTF_8), "a.de.srt", "Invalid data");
    fails("WEBVTT\n".getBytes(StandardCharsets.UTF_8), "a.de.vtt", "no cue");
    fails("ffconcat version 1.0\nfile x\n".getBytes(StandardCharsets.UTF_8), "a.de.srt", "");
    assertThat(Path.of(work.toString())).isEmptyDirectory();
  }

  private void fails(byte[] content, String name, String reason) {
    assertThatThrownBy(() -> reader.read(content, name))
        .isInstanceOfSatisfying(
            TranscodeException.class, e -> assertThat(e.code()).isEqualTo(RejectCode.BAD_CAPTIONS))
        .hasMessageContaining(reason)
        .hasMessageNotContaining(folder.toString());
  }

  @Test
  void tracks_insideAFilm_areCutAtItsBoundaries() throws Exception {
    VideoDescription video = transcode(filmWithTracks());

    assertThat(video.captions()).extracting(CaptionTrack::language).containsExactly("de", "fr");
    CaptionTrack german = video.captions().get(0);
    assertThat(caption(german, 0))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.500 --> 00:00:01.500
            Guten <i>Tag</i>,
            Herr Müller

            00:00:03.000 --> 00:00:05.000
            Über die Grenze
            """);
    assertThat(caption(german, 1))
        .isEqualTo("WEBVTT\n\n00:00:03.000 --> 00:00:05.000\nÜber die Grenze\n");
    assertThat(site.get(SitePaths.EMPTY_CAPTIONS)).asString().isEqualTo("WEBVTT\n\n");
    assertThat(faults).isEmpty();
  }

  @Test
  void tracks_ofAFilmThatStartsLate_moveWithIt() throws Exception {
    String film = filmWithTracks().toString();
    Path late =
        clips.run("late.mkv", List.of("-itsoffset", "7", "-i", film, "-map", "0", "-c", "copy"));

    VideoDescription video = transcode(late);

    assertThat(caption(video.captions().get(0), 0)).contains("00:00:00.500 --> 00:00:01.500");
  }

  @Test
  void storyboard_ofFilm_namesAPartForEverySecond() throws Exception {
    VideoDescription video = transcode(clips.silent("board.mp4", "320x180", "25", "3.2"));

    assertThat(video.storyboard()).isEqualTo("storyboard.vtt");
    assertThat(site.get("segments/key/storyboard.vtt"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:01.000
            storyboard.jpg#xywh=0,0,160,90

            00:00:01.000 --> 00:00:02.000
            storyboard.jpg#xywh=160,0,160,90

            00:00:02.000 --> 00:00:03.000
            storyboard.jpg#xywh=320,0,160,90

            00:00:03.000 --> 00:00:03.200
            storyboard.jpg#xywh=480,0,160,90
            """);
    var sheet =
        javax.imageio.ImageIO.read(
            new java.io.ByteArrayInputStream(site.get("segments/key/storyboard.jpg")));
    assertThat(sheet.getWidth()).isEqualTo(640);
    assertThat(sheet.getHeight()).isEqualTo(90);
  }

  @Test
  void poster_ofFilmThatFadesInLate_isNotBlack() throws Exception {
    Path film =
        clips.run(
            "fade.mp4",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x480:rate=25,fade=in:st=4:d=0.5",
                "-t",
                "6.5"));
    transcode(film);

    var poster =
        javax.imageio.ImageIO.read(
            new java.io.ByteArrayInputStream(site.get("segments/key/poster.jpg")));
    // The rung's picture is 320 by 240, and a poster is not enlarged.
    assertThat(poster.getWidth()).isEqualTo(320);
    long brightness = 0;
    for (int x = 0; x < 320; x += 8) {
      brightness += (poster.getRGB(x, 120) >> 8) & 0xff;
    }
    assertThat(brightness / 40).isGreaterThan(40);
  }

  private Path filmWithTracks() throws Exception {
    Path film = clips.withTone("film.mp4", "192x108", "25", "7");
    Path german = Files.writeString(folder.resolve("de.srt"), SRT);
    Path french =
        Files.writeString(
            folder.resolve("fr.vtt"), "WEBVTT\n\n00:06.000 --> 00:09.000 line:0\nBonjour\n");
    return clips.run(
        "tracks.mkv",
        List.of(
            "-i",
            film.toString(),
            "-i",
            german.toString(),
            "-i",
            french.toString(),
            "-map",
            "0",
            "-map",
            "1",
            "-map",
            "2",
            "-c",
            "copy",
            "-metadata:s:s:0",
            "language=ger",
            "-metadata:s:s:1",
            "language=fra"));
  }

  private String caption(CaptionTrack track, int segment) throws IOException {
    return new String(
        site.get(SitePaths.captionSegment("key", track, segment)), StandardCharsets.UTF_8);
  }

  private VideoDescription transcode(Path source) throws Exception {
    Ladder ladder =
        new Ladder(List.of(Rendition.V240), 128_000, Ladder.EBU_LOUDNESS, "veryfast", 1, "test");
    return new Transcoder(clips.ffmpeg(), ladder, site, work, 1, EncodeProgress.start(0))
        .transcode(source, "key", "id", "Title", () -> {}, faults::add);
  }
}
