package io.streamsync.release;

import io.streamsync.media.Rung;
import java.util.List;

/**
 * The multivariant playlist (RFC 8216bis section 4.4.6) that serves every video and viewer of a
 * release. Its media playlists have a virtual name, which the page's loader answers.
 */
public final class MasterPlaylist {
  private MasterPlaylist() {}

  public static String write(List<Rung> rungs) {
    StringBuilder text =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:11\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    text.append(
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a0\",NAME=\"Audio\",DEFAULT=YES,AUTOSELECT=YES,"
            + "CHANNELS=\"2\",URI=\"timeline.m3u8?r=a0\"\n");
    for (Rung rung : rungs) {
      text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(rung.bandwidth());
      text.append(",RESOLUTION=").append(rung.width()).append('x').append(rung.height());
      text.append(",CODECS=\"").append(rung.codecs()).append("\",AUDIO=\"a0\"\n");
      text.append("timeline.m3u8?r=").append(rung.id()).append('\n');
    }
    return text.toString();
  }
}
