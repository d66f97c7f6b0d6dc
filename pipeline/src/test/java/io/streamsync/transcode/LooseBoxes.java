package io.streamsync.transcode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The boxes of an MP4 file, nested ones too, as far as they can be made out. */
final class LooseBoxes {
  private static final int HEADER = 8;
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "edts", "mvex", "moof", "traf", "udta");

  /**
   * A box.
   *
   * @param type four characters
   * @param start of its header in the file
   * @param size with its header
   * @param parent index of the container in the list; -1 at the top
   */
  record Box(String type, int start, int size, int parent) {
    int payload() {
      return start + HEADER;
    }

    int end() {
      return start + size;
    }
  }

  private final ByteBuffer file;
  private final List<Box> boxes = new ArrayList<>();

  private LooseBoxes(byte[] file) {
    this.file = ByteBuffer.wrap(file);
  }

  static List<Box> of(byte[] file) {
    LooseBoxes found = new LooseBoxes(file);
    found.walk(0, file.length, -1);
    return found.boxes;
  }

  private void walk(int start, int end, int parent) {
    int size;
    for (int at = start; at + HEADER <= end; at += size) {
      size = file.getInt(at);
      if (size < HEADER || size > end - at) {
        return;
      }
      String type = StandardCharsets.ISO_8859_1.decode(file.slice(at + 4, 4)).toString();
      boxes.add(new Box(type, at, size, parent));
      if (CONTAINERS.contains(type)) {
        walk(at + HEADER, at + size, boxes.size() - 1);
      }
    }
  }
}
