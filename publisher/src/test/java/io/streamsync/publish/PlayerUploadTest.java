package io.streamsync.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlayerUploadTest {
  @Test
  void assets_ofAPage_areWhatItNamesBelowAssets() {
    String page =
        """
        <link rel="modulepreload" href="assets/hls-1a.js">
        <link rel="stylesheet" href="assets/index-2b.css"><link href="data:,">
        <script type="module" src="assets/index-3c.js"></script>
        <script src="assets/index-3c.js"></script>
        <a href="https://example.org/assets/none.js">elsewhere</a>
        """;
    assertThat(PlayerUpload.assets(page))
        .containsExactly("assets/hls-1a.js", "assets/index-2b.css", "assets/index-3c.js");
  }
}
