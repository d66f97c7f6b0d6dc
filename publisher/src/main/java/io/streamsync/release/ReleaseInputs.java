package io.streamsync.release;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * All that decides the bytes of a release. Its hash is in the release's id, so that the same inputs
 * are the same release and any other input is another.
 *
 * @param buildVersion of the program
 * @param day it covers
 * @param zone in which that day is meant
 * @param bucketSeconds length of a bucket
 * @param packForm how packs are compressed
 * @param ladder canonical text of the encoding ladder
 * @param slate name of what fills holes
 * @param secretNumber of the secret that viewers' keys are made with
 * @param sequenceHashes SHA-256 in hex of every sequence file that applies
 * @param catalogue one line a video: id, key and title
 */
public record ReleaseInputs(
    String buildVersion,
    LocalDate day,
    ZoneId zone,
    int bucketSeconds,
    String packForm,
    String ladder,
    String slate,
    int secretNumber,
    List<String> sequenceHashes,
    List<String> catalogue) {

  public static final int FORMAT = 1;
  private static final int HASH_CHARACTERS = 13;

  public ReleaseInputs {
    sequenceHashes = sequenceHashes.stream().sorted().toList();
    catalogue = catalogue.stream().sorted().toList();
  }

  /** {@code 20261120-7kq2m4xw3c5ab}. */
  public String releaseId() {
    byte[] hash = DigestUtils.sha256(text().getBytes(StandardCharsets.UTF_8));
    String code = new Base32().encodeToString(hash).toLowerCase(Locale.ROOT);
    return day.format(DateTimeFormatter.BASIC_ISO_DATE) + "-" + code.substring(0, HASH_CHARACTERS);
  }

  private String text() {
    return String.join(
        "\n",
        "format " + FORMAT,
        "build " + buildVersion,
        "day " + day,
        "zone " + zone,
        "bucketSeconds " + bucketSeconds,
        "pack " + packForm,
        "ladder",
        ladder,
        "slate " + slate,
        "secret " + secretNumber,
        "sequences",
        String.join("\n", sequenceHashes),
        "catalogue",
        String.join("\n", catalogue),
        "");
  }
}
