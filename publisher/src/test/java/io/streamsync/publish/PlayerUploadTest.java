package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlayerUploadTest {
  private static final String OLD_PAGE =
      "<script type=\"module\" src=\"assets/index-old.js\"></script>";

  private static final String NEW_PAGE =
      """
      <link rel="modulepreload" href="assets/hls-1a.js">
      <link rel="stylesheet" href="assets/index-2b.css">
      <script type="module" src="assets/index-3c.js"></script>
      """;

  private final MemoryStore site = new MemoryStore(Clock.systemUTC());

  private static List<String> upload(ObjectStore site) throws IOException {
    return PlayerUpload.upload(
        site,
        path -> (path.equals("index.html") ? NEW_PAGE : "content of " + path).getBytes(UTF_8));
  }

  /** Every asset that the page names is there with the content that its name promises. */
  private void assertPageWorks(String expected) throws IOException {
    String page = new String(site.get("index.html"), UTF_8);
    assertThat(page).isEqualTo(expected);
    for (String asset : PlayerUpload.assets(page)) {
      assertThat(site.get(asset)).as(asset).isNotEmpty();
    }
  }

  @Test
  void upload_toAnEmptySite_putsAssetsFirstAndThePageLast() throws IOException {
    RecordingStore recorded = new RecordingStore(site);

    List<String> written = upload(recorded.store());

    assertThat(recorded.calls("put"))
        .containsExactly(
            "put assets/hls-1a.js",
            "put assets/index-2b.css",
            "put assets/index-3c.js",
            "put time",
            "put index.html");
    assertThat(written).endsWith("index.html").hasSize(5);
    assertPageWorks(NEW_PAGE);
  }

  @Test
  void upload_again_writesNothing() throws IOException {
    upload(site);
    RecordingStore recorded = new RecordingStore(site);
    assertThat(upload(recorded.store())).isEmpty();
    assertThat(recorded.calls("put")).isEmpty();
  }

  /** Whichever write is the first that fails: before it happened, or with its answer lost. */
  @Test
  void upload_interruptedAtAnyWrite_leavesAPageThatWorks_andGoesOn() throws IOException {
    int writes = upload(new MemoryStore(Clock.systemUTC())).size();
    for (int completed = 0; completed < writes; completed++) {
      for (boolean answerLost : List.of(false, true)) {
        site.delete(site.list("").stream().map(object -> object.path()).toList());
        site.put("assets/index-old.js", "old()".getBytes(UTF_8));
        site.put("index.html", OLD_PAGE.getBytes(UTF_8));

        ObjectStore failing = failingAfter(completed, answerLost);
        assertThatThrownBy(() -> upload(failing)).isInstanceOf(SocketTimeoutException.class);

        boolean pageWritten = answerLost && completed == writes - 1;
        assertPageWorks(pageWritten ? NEW_PAGE : OLD_PAGE);
        int left = writes - completed - (answerLost ? 1 : 0);
        assertThat(upload(site)).hasSize(left);
        assertPageWorks(NEW_PAGE);
        assertThat(site.get("assets/index-old.js")).asString(UTF_8).isEqualTo("old()");
      }
    }
  }

  private ObjectStore failingAfter(int completed, boolean answerLost) {
    AtomicInteger writes = new AtomicInteger();
    FaultyStore.Action fail =
        () -> {
          if (writes.getAndIncrement() == completed) {
            throw new SocketTimeoutException("no answer");
          }
        };
    return answerLost
        ? new FaultyStore(site, FaultyStore.Action.NOTHING, fail)
        : new FaultyStore(site, fail, FaultyStore.Action.NOTHING);
  }

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
