package io.streamsync.store;

/**
 * What an object is served with, decided by its path alone, so that a bucket, a preview and a CDN
 * cannot disagree.
 *
 * @param contentType media type
 * @param cacheControl how long it may be kept
 */
public record ObjectHeaders(String contentType, String cacheControl) {
  private static final String POINTER = "public, max-age=30, stale-while-revalidate=60";
  private static final String NEVER = "no-store";
  private static final String FOREVER = "public, max-age=31536000, immutable";

  /** Packs are read by Range: a proxy that recompresses them would shift the offsets. */
  private static final String FOREVER_UNTOUCHED = FOREVER + ", no-transform";

  public static ObjectHeaders of(String path) {
    return new ObjectHeaders(contentType(path), cacheControl(path));
  }

  private static String cacheControl(String path) {
    return switch (path) {
      case "index.html", "live.json" -> POINTER;
      case "time" -> NEVER;
      default -> path.endsWith(".pack") ? FOREVER_UNTOUCHED : FOREVER;
    };
  }

  private static String contentType(String path) {
    if (path.equals("time")) {
      return "text/plain";
    }
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "json" -> "application/json";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "jpg" -> "image/jpeg";
      case "png" -> "image/png";
      case "ico" -> "image/x-icon";
      case "m3u8" -> "application/vnd.apple.mpegurl";
      case "m3u" -> "audio/x-mpegurl; charset=utf-8";
      case "xml" -> "application/xml";
      case "vtt" -> "text/vtt; charset=utf-8";
      case "txt" -> "text/plain; charset=utf-8";
      case "mp4", "m4s" -> path.contains("/a0/") ? "audio/mp4" : "video/mp4";
      default -> "application/octet-stream";
    };
  }
}
