package io.streamsync.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoresTest {
  @ParameterizedTest(name = "site {0}, ledger {1}")
  @CsvSource({
    "/srv/site, /srv/site",
    "/srv/site, /srv/site/ledger",
    "/srv/site, /srv/other/../site/ledger",
    "/srv/site/, file:///srv/site/ledger",
    "site, site/ledger",
    "s3://films/site, s3://films/site/ledger",
    "s3://films, s3://films/ledger",
    "s3://films/site?region=a, s3://films/site/ledger?endpoint=http://x",
  })
  void ledger_belowTheSite_isRefused(String site, String ledger) {
    assertThatThrownBy(() -> Stores.requireApart(site, ledger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the ledger is private and must not lie below the site");
  }

  @ParameterizedTest(name = "site {0}, ledger {1}")
  @CsvSource({
    "/srv/site, /srv/ledger",
    "/srv/site, /srv/site-ledger",
    "/srv/ledger/site, /srv/ledger",
    "s3://films/site, s3://films/site-ledger",
    "s3://films/site, s3://music/site",
    "s3://films/site, /b/site",
    "/b/site, s3://films/site",
  })
  void ledger_elsewhere_isAccepted(String site, String ledger) {
    assertThatCode(() -> Stores.requireApart(site, ledger)).doesNotThrowAnyException();
  }

  @Test
  void ledger_belowTheSiteByALink_isRefused(@TempDir Path folder) throws IOException {
    Path site = Files.createDirectories(folder.resolve("site"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), site);
    assertThatThrownBy(() -> Stores.requireApart(site.toString(), link + "/not/yet/there"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** On a machine that knows nothing of any cloud. */
  @BeforeEach
  void forgetTheCloud(@TempDir Path empty) {
    System.setProperty("aws.disableEc2Metadata", "true");
    System.setProperty("aws.configFile", empty.resolve("config").toString());
    System.setProperty("aws.sharedCredentialsFile", empty.resolve("credentials").toString());
  }

  @AfterEach
  void rememberIt() {
    System.clearProperty("aws.disableEc2Metadata");
    System.clearProperty("aws.configFile");
    System.clearProperty("aws.sharedCredentialsFile");
  }

  @Test
  void bucket_withoutRegion_isRefusedInASentence() {
    assertThatThrownBy(() -> Stores.open("s3://films/site"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("s3://films/site: no region is known; add ?region=<name>, or set AWS_REGION");
  }

  @Test
  void bucket_withoutCredentials_isRefusedInASentence() throws IOException {
    try (ObjectStore store =
        Stores.open("s3://films/site?region=eu-central-1&endpoint=http://127.0.0.1:1")) {
      assertThatThrownBy(() -> store.list(""))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "s3://films/site: no credentials are found; set AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY, or name a profile by AWS_PROFILE");
      assertThatThrownBy(() -> store.put("a", new byte[1]))
          .hasMessageContaining("no credentials are found");
    }
  }
}
