package io.streamsync.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer frames, the reader reads back; the golden holds it against the standard. */
final class SegmentWriterTest {
  private static final FragmentedTrack TRACK =
      new FragmentedTrack(init(), /* trackId= */ 1, /* timescale= */ 25_000, false, List.of());

  private final Path folder;

  SegmentWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void segment_withBFrames_isByteForByteThis() throws IOException {
    List<Sample> samples =
        List.of(
            new Sample(0, 3, 100_000, 1000, 0, true),
            new Sample(3, 2, 101_000, 1000, 1000, false),
            new Sample(5, 1, 102_000, 1000, -1000, false));

    assertThat(HexFormat.of().formatHex(segment(7, samples)))
        .isEqualTo(
            """
            00000018 73747970 6d736468 00000000 6d736468 636d6673
            00000084 6d6f6f66
            00000010 6d666864 00000000 00000008
            0000006c 74726166
            00000018 74666864 00020028 00000001 000003e8 01010000
            00000014 74666474 01000000 00000000 000186a0
            00000038 7472756e 01000e01 00000003 0000008c
            00000003 02000000 00000000
            00000002 01010000 000003e8
            00000001 01010000 fffffc18
            0000000e 6d646174 616263 6465 66"""
                .replaceAll("\\s", ""));
  }

  @Test
  void segments_readBack_haveTheSameTimesAndBytes() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int composition = i % 3 == 0 ? 0 : i % 3 == 1 ? 1000 : -1000;
      samples.add(new Sample(i, 1, i * 1000L, 1000, composition, i % 3 == 0));
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(TRACK.init());
    file.write(segment(0, samples.subList(0, 3)));
    file.write(segment(1, samples.subList(3, 6)));
    Path path = Files.write(folder.resolve("read-back.mp4"), file.toByteArray());

    FragmentedTrack track = FragmentedTrackReader.read(path);

    assertThat(track.timescale()).isEqualTo(25_000);
    assertThat(track.init()).isEqualTo(TRACK.init());
    assertThat(track.samples())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("offset")
        .isEqualTo(samples);
    assertThat(track.samples().stream().map(sample -> (char) file.toByteArray()[at(sample)]))
        .containsExactly('a', 'b', 'c', 'd', 'e', 'f');
  }

  @Test
  void reading_fileCutInABox_names() throws IOException {
    byte[] init = TRACK.init();
    Path path = folder.resolve("cut.mp4");
    Files.write(path, Arrays.copyOf(init, init.length - 10));

    assertThatThrownBy(() -> FragmentedTrackReader.read(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("box moov");
  }

  private static int at(Sample sample) {
    return Math.toIntExact(sample.offset());
  }

  private byte[] segment(int index, List<Sample> samples) throws IOException {
    Path media = Files.writeString(folder.resolve("media"), "abcdef");
    try (FileChannel file = FileChannel.open(media)) {
      return new SegmentWriter(TRACK, file).segment(index, samples);
    }
  }

  private static byte[] init() {
    byte[] mdhd = box("mdhd", ByteBuffer.allocate(24).putInt(12, 25_000).array());
    byte[] trex = box("trex", ByteBuffer.allocate(24).putInt(4, 1).array());
    byte[] moov = box("moov", concat(box("trak", box("mdia", mdhd)), box("mvex", trex)));
    return concat(box("ftyp", new byte[8]), moov);
  }

  private static byte[] box(String type, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putInt(8 + payload.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(payload)
        .array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
