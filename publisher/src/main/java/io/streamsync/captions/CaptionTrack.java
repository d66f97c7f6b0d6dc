package io.streamsync.captions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Captions of one video in one language. They may change while the video does not, so what they say
 * is in the name of their folder; see RELEASE-FORMAT.md, "Captions".
 *
 * @param language BCP 47 tag in lower case, {@code pt-br}
 * @param hash of the cues, 13 characters of base32
 */
public record CaptionTrack(String language, String hash)
    implements Comparable<CaptionTrack>, Serializable { // crosses the shuffle

  /** Rungs of captions are {@code t-} and a language; their folders have the hash as well. */
  public static final String RUNG_PREFIX = "t-";

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*");
  private static final Pattern HASH = Pattern.compile("[a-z2-7]{13}");
  private static final Comparator<CaptionTrack> ORDER =
      Comparator.comparing(CaptionTrack::language).thenComparing(CaptionTrack::hash);
  private static final String CUTTING = "captions 1\n";

  public CaptionTrack {
    if (!isLanguage(language)) {
      throw new IllegalArgumentException(
          "not a language tag in lower case such as pt-br: " + language);
    }
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("not 13 characters of base32: " + hash);
    }
  }

  public static boolean isLanguage(String text) {
    return LANGUAGE.matcher(text).matches();
  }

  /** The track that shows these cues, whose order counts only among those of the same times. */
  public static CaptionTrack of(String language, List<Cue> cues) {
    List<Cue> shown = CaptionSegments.fromZero(cues);
    byte[] text = (CUTTING + WebVtt.write(shown)).getBytes(StandardCharsets.UTF_8);
    String code = new Base32().encodeToString(DigestUtils.sha256(text)).toLowerCase(Locale.ROOT);
    return new CaptionTrack(language, code.substring(0, 13));
  }

  /**
   * Reads {@link #entry()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  @JsonCreator
  public static CaptionTrack parse(String entry) {
    int dot = entry.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not a language and a hash with a dot between: " + entry);
    }
    return new CaptionTrack(entry.substring(0, dot), entry.substring(dot + 1));
  }

  /** {@code de.aaaaaaaaaaaaa}, as playlists and documents name it. */
  @JsonValue
  public String entry() {
    return language + "." + hash;
  }

  /** {@code t-de.aaaaaaaaaaaaa}, below the video's folder. */
  public String folder() {
    return RUNG_PREFIX + entry();
  }

  @Override
  public int compareTo(CaptionTrack other) {
    return ORDER.compare(this, other);
  }
}
