package io.streamsync.job;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.pack.PackWriter;
import io.streamsync.publish.PlayerUpload;
import io.streamsync.release.LedgerPaths;
import io.streamsync.release.Secret;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A site tells nobody who watches it, what keys are made with, and where it was made. */
@Timeout(300)
class SiteLeaksTest {
  private static final String USER = "viewer-anna-4711";

  /** Shorter ones are in any picture by chance. */
  private static final int SHORTEST_NAME = 6;

  private static final byte[] BYTES = "0123456789-a-secret-of-32-bytes!".getBytes(US_ASCII);

  @Test
  void site_afterANight_tellsNoUser_noSecret_andNothingOfThisMachine(@TempDir Path folder)
      throws Exception {
    TinyNight night = TinyNight.in(folder).withSlate();
    night.putClip("red", "red");
    night.putSequences(TinyNight.record(USER, "red"), TinyNight.record("viewer-bert-0815", "red"));
    night.run();
    PlayerUpload.upload(night.site());
    night.wholeOnAir();

    String hex = new String(night.ledger().get(LedgerPaths.secret(Secret.FIRST)), US_ASCII);
    SiteLeaks leaks =
        new SiteLeaks()
            .hide("a user", USER)
            .hide("another user", "viewer-bert-0815")
            .hideBytes("the secret", HexFormat.of().parseHex(hex.strip()))
            .hide("the home folder", System.getProperty("user.home") + "/")
            .hide("the folder of this build", System.getProperty("user.dir"))
            .hide("the work folder", TinyNight.WORK.toString())
            .hide("the folder of input and ledger", folder.toString());
    String machine = InetAddress.getLocalHost().getHostName();
    if (machine.length() >= SHORTEST_NAME) {
      leaks.hide("the name of this machine", machine);
    }

    assertThat(leaks.in(night.site())).isEmpty();
    assertThat(leaks.in(night.ledger())).as("what is looked for exists").hasSizeGreaterThan(2);
  }

  static Stream<Arguments> planted() {
    byte[] pack =
        PackWriter.write(List.of("#EXTM3U\n".getBytes(UTF_8), ("#" + USER).getBytes(UTF_8)));
    return Stream.of(
        Arguments.of("a user", "live.json", "{\"by\": \"%s\"}".formatted(USER).getBytes(UTF_8)),
        Arguments.of("a user", "segments/" + USER + "/poster.jpg", new byte[9]),
        Arguments.of("a user", "releases/r/timelines/aa/a.pack", pack),
        Arguments.of("the secret", "segments/k/v240/00000.m4s", BYTES),
        Arguments.of("the secret in hex", "a", HexFormat.of().formatHex(BYTES).getBytes(UTF_8)),
        Arguments.of("the secret in base32", "b", lowerCaseBase32().getBytes(UTF_8)),
        Arguments.of("the secret in base64", "c", Base64.getEncoder().encode(BYTES)),
        Arguments.of("the secret in base64", "d", Base64.getUrlEncoder().encode(BYTES)));
  }

  private static String lowerCaseBase32() {
    return new Base32().encodeToString(BYTES).toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("planted")
  void leak_thatIsPlanted_isFound(String name, String path, byte[] content) throws IOException {
    ObjectStore site = new MemoryStore(Clock.systemUTC());
    site.put(path, content);
    site.put("index.html", "<p>Nothing to see here.".getBytes(UTF_8));

    List<String> leaks =
        new SiteLeaks().hide("a user", USER).hideBytes("the secret", BYTES).in(site);

    assertThat(leaks).contains(path + " tells " + name).allMatch(leak -> leak.startsWith(path));
  }
}
