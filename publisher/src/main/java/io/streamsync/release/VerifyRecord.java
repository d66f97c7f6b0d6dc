package io.streamsync.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.streamsync.store.JsonText;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.ObjectStore.Versioned;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code verified.json}: what a verification of a release found. The newest one stands in the
 * ledger, so that whoever publishes the release soon afterwards need not read all of it again.
 *
 * @param format 1
 * @param release id
 * @param manifestSha256 of the release as it was verified
 * @param verified when the verification began
 * @param full whether every pack was read
 * @param seed of the sample, if not
 * @param passed whether no check found a fault
 * @param checks in the order in which they were made
 */
@JsonPropertyOrder({
  "format",
  "release",
  "manifestSha256",
  "verified",
  "full",
  "seed",
  "passed",
  "checks"
})
public record VerifyRecord(
    int format,
    String release,
    String manifestSha256,
    Instant verified,
    boolean full,
    long seed,
    boolean passed,
    List<Check> checks) {

  public static final int FORMAT = 1;

  /** A record speaks for its release so long: what is in the store may be lost later. */
  public static final Duration GOOD_FOR = Duration.ofHours(1);

  /**
   * The outcome of one check.
   *
   * @param name a sentence that is true if the check passed
   * @param figure how much was checked
   * @param fault what is wrong, empty if nothing is
   * @param millis how long it took
   */
  @JsonPropertyOrder({"name", "figure", "fault", "millis"})
  public record Check(String name, String figure, String fault, long millis) {
    @JsonIgnore
    public boolean passed() {
      return fault.isEmpty();
    }

    @Override
    public String toString() {
      String line =
          String.format(
              Locale.ROOT,
              "%-5s %s (%s, %.3f s)",
              passed() ? "ok" : "FAULT",
              name,
              figure,
              millis / 1000.0);
      return passed() ? line : line + ": " + fault;
    }
  }

  /** The newest record of a release; empty if there is none that this program can read. */
  public static Optional<VerifyRecord> read(ObjectStore ledger, String releaseId)
      throws IOException {
    String path = LedgerPaths.verified(releaseId);
    Optional<Versioned> stored = ledger.getVersioned(path);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonText.read(stored.get().content(), VerifyRecord.class, path))
          .filter(record -> record.format() == FORMAT);
    } catch (IOException e) {
      return Optional.empty(); // of another program: verifying anew is all that is lost
    }
  }

  public void write(ObjectStore ledger) throws IOException {
    ledger.put(LedgerPaths.verified(release), JsonText.document(this));
  }

  /** For people: what was verified, and each check. */
  public List<String> lines() {
    String reading = full ? "full" : "quick, seed " + seed;
    return Stream.concat(
            Stream.of("release " + release + ", verified " + verified + ", " + reading),
            checks.stream().map(Check::toString))
        .toList();
  }

  /** Whether it still speaks for a release. One from the future comes from a clock set back. */
  public boolean speaksFor(ReleaseDescription description, Instant now) {
    return passed
        && release.equals(description.release())
        && manifestSha256.equals(description.manifestSha256())
        && !verified.isAfter(now)
        && verified.plus(GOOD_FOR).isAfter(now);
  }
}
