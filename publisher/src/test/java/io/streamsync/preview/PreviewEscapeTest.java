package io.streamsync.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // by start()
class PreviewEscapeTest {
  private static PreviewSite site;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = new PreviewSite(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.hidden",
        "/%2ehidden",
        "/assets/.git/config",
        "/link.txt",
        "/linked/private.txt",
        "/linked/ledger/secrets/1",
        "/assets",
        "/assets/",
        "/assets/?C=N",
        "/segments",
        "/segments/",
        "/releases/20261120-aaaaaaaaaaaaa/timelines/",
        "/linked/",
        "/index.html/",
      })
  void get_hiddenLinkedOrFolder_is404(String target) throws Exception {
    String answer = site.raw(target);
    assertThat(answer).startsWith("HTTP/1.1 404 ").doesNotContain(PreviewSite.PRIVATE, "main.pack");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../private.txt",
        "//private.txt",
        "/assets/../../private.txt",
        "/%2e%2e/private.txt",
        "/assets/%2e%2e/%2e%2e/private.txt",
        "/..%2fprivate.txt",
        "/assets%2f..%2f..%2fprivate.txt",
        "/%252e%252e/private.txt",
        "/..;/private.txt",
        "/..\\private.txt",
        "/assets/%5c..%5c..%5cprivate.txt",
        "/private.txt%00.html",
        "/a%00b",
        "//etc/passwd",
        "/%2fetc/passwd",
        "http://localhost/../private.txt",
      })
  void get_wayOutOfTheFolder_isRefused(String target) throws Exception {
    assertThat(site.raw(target))
        .matches("(?s)HTTP/1.1 40[04] .*")
        .doesNotContain(PreviewSite.PRIVATE, "root:", "max-age=31536000");
  }

  @Test
  void raw_ofAPublicFile_isServed() throws Exception {
    assertThat(site.raw("/assets/app.js")).startsWith("HTTP/1.1 200 ").contains("content of");
    assertThat(site.raw("/assets/../assets/app.js")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void start_folderThatIsNotThere_saysSo() {
    assertThatThrownBy(() -> PreviewServer.start(Path.of("not-there"), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not-there");
  }
}
