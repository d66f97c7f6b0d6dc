package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.media.Ticks;
import io.streamsync.media.VideoDescription;
import io.streamsync.release.SitePaths;
import io.streamsync.source.Ffmpeg;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A video as players get it: what must hold for each, and a look at what is to be seen in it. */
record PublishedVideo(
    ObjectStore site, String key, VideoDescription video, Ffmpeg ffmpeg, Path folder) {

  private static final double HALF_AAC_FRAME_SECONDS = 512 / 48_000.0;

  /** Reads the boxes of every segment, then lets ffmpeg decode all of it. */
  void isExact(String... videoRungs) throws Exception {
    long storedBytes = 0;
    for (String rung : videoRungs) {
      PublishedRung published = published(rung);
      assertThat(published.frames(folder)).as(rung).isEqualTo(video.segmentFrames());
      startsEverySegmentOnTime(published);
      everyKeyFrameIsIdr(published);
      decodes(published, video.durationTicks() / 0.72);
      storedBytes += video.bytes().getOrDefault(rung, 0L);
    }
    PublishedRung sound = published("a0");
    startsEverySegmentOnTime(sound);
    boundariesAreNear(sound.frames(folder));
    decodes(sound, video.durationTicks() / 0.72);
    assertThat(storedBytes + video.bytes().getOrDefault("a0", 0L)).isEqualTo(listedBytes());
    tailsAreJoined();
  }

  private PublishedRung published(String rung) {
    return new PublishedRung(site, key, rung, video.segmentFrames().size());
  }

  private void startsEverySegmentOnTime(PublishedRung published) throws IOException {
    long decodeTime = 0;
    for (int i = 0; i < published.segments(); i++) {
      assertThat(boxes(site.get(SitePaths.segment(key, published.rung(), i))))
          .containsExactly("styp", "moof", "mdat");
      FragmentedTrack track = published.segment(i, folder);
      assertThat(track.hasEditList()).isFalse();
      List<Sample> samples = track.samples();
      assertThat(samples.get(0).sync()).isTrue();
      assertThat(samples.get(0).decodeTime()).isEqualTo(decodeTime);
      assertThat(samples.get(0).presentationTime()).isEqualTo(decodeTime);
      decodeTime += (long) samples.size() * samples.get(0).duration();
    }
  }

  private static List<String> boxes(byte[] file) {
    List<String> types = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    for (int at = 0; at < file.length; at += in.getInt(at)) {
      types.add(new String(file, at + 4, 4, StandardCharsets.US_ASCII));
    }
    return types;
  }

  /** NAL unit types by hand: 5 for IDR, and a picture that is no sync sample has none. */
  private void everyKeyFrameIsIdr(PublishedRung published) throws IOException {
    for (int i = 0; i < published.segments(); i++) {
      byte[] init = site.get(SitePaths.init(key, published.rung()));
      byte[] segment = site.get(SitePaths.segment(key, published.rung(), i));
      for (Sample sample : published.segment(i, folder).samples()) {
        int from = Math.toIntExact(sample.offset()) - init.length;
        assertThat(nalTypes(segment, from, sample.size()).contains(5))
            .as("segment %d, frame at %d", i, sample.decodeTime())
            .isEqualTo(sample.sync());
      }
    }
  }

  private static List<Integer> nalTypes(byte[] segment, int from, int size) {
    List<Integer> types = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(segment);
    for (int at = from; at < from + size; at += 4 + in.getInt(at)) {
      types.add(segment[at + 4] & 31);
    }
    return types;
  }

  /** With B-frames ffmpeg shifts what it shows by up to two frames when it reads CMAF. */
  private void decodes(PublishedRung published, double endMicros) throws Exception {
    assertThat((double) published.decodedMicros(ffmpeg, folder))
        .as(published.rung())
        .isBetween(endMicros - 50_000, endMicros + 100_000);
  }

  private void boundariesAreNear(List<Integer> audioFrames) {
    assertThat(audioFrames).hasSameSizeAs(video.segmentFrames());
    long frames = 0;
    long aac = 0;
    for (int i = 0; i < audioFrames.size(); i++) {
      frames += video.segmentFrames().get(i);
      aac += audioFrames.get(i);
      double boundary = (double) video.frameRate().toTicks(frames) / Ticks.PER_SECOND;
      assertThat(Math.abs(aac * 1024 / 48_000.0 - boundary))
          .isLessThanOrEqualTo(HALF_AAC_FRAME_SECONDS + 1e-9);
    }
  }

  private void tailsAreJoined() {
    for (int frames : video.segmentFrames()) {
      assertThat(video.frameRate().toTicks(frames)).isBetween(Ticks.PER_SECOND, 5_010_000L);
    }
  }

  private long listedBytes() throws IOException {
    return site.list(SitePaths.video(key)).stream()
        .filter(object -> object.path().matches(".*\\.(mp4|m4s)"))
        .mapToLong(object -> object.size())
        .sum();
  }

  /**
   * Colours of one frame, as a player shows them.
   *
   * @param across how many areas side by side
   * @param down how many above each other
   * @return red, green and blue of each area from 0 to 255, row by row
   */
  List<int[]> look(String rung, int frame, int across, int down) throws Exception {
    String area =
        "select=eq(n\\,%d),format=rgb24,scale=%d:%d:flags=area".formatted(frame, across, down);
    byte[] rgb = decode(rung, List.of("-vf", area, "-frames:v", "1", "-pix_fmt", "rgb24"));
    List<int[]> colours = new ArrayList<>();
    for (int i = 0; i < rgb.length; i += 3) {
      colours.add(
          new int[] {
            Byte.toUnsignedInt(rgb[i]),
            Byte.toUnsignedInt(rgb[i + 1]),
            Byte.toUnsignedInt(rgb[i + 2])
          });
    }
    return colours;
  }

  /** Luma of one frame, one byte a pixel. */
  byte[] luma(String rung, int frame) throws Exception {
    return decode(
        rung, List.of("-vf", "select=eq(n\\," + frame + "),format=gray", "-frames:v", "1"));
  }

  private byte[] decode(String rung, List<String> how) throws Exception {
    Path raw = folder.resolve("look.raw");
    List<String> arguments = new ArrayList<>(how);
    arguments.addAll(List.of("-f", "rawvideo", raw.toString()));
    ffmpeg.encode(published(rung).joined(folder), 0, arguments, TestClips.LIMITS, micros -> {});
    return Files.readAllBytes(raw);
  }

  /** How loud the published sound is, measured by ffmpeg's own meter. */
  Loudness loudness() throws Exception {
    List<String> words =
        ffmpeg.measure(
            published("a0").joined(folder),
            0,
            SoundCommand.measurePublished(),
            TestClips.LIMITS,
            micros -> {});
    return Loudness.read(words);
  }
}
