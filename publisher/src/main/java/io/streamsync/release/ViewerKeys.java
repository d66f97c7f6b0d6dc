package io.streamsync.release;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Names viewers' timelines so that nobody can guess or list them: HMAC-SHA256 of the user id, in
 * base32.
 */
public final class ViewerKeys {
  public static final Pattern KEY = Pattern.compile("[a-z2-7]{26}");
  private static final int KEY_CHARACTERS = 26;
  private static final int SHARD_CHARACTERS = 2;

  private final byte[] secret;

  public ViewerKeys(byte[] secret) {
    this.secret = secret.clone();
  }

  public String key(String userId) {
    byte[] mac =
        new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret)
            .hmac(userId.getBytes(StandardCharsets.UTF_8));
    return new Base32().encodeToString(mac).toLowerCase(Locale.ROOT).substring(0, KEY_CHARACTERS);
  }

  /** The folder a key's pack lies in, one of 1,024. */
  public static String shard(String key) {
    return key.substring(0, SHARD_CHARACTERS);
  }
}
