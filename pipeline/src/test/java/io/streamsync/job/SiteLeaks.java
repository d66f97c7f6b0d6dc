package io.streamsync.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.codec.binary.Base32;

/** Looks for what must not be public in the paths and bytes of a site, compressed ones included. */
final class SiteLeaks {
  private static final String GZIP = "\u001f\u008b\u0008\u0000";
  private static final int GZIP_HEADER_BYTES = 10;

  /** What it is, by what it looks like. */
  private final Map<String, String> names = new TreeMap<>();

  /** Text, in any case. */
  SiteLeaks hide(String name, String text) {
    names.put(text.toLowerCase(Locale.ROOT), name);
    return this;
  }

  /** Bytes, also as people write them down. */
  SiteLeaks hideBytes(String name, byte[] bytes) {
    Base64.Encoder plain = Base64.getEncoder().withoutPadding();
    Base64.Encoder forUrls = Base64.getUrlEncoder().withoutPadding();
    return hide(name, new String(bytes, ISO_8859_1))
        .hide(name + " in hex", HexFormat.of().formatHex(bytes))
        .hide(name + " in base32", new Base32().encodeToString(bytes).replace("=", ""))
        .hide(name + " in base64", plain.encodeToString(bytes))
        .hide(name + " in base64", forUrls.encodeToString(bytes));
  }

  /** A sentence for each thing that was found and each object it was found in. */
  List<String> in(ObjectStore site) throws IOException {
    List<String> leaks = new ArrayList<>();
    for (ObjectInfo object : site.list("")) {
      String bytes = new String(site.get(object.path()), ISO_8859_1);
      String text =
          String.join(" ", object.path(), bytes, inflated(bytes)).toLowerCase(Locale.ROOT);
      names.forEach(
          (secret, name) -> {
            if (text.contains(secret)) {
              leaks.add(object.path() + " tells " + name);
            }
          });
    }
    return leaks;
  }

  /** The content of all gzip members, wherever in an object they begin. */
  private static String inflated(String bytes) {
    StringBuilder all = new StringBuilder();
    for (int at = bytes.indexOf(GZIP); at >= 0; at = bytes.indexOf(GZIP, at + 1)) {
      all.append('\n').append(member(bytes.substring(at).getBytes(ISO_8859_1)));
    }
    return all.toString();
  }

  private static String member(byte[] member) {
    Inflater inflater = new Inflater(/* nowrap= */ true);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      inflater.setInput(member, GZIP_HEADER_BYTES, member.length - GZIP_HEADER_BYTES);
      byte[] buffer = new byte[8192];
      int count = inflater.inflate(buffer);
      while (count > 0) {
        content.write(buffer, 0, count);
        count = inflater.inflate(buffer);
      }
    } catch (DataFormatException | IllegalArgumentException e) {
      // other bytes that look like a member's beginning
    } finally {
      inflater.end();
    }
    return content.toString(ISO_8859_1);
  }
}
