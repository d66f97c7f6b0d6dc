package io.streamsync.catalogue;

import java.util.Locale;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.DigestUtils;

/** Names a transcoded video by all that decides its bytes, whatever its source is called. */
public final class VideoKey {
  private static final int CHARACTERS = 26;

  private VideoKey() {}

  /**
   * The first 26 base32 characters of SHA-256 over the source's hash and the ladder.
   *
   * @param sourceSha256 in hex
   */
  public static String of(String sourceSha256, Ladder ladder) {
    byte[] hash = DigestUtils.sha256(sourceSha256 + "\n" + ladder.canonicalText());
    return new Base32().encodeToString(hash).toLowerCase(Locale.ROOT).substring(0, CHARACTERS);
  }
}
