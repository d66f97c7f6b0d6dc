package io.streamsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectHeadersTest {
  private static final String FOREVER = "public, max-age=31536000, immutable";

  @ParameterizedTest(name = "{0} is {1}, kept {2}")
  @CsvSource({
    "index.html, text/html; charset=utf-8, pointer",
    "live.json, application/json, pointer",
    "time, text/plain, never",
    "releases/20261120-aaaaaaaaaaaaa/timelines/ab/abcdefghijklmnopqrstuvwxyz.pack,"
        + " application/octet-stream, untouched",
    "releases/20261120-aaaaaaaaaaaaa/timelines/c/main.pack, application/octet-stream, untouched",
    "releases/20261120-aaaaaaaaaaaaa/master.m3u8, application/vnd.apple.mpegurl, forever",
    "releases/20261120-aaaaaaaaaaaaa/release.json, application/json, forever",
    "releases/20261120-aaaaaaaaaaaaa/channels.json, application/json, forever",
    "releases/20261120-aaaaaaaaaaaaa/guide.xml, application/xml, forever",
    "releases/20261120-aaaaaaaaaaaaa/guide.m3u, audio/x-mpegurl; charset=utf-8, forever",
    "segments/k/v240/init.mp4, video/mp4, forever",
    "segments/k/v240/00000.m4s, video/mp4, forever",
    "segments/k/a0/init.mp4, audio/mp4, forever",
    "segments/k/a0/00000.m4s, audio/mp4, forever",
    "segments/k/t-en.aaaaaaaaaaaaa/00000.vtt, text/vtt; charset=utf-8, forever",
    "segments/empty.vtt, text/vtt; charset=utf-8, forever",
    "segments/k/storyboard.vtt, text/vtt; charset=utf-8, forever",
    "segments/k/poster.jpg, image/jpeg, forever",
    "segments/k/video.json, application/json, forever",
    "assets/index-1a2b.js, text/javascript; charset=utf-8, forever",
    "assets/index-1a2b.css, text/css; charset=utf-8, forever",
    "assets/icon.svg, image/svg+xml, forever",
    "assets/unknown, application/octet-stream, forever",
  })
  void of_path_isTheRowOfTheTable(String path, String contentType, String kept) {
    String cacheControl =
        switch (kept) {
          case "pointer" -> "public, max-age=30, stale-while-revalidate=60";
          case "never" -> "no-store";
          case "untouched" -> FOREVER + ", no-transform";
          default -> FOREVER;
        };
    assertThat(ObjectHeaders.of(path)).isEqualTo(new ObjectHeaders(contentType, cacheControl));
  }
}
