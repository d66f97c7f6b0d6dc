package io.streamsync.publish;

import io.streamsync.release.SitePaths;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts the page on the site: hashed assets first, {@code index.html} last, so that no visitor gets
 * a page whose assets are not there yet.
 */
public final class PlayerUpload {
  private static final String RESOURCES = "/player/";

  /** The page names every asset it may load, if only as a preload. */
  private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"");

  private PlayerUpload() {}

  /** The built page. */
  interface Page {
    /**
     * @param path below the page's folder, which is its path on the site
     */
    byte[] read(String path) throws IOException;
  }

  /**
   * Uploads the page that this program carries.
   *
   * @return the paths written; an object that is already the same is left alone
   */
  public static List<String> upload(ObjectStore site) throws IOException {
    return upload(site, PlayerUpload::resource);
  }

  static List<String> upload(ObjectStore site, Page page) throws IOException {
    byte[] index = page.read(SitePaths.INDEX);
    List<String> written = new ArrayList<>();
    for (String path : assets(new String(index, StandardCharsets.UTF_8))) {
      putIfOther(site, path, page.read(path), written);
    }
    putIfOther(site, SitePaths.TIME, new byte[0], written);
    putIfOther(site, SitePaths.INDEX, index, written);
    return written;
  }

  static List<String> assets(String index) {
    return ASSET.matcher(index).results().map(match -> match.group(1)).distinct().sorted().toList();
  }

  private static void putIfOther(
      ObjectStore site, String path, byte[] content, List<String> written) throws IOException {
    Optional<ObjectStore.Versioned> present = site.getVersioned(path);
    if (present.isEmpty() || !Arrays.equals(present.get().content(), content)) {
      site.put(path, content);
      written.add(path);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PlayerUpload.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IOException("this program was built without the page: no " + RESOURCES + name);
      }
      return in.readAllBytes();
    }
  }
}
