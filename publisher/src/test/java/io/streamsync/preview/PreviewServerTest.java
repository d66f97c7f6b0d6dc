package io.streamsync.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.store.ObjectHeaders;
import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // by start()
class PreviewServerTest {
  private static PreviewSite site;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    site = new PreviewSite(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "live.json",
        "time",
        "assets/app.js",
        "assets/app.css",
        PreviewSite.PACK,
        "releases/20261120-aaaaaaaaaaaaa/master.m3u8",
        "releases/20261120-aaaaaaaaaaaaa/release.json",
        "segments/aaaaaaaaaaaaaaaaaaaaaaaaaa/v240/00000.m4s",
        "segments/aaaaaaaaaaaaaaaaaaaaaaaaaa/a0/init.mp4",
        "segments/aaaaaaaaaaaaaaaaaaaaaaaaaa/poster.jpg",
      })
  void get_everyKindOfFile_hasTheHeadersOfTheTable(String path) throws Exception {
    HttpResponse<byte[]> response = site.get(path + "?r=v240");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(site.store.get(path));
    ObjectHeaders expected = ObjectHeaders.of(path);
    assertThat(response.headers().allValues("Content-Type"))
        .containsExactly(expected.contentType());
    assertThat(response.headers().allValues("Cache-Control"))
        .containsExactly(expected.cacheControl());
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(response, "Access-Control-Expose-Headers"))
        .isEqualTo("Date, Age, Content-Range, ETag");
    assertThat(header(response, "Content-Encoding")).isEqualTo("none");
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "Server")).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "js", "css", "json", "m3u8", "m3u", "xml", "vtt", "svg"})
  void get_textByABrowser_isCompressed(String ending) throws Exception {
    String path = "texts/text." + ending;
    site.store.put(path, "There and back again. ".repeat(9).getBytes(UTF_8));
    HttpResponse<byte[]> response = site.get(path, "Accept-Encoding", "gzip, deflate, br");
    assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(response, "Vary")).contains("Accept-Encoding");
    try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(body.readAllBytes()).isEqualTo(site.store.get(path));
    }
    String tag = header(response, "ETag");
    assertThat(site.get(path, "Accept-Encoding", "gzip", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PreviewSite.PACK,
        "time",
        "segments/aaaaaaaaaaaaaaaaaaaaaaaaaa/v240/00000.m4s",
        "segments/aaaaaaaaaaaaaaaaaaaaaaaaaa/poster.jpg",
      })
  void get_otherByABrowser_isLeftAsItIs(String path) throws Exception {
    HttpResponse<byte[]> response = site.get(path, "Accept-Encoding", "gzip, deflate, br");
    assertThat(header(response, "Content-Encoding")).isEqualTo("none");
    assertThat(response.body()).isEqualTo(site.store.get(path));
  }

  @Test
  void get_rangeOfATextByABrowser_isThatPartAsItIs() throws Exception {
    HttpResponse<byte[]> response =
        site.get("live.json", "Range", "bytes=3-9", "Accept-Encoding", "gzip");
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Encoding")).isEqualTo("none");
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(site.store.get("live.json"), 3, 10));
  }

  @Test
  void get_root_isThePage() throws Exception {
    HttpResponse<byte[]> response = site.get("");
    assertThat(response.body()).asString(UTF_8).isEqualTo("content of index.html");
    assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(response, "Cache-Control")).contains("max-age=30");
  }

  @ParameterizedTest(name = "{0} is bytes {1} to {2}")
  @CsvSource({"bytes=0-51, 0, 51", "bytes=52-99, 52, 99", "bytes=7-7, 7, 7"})
  void get_range_isThatPartOnly(String range, int first, int last) throws Exception {
    byte[] whole = site.store.get(PreviewSite.PACK);
    HttpResponse<byte[]> response = site.get(PreviewSite.PACK, "Range", range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(first, last, whole.length));
    assertThat(header(response, "Cache-Control")).endsWith("immutable, no-transform");
    assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
  }

  @Test
  void get_rangeBehindTheEnd_is416AndNotKept() throws Exception {
    HttpResponse<byte[]> response = site.get(PreviewSite.PACK, "Range", "bytes=9999999-");
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes */" + site.store.get(PreviewSite.PACK).length);
    assertThat(header(response, "Cache-Control")).doesNotContain("max-age=31536000");
  }

  @Test
  void head_ofAFile_hasItsLengthAndNoBody() throws Exception {
    HttpResponse<byte[]> response = site.send("HEAD", PreviewSite.PACK);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "Content-Length"))
        .isEqualTo("" + site.store.get(PreviewSite.PACK).length);
    assertThat(header(response, "Cache-Control")).endsWith("no-transform");
  }

  @Test
  void get_sameETagAgain_isNotModifiedWithItsHeaders() throws Exception {
    String tag = header(site.get("live.json"), "ETag");
    HttpResponse<byte[]> response = site.get("live.json", "If-None-Match", tag);
    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(header(response, "Cache-Control")).contains("max-age=30");
  }

  @Test
  void get_time_isEmptyDatedAndNeverKept() throws Exception {
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<byte[]> response = site.send(method, "time?x=1");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEmpty();
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(response, "Date")).endsWith("GMT");
    }
  }

  @Test
  void get_liveRewrittenWhileRunning_isServedAnew() throws Exception {
    assertThat(site.get("live.json").body()).isEqualTo(site.store.get("live.json"));
    site.store.put("live.json", "another, and longer than before".getBytes(UTF_8));
    HttpResponse<byte[]> response = site.get("live.json");
    assertThat(response.body()).asString(UTF_8).isEqualTo("another, and longer than before");
    assertThat(header(response, "Content-Length")).isEqualTo("31");
  }

  @Test
  void get_absent_is404AndNotKept() throws Exception {
    HttpHeaders headers = site.get("segments/none.m4s").headers();
    assertThat(site.get("segments/none.m4s").statusCode()).isEqualTo(404);
    assertThat(headers.firstValue("Cache-Control").orElse("")).doesNotContain("max-age=31536000");
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void send_methodThatIsNoRead_is405(String method) throws Exception {
    HttpResponse<byte[]> response = site.send(method, "live.json");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void options_beforeARange_allowsIt() throws Exception {
    HttpResponse<byte[]> response = site.send("OPTIONS", PreviewSite.PACK);
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "Access-Control-Allow-Headers")).contains("Range");
  }
}
