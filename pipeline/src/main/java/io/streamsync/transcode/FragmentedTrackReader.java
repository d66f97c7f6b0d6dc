package io.streamsync.transcode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists the samples of a fragmented MP4 file with a single track (ISO/IEC 14496-12, 8.8). It reads
 * headers only: the pictures themselves stay on the disk.
 */
final class FragmentedTrackReader {
  private final FileChannel file;
  private final List<Sample> samples = new ArrayList<>();
  private SampleDefaults trackDefaults = SampleDefaults.NONE;

  private FragmentedTrackReader(FileChannel file) {
    this.file = file;
  }

  /**
   * @throws IOException if it is no such file, saying which box is wrong
   */
  static FragmentedTrack read(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      return new FragmentedTrackReader(file).read();
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new IOException("a box of " + path.getFileName() + " is shorter than it says", e);
    }
  }

  private FragmentedTrack read() throws IOException {
    List<Mp4Box> boxes = Mp4Box.topLevel(file);
    Mp4Box moovBox = first(boxes, "moov");
    ByteBuffer moov = moovBox.payload(file);
    ByteBuffer trak = inside(moov, "trak");
    trackDefaults = SampleDefaults.ofTrex(inside(inside(moov, "mvex"), "trex"));
    for (Mp4Box box : boxes) {
      if (box.type().equals("moof")) {
        readFragment(box);
      }
    }
    return new FragmentedTrack(
        Mp4Box.read(file, 0, moovBox.end()).array(),
        trackDefaults.trackId(),
        timescale(inside(inside(trak, "mdia"), "mdhd")),
        Mp4Box.children(trak).stream().anyMatch(box -> box.type().equals("edts")),
        samples);
  }

  /** Media header, 8.4.2: version 1 has 64-bit times before the timescale. */
  private static int timescale(ByteBuffer mdhd) {
    return mdhd.getInt(mdhd.get(0) == 1 ? 20 : 12);
  }

  /** Movie fragment, 8.8.4 to 8.8.8. */
  private void readFragment(Mp4Box moofBox) throws IOException {
    ByteBuffer traf = inside(moofBox.payload(file), "traf");
    SampleDefaults defaults = trackDefaults.overriddenBy(inside(traf, "tfhd"));
    TrackRun run = new TrackRun(defaults, moofBox.start(), decodeTime(inside(traf, "tfdt")));
    for (Mp4Box box : Mp4Box.children(traf)) {
      if (box.type().equals("trun")) {
        run.read(box.payload(traf), samples);
      }
    }
  }

  /** Base media decode time, 8.8.12. */
  private static long decodeTime(ByteBuffer tfdt) {
    return tfdt.get(0) == 1 ? tfdt.getLong(4) : Integer.toUnsignedLong(tfdt.getInt(4));
  }

  private static ByteBuffer inside(ByteBuffer container, String type) throws IOException {
    return first(Mp4Box.children(container), type).payload(container);
  }

  private static Mp4Box first(List<Mp4Box> boxes, String type) throws IOException {
    Optional<Mp4Box> box = boxes.stream().filter(each -> each.type().equals(type)).findFirst();
    return box.orElseThrow(() -> new IOException("there is no box " + type));
  }
}
