package io.streamsync.release;

import io.streamsync.captions.CaptionTrack;
import io.streamsync.media.Rung;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The multivariant playlist (RFC 8216bis section 4.4.6) that serves every video and viewer of a
 * release. Its media playlists have a virtual name, which the page's loader answers.
 */
public final class MasterPlaylist {
  private MasterPlaylist() {}

  /** For videos without captions. */
  public static String write(List<Rung> rungs) {
    return write(rungs, List.of());
  }

  /**
   * @param rungs smallest first
   * @param languages in which any video has captions, as tags in lower case
   */
  public static String write(List<Rung> rungs, Collection<String> languages) {
    StringBuilder text =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:11\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    text.append(
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a0\",NAME=\"Audio\",DEFAULT=YES,AUTOSELECT=YES,"
            + "CHANNELS=\"2\",URI=\"timeline.m3u8?r=a0\"\n");
    appendSubtitles(new TreeSet<>(languages), text);
    String subtitles = languages.isEmpty() ? "" : ",SUBTITLES=\"t\"";
    for (Rung rung : rungs) {
      text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(rung.bandwidth());
      text.append(",RESOLUTION=").append(rung.width()).append('x').append(rung.height());
      text.append(",CODECS=\"")
          .append(rung.codecs())
          .append("\",AUDIO=\"a0\"")
          .append(subtitles)
          .append('\n');
      text.append("timeline.m3u8?r=").append(rung.id()).append('\n');
    }
    return text.toString();
  }

  private static void appendSubtitles(Set<String> languages, StringBuilder text) {
    Set<String> names = new HashSet<>();
    for (String language : languages) {
      String name = ownName(language);
      // Within a group every NAME must be another (RFC 8216bis section 4.4.6.1.1).
      String unique = names.add(name) ? name : name + " (" + language + ")";
      text.append("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"t\",NAME=\"").append(unique);
      text.append("\",LANGUAGE=\"").append(language);
      text.append("\",DEFAULT=NO,AUTOSELECT=YES,URI=\"timeline.m3u8?r=");
      text.append(CaptionTrack.RUNG_PREFIX).append(language).append("\"\n");
    }
  }

  /** What those who speak a language call it: {@code Deutsch}; for one unknown here, its tag. */
  private static String ownName(String language) {
    Locale locale = Locale.forLanguageTag(language);
    String name = locale.getDisplayName(locale).replace('"', '\'');
    return name.isEmpty() ? language : name;
  }
}
