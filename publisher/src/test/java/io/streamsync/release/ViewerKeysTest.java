package io.streamsync.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ViewerKeysTest {
  private static byte[] secret(int first) {
    byte[] secret = new byte[32];
    IntStream.range(0, 32).forEach(i -> secret[i] = (byte) (first + i));
    return secret;
  }

  /** Computed with Python's hmac and base64 for a secret of the bytes 0 to 31. */
  @Test
  void key_ofKnownUsers_isTheKnownVector() {
    ViewerKeys keys = new ViewerKeys(secret(0));
    assertThat(keys.key("u-17")).isEqualTo("ukdoubvvhruqzgskr2zyjiq3de");
    assertThat(keys.key("für")).isEqualTo("aivc7jwnbfb37ldcbtxd56mnv5");
  }

  @Test
  void key_otherSecretOrUser_isAnother() {
    ViewerKeys keys = new ViewerKeys(secret(0));
    assertThat(new ViewerKeys(secret(1)).key("u-17")).isNotEqualTo(keys.key("u-17"));
    assertThat(keys.key("u-18")).isNotEqualTo(keys.key("u-17"));
  }

  @Property
  void key_ofAnyUser_matchesThePattern(@ForAll String user) {
    String key = new ViewerKeys(secret(0)).key(user);
    assertThat(key).matches("[a-z2-7]{26}").matches(ViewerKeys.KEY);
    assertThat(ViewerKeys.shard(key)).isEqualTo(key.substring(0, 2));
  }

  @Test
  void timelinePath_ofViewerAndChannel_isFourLevelsBelowTheSite() {
    assertThat(TimelinePath.ofViewer("ukdoubvvhruqzgskr2zyjiq3de").in("r"))
        .isEqualTo("releases/r/timelines/uk/ukdoubvvhruqzgskr2zyjiq3de.pack");
    assertThat(TimelinePath.ofChannel("main").in("r"))
        .isEqualTo("releases/r/timelines/c/main.pack");
  }
}
