package io.streamsync.pack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;

/** Writes packs; see RELEASE-FORMAT.md, "Pack". */
public final class PackWriter {
  /** Names how members are compressed; part of the release id, since it decides bytes. */
  public static final String FORM = "gzip6";

  private static final int LEVEL = 6;

  private PackWriter() {}

  /** A pack whose member k + 1 holds {@code buckets.get(k)}. */
  public static byte[] write(List<byte[]> buckets) {
    Deflater deflater = new Deflater(LEVEL, /* nowrap= */ true);
    try {
      List<byte[]> members = new ArrayList<>(buckets.size());
      for (byte[] bucket : buckets) {
        members.add(GzipMember.deflated(bucket, deflater));
      }
      return joined(members);
    } finally {
      deflater.end();
    }
  }

  private static byte[] joined(List<byte[]> members) {
    int offset = PackDirectory.bytes(members.size());
    StringBuilder directory = new StringBuilder();
    for (byte[] member : members) {
      directory.append(offsetLine(offset));
      offset += member.length;
    }
    directory.append(offsetLine(offset));
    ByteBuffer pack = ByteBuffer.allocate(offset);
    pack.put(GzipMember.stored(directory.toString().getBytes(StandardCharsets.US_ASCII)));
    members.forEach(pack::put);
    return pack.array();
  }

  private static String offsetLine(int offset) {
    return String.format(Locale.ROOT, "%08x\n", offset);
  }
}
