package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures as people have them: each ends as a good one, seen and measured. */
@Timeout(60)
final class OddPictureTest {
  /** A colour of which BT.601 and BT.709 make quite different numbers. */
  private static final int[] ORANGE = {208, 96, 32};

  private static final int ALIKE = 7;

  private final OddSource odd;
  private final TestClips clips;

  OddPictureTest(@TempDir Path folder) throws IOException {
    this.odd = new OddSource(folder);
    this.clips = odd.clips();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "hevc.mp4  | -c:v libx265 -preset ultrafast -x265-params log-level=error -c:a aac",
        "vp8.webm  | -c:v libvpx -deadline realtime -c:a libopus",
        "vp9.webm  | -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
        "av1.mkv   | -c:v libsvtav1 -preset 12 -svtav1-params fast-decode=1 -c:a libopus",
        "prores.mov| -c:v prores_ks -c:a pcm_s16le",
        "mpeg2.ts  | -c:v mpeg2video -bf 2 -c:a mp2",
        "mpeg2.mpg | -c:v mpeg2video -c:a mp2",
        "xvid.avi  | -c:v mpeg4 -bf 2 -vtag XVID -c:a libmp3lame",
        "flash.flv | -c:v flv1 -c:a libmp3lame",
        "h264.flv  | -c:v libx264 -bf 2 -c:a aac",
        "wmv.wmv   | -c:v wmv2 -c:a wmav2",
        "ogg.ogv   | -c:v mpeg4 -f matroska -c:a flac",
        "motion.mov| -c:v mjpeg -pix_fmt yuvj422p -c:a pcm_s24le",
        "rgb.mkv   | -c:v ffv1 -pix_fmt gbrp -c:a pcm_f32le",
        "ten.mp4   | -c:v libx265 -pix_fmt yuv420p10 -x265-params log-level=error -c:a aac",
        "444.mkv   | -c:v libx264 -pix_fmt yuv444p -c:a aac",
        "surround.mkv | -c:v libx264 -c:a ac3 -ac 6",
        "mono8k.mkv   | -c:v libx264 -c:a pcm_mulaw -ar 8000 -ac 1",
        "huge.ts      | -c:v libx264 -c:a aac -output_ts_offset 90000",
        "negative.asf | -c:v mpeg4 -c:a mp2 -output_ts_offset -0.5 -avoid_negative_ts 0",
      })
  void film_ofKind_isWholeAndSounds(String name, String codecs) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", OddSource.BARS, "-f", "lavfi", "-i", OddSource.TONE));
    arguments.addAll(List.of("-t", "1.6"));
    arguments.addAll(Arrays.asList(codecs.split(" ", -1)));

    PublishedVideo video = odd.publish(clips.run(name, arguments));

    assertThat(video.video().totalFrames()).isEqualTo(40);
    looksLikeBars(video);
    assertThat(video.loudness().integrated()).isBetween(-24.0, -22.0);
  }

  private static void looksLikeBars(PublishedVideo video) throws Exception {
    // The bars of testsrc2 run from dark to light; the numbers are those of its own RGB.
    List<int[]> areas = video.look("v240", 20, 16, 9);
    assertThat(areas.stream().mapToInt(c -> c[1]).average().orElseThrow()).isBetween(70.0, 150.0);
    assertThat(areas).anySatisfy(c -> assertThat(c[0]).isGreaterThan(150));
    assertThat(areas).anySatisfy(c -> assertThat(c[0]).isLessThan(90));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "1280x720, '',            scale=out_color_matrix=bt709:out_range=tv,setparams=colorspace=unknown",
    "640x360,  '',            scale=out_color_matrix=bt601:out_range=tv,setparams=colorspace=unknown",
    "640x360,  bt709,         scale=out_color_matrix=bt709:out_range=tv",
    "1280x720, smpte170m,     scale=out_color_matrix=bt601:out_range=tv",
    "640x360,  bt709,         scale=out_color_matrix=bt709:out_range=pc",
    "1280x720, bt470bg,       scale=out_color_matrix=bt601:out_range=pc",
  })
  void colour_howeverItIsTagged_staysTheSame(String size, String tag, String conversion)
      throws Exception {
    String range = conversion.contains("range=pc") ? "pc" : "tv";
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "color=0xD06020:size=" + size + ":rate=25,format=rgb24"));
    arguments.addAll(List.of("-t", "1", "-vf", conversion + ",format=yuv420p"));
    arguments.addAll(List.of("-c:v", "libx264", "-color_range", range));
    if (!tag.isEmpty()) {
      arguments.addAll(List.of("-colorspace", tag));
    }

    PublishedVideo video = odd.publish(clips.run("colour.mp4", arguments));

    isAlike(video.look("v240", 10, 1, 1).get(0), ORANGE);
  }

  @ParameterizedTest
  @CsvSource({"smpte2084", "arib-std-b67"})
  void hdr_ofEitherKind_becomesAnOrdinaryPicture(String transfer) throws Exception {
    // Grey and orange of an SDR picture, put into HDR with its white at 203 cd/m2.
    String picture =
        "color=0xD06020:size=320x180:rate=25,drawbox=w=160:t=fill:color=0x808080"
            + ",format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
            + ",setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
            + ",zscale=t=linear:npl=203,format=gbrpf32le"
            + (",zscale=p=bt2020:t=" + transfer + ":m=bt2020nc:r=tv:npl=203,format=yuv420p10");
    Path hdr =
        clips.run(
            "hdr.mp4",
            List.of(
                "-f",
                "lavfi",
                "-i",
                picture,
                "-t",
                "1",
                "-c:v",
                "libx265",
                "-x265-params",
                "log-level=error:colorprim=bt2020:transfer=" + transfer + ":colormatrix=bt2020nc"));

    List<int[]> halves = odd.publish(hdr).look("v240", 10, 2, 1);

    assertThat(halves.get(0)[1]).as("grey").isBetween(110, 146);
    assertThat(halves.get(0)[0] - halves.get(0)[2]).as("no tint").isBetween(-8, 8);
    assertThat(halves.get(1)[0]).as("red of orange").isBetween(170, 225);
    assertThat(halves.get(1)[2]).as("blue of orange").isBetween(10, 70);
  }

  @ParameterizedTest(name = "turned {0}: red is {1} of 4")
  @CsvSource({"0, 0", "90, 2", "180, 3", "270, 1"})
  void picture_turnedByMetadata_isTurned(int degrees, int redQuarter) throws Exception {
    Path straight =
        clips.run(
            "straight.mp4",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=black:size=160x80:rate=25,drawbox=w=80:h=40:t=fill:color=red",
                "-t",
                "1"));
    Path turned =
        clips.run(
            "turned.mp4",
            List.of(
                "-display_rotation:v:0",
                Integer.toString(degrees),
                "-i",
                straight.toString(),
                "-c",
                "copy"));

    PublishedVideo video = odd.publish(turned);

    List<int[]> quarters = video.look("v240", 10, 2, 2);
    for (int quarter = 0; quarter < 4; quarter++) {
      assertThat(quarters.get(quarter)[0] > 100)
          .as("quarter %d", quarter)
          .isEqualTo(quarter == redQuarter);
    }
    assertThat(video.luma("v240", 0)).hasSize(160 * 80);
  }

  @ParameterizedTest(name = "{0}, pixels {1}: {2} x {3}")
  @CsvSource({
    "720x576,  64/45, 426, 240",
    "352x480,  20/11, 320, 240",
    "161x91,   1,     160, 90",
    "640x180,  1,     426, 120",
    "90x320,   1,     90,  320",
    "1000x40,  1,     426, 18",
    "16x16,    1,     16,  16",
  })
  void picture_ofOddShape_fitsItsBox(String size, String pixel, int width, int height)
      throws Exception {
    Path clip =
        clips.run(
            "odd.mkv",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size + ":rate=25,setsar=" + pixel,
                "-t",
                "1",
                "-c:v",
                "ffv1"));

    assertThat(odd.publish(clip).luma("v240", 0)).hasSize(width * height);
  }

  @Test
  void interlaced_inMotion_showsNoCombs() throws Exception {
    // A white bar that moves 8 pixels a field over black: fields torn apart make combs of it.
    String moving =
        "color=black:size=320x240:rate=50[b];color=white:size=40x240:rate=50[w]"
            + ";[b][w]overlay=x='mod(n*8,280)':shortest=1,tinterlace=interleave_top,setfield=tff";
    Path clip =
        clips.run(
            "fields.ts",
            List.of(
                "-filter_complex",
                moving,
                "-t",
                "1.2",
                "-c:v",
                "mpeg2video",
                "-b:v",
                "8M",
                "-flags",
                "+ildct+ilme",
                "-top",
                "1"));
    assertThat(combs(clip)).as("the source has combs").isGreaterThan(10);

    PublishedVideo video = odd.publish(clip);

    assertThat(video.video().frameRate().toString()).isEqualTo("25");
    assertThat(combs(video.luma("v240", 12), 320, 240)).isLessThan(1);
  }

  private double combs(Path clip) throws Exception {
    Path raw = odd.folder().resolve("fields.raw");
    clips
        .ffmpeg()
        .encode(
            clip,
            0,
            List.of(
                "-vf",
                "select=eq(n\\,12),format=gray",
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                raw.toString()),
            TestClips.LIMITS,
            micros -> {});
    return combs(java.nio.file.Files.readAllBytes(raw), 320, 240);
  }

  /** How much more a line differs from its neighbour than from the line after that. */
  private static double combs(byte[] luma, int width, int height) {
    long comb = 0;
    for (int y = 0; y + 2 < height; y++) {
      for (int x = 0; x < width; x++) {
        int line = Byte.toUnsignedInt(luma[y * width + x]);
        int next = Byte.toUnsignedInt(luma[(y + 1) * width + x]);
        int after = Byte.toUnsignedInt(luma[(y + 2) * width + x]);
        comb += Math.max(0, Math.abs(line - next) - Math.abs(line - after));
      }
    }
    return (double) comb / (width * height);
  }

  @Test
  void film_withCover_showsTheFilm() throws Exception {
    Path film =
        clips.run(
            "covered.mp4",
            List.of(
                "-f",
                "lavfi",
                "-i",
                "color=blue:size=64x64:rate=25:duration=0.04",
                "-f",
                "lavfi",
                "-i",
                OddSource.BARS,
                "-map",
                "0",
                "-map",
                "1",
                "-t",
                "1.2",
                "-c:v:0",
                "mjpeg",
                "-c:v:1",
                "libx264",
                "-disposition:v:0",
                "attached_pic"));

    PublishedVideo video = odd.publish(film);

    assertThat(video.video().totalFrames()).isEqualTo(30);
    looksLikeBars(video);
  }

  private static void isAlike(int[] colour, int[] wanted) {
    for (int i = 0; i < 3; i++) {
      assertThat(colour[i])
          .as("%s for %s", Arrays.toString(colour), Arrays.toString(wanted))
          .isBetween(wanted[i] - ALIKE, wanted[i] + ALIKE);
    }
  }
}
