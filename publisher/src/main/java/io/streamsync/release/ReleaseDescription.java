package io.streamsync.release;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.media.Rung;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * {@code release.json}: written last, its presence says that the release is complete. It names no
 * viewer and holds no time of making, so that the same inputs give the same bytes.
 *
 * @param format {@link ReleaseInputs#FORMAT}
 * @param release id
 * @param build version of the program that made it
 * @param day local date
 * @param zone in which the day is meant
 * @param from first instant of the day
 * @param to first instant of the next
 * @param bucketSeconds length of a bucket
 * @param directoryBytes length of every pack's directory
 * @param packForm how packs are compressed
 * @param rungs smallest first
 * @param totals what it holds
 * @param manifestSha256 over the private manifest
 */
@JsonPropertyOrder({
  "format",
  "release",
  "build",
  "day",
  "zone",
  "from",
  "to",
  "bucketSeconds",
  "directoryBytes",
  "packForm",
  "rungs",
  "totals",
  "manifestSha256"
})
public record ReleaseDescription(
    int format,
    String release,
    String build,
    String day,
    String zone,
    Instant from,
    Instant to,
    int bucketSeconds,
    int directoryBytes,
    String packForm,
    List<Rung> rungs,
    Totals totals,
    String manifestSha256) {

  public static final String NAME = "release.json";

  /**
   * What a release holds.
   *
   * @param viewers personal timelines
   * @param channels public timelines
   * @param videos in its catalogue
   * @param packBytes of all packs together
   */
  @JsonPropertyOrder({"viewers", "channels", "videos", "packBytes"})
  public record Totals(long viewers, long channels, long videos, long packBytes) {}

  /**
   * Reads the description of a complete release.
   *
   * @throws io.streamsync.store.NoSuchObjectException if there is none, so the release is not
   *     complete
   */
  public static ReleaseDescription read(ObjectStore site, String releaseId) throws IOException {
    String path = SitePaths.releaseDescription(releaseId);
    ReleaseDescription release = JsonText.read(site.get(path), ReleaseDescription.class, path);
    if (release.format() != ReleaseInputs.FORMAT) {
      throw new IOException(
          path
              + " has format "
              + release.format()
              + ", this program knows "
              + ReleaseInputs.FORMAT);
    }
    return release;
  }
}
