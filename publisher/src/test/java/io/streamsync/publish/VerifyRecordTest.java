package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.release.Manifest;
import io.streamsync.release.Manifest.Entry;
import io.streamsync.release.SitePaths;
import io.streamsync.release.VerifyRecord;
import io.streamsync.store.MemoryStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a release that was verified need not be verified again. */
class VerifyRecordTest {
  private static final String ID = TinyRelease.ID;
  private static final String PATH = "releases/" + ID + "/verified.json";
  private static final Instant THEN = Instant.parse("2026-11-20T00:01:00Z");

  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final MemoryStore ledger = new MemoryStore(Clock.systemUTC());

  @BeforeEach
  void writeRelease() throws IOException {
    TinyRelease.write(site, ledger, ID);
  }

  private ReleaseVerifier verifierAt(Instant now) {
    return new ReleaseVerifier(site, ledger, () -> now);
  }

  private VerifyRecord recordAfter(Duration age) throws IOException {
    return verifierAt(THEN.plus(age)).freshOrVerify(ID);
  }

  @Test
  void record_ofAVerification_isReadBackAsItWas() throws IOException {
    VerifyRecord record = verifierAt(THEN).verify(ID, PackSelection.few(77));
    assertThat(VerifyRecord.read(ledger, ID)).contains(record);
    assertThat(record.lines().get(0))
        .isEqualTo("release " + ID + ", verified 2026-11-20T00:01:00Z, quick, seed 77");
    assertThat(verifierAt(THEN).verify(ID, PackSelection.all()).lines().get(0)).endsWith(", full");
    assertThat(ledger.get(PATH)).asString(UTF_8).contains("\"full\": true");
  }

  @ParameterizedTest(name = "a record {0} s old speaks for its release: {1}")
  @CsvSource({"0, true", "3599, true", "3600, false", "90000, false", "-1, false"})
  void freshOrVerify_recordThatPassed_isGoodForAnHour(long seconds, boolean good)
      throws IOException {
    verifierAt(THEN).verify(ID, PackSelection.all());
    VerifyRecord record = recordAfter(Duration.ofSeconds(seconds));
    assertThat(record.verified().equals(THEN) && record.full()).isEqualTo(good);
    assertThat(record.passed()).isTrue();
  }

  @Test
  void freshOrVerify_withoutRecord_verifiesAndLeavesOne() throws IOException {
    VerifyRecord record = recordAfter(Duration.ZERO);
    assertThat(record.full()).isFalse();
    assertThat(VerifyRecord.read(ledger, ID)).contains(record);
  }

  @Test
  void freshOrVerify_recordThatFailed_isNotAccepted() throws IOException {
    byte[] master = site.get(SitePaths.master(ID));
    site.delete(List.of(SitePaths.master(ID)));
    assertThat(verifierAt(THEN).verify(ID, PackSelection.all()).passed()).isFalse();
    assertThat(recordAfter(Duration.ofMinutes(1)).passed()).isFalse();
    site.put(SitePaths.master(ID), master);
    assertThat(recordAfter(Duration.ofMinutes(2)).passed()).isTrue();
  }

  @Test
  void freshOrVerify_recordOfAnotherManifest_isNotAccepted() throws IOException {
    verifierAt(THEN).verify(ID, PackSelection.all());
    ledger.put(
        "releases/" + ID + "/manifest/c.jsonl.gz",
        Manifest.write(List.of(new Entry("main", 1, "00"))));
    String hash = Manifest.sha256(Manifest.parts(ledger, ID));
    String description = new String(site.get(SitePaths.releaseDescription(ID)), UTF_8);
    site.put(
        SitePaths.releaseDescription(ID),
        description.replaceFirst("(\"manifestSha256\": \")\\w+", "$1" + hash).getBytes(UTF_8));
    assertThat(recordAfter(Duration.ofMinutes(1)).passed()).isFalse();
  }

  /** The record does not say whose it is by its place alone. */
  @Test
  void freshOrVerify_recordCopiedFromAnotherRelease_isNotAccepted() throws IOException {
    String other = "20261120-bbbbbbbbbbbbb";
    TinyRelease.write(site, ledger, other);
    new ReleaseVerifier(site, ledger, () -> THEN).verify(other, PackSelection.all());
    ledger.put(PATH, ledger.get("releases/" + other + "/verified.json"));
    assertThat(recordAfter(Duration.ofMinutes(1)).full()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"{}", "'{\"format\": 2}'", "nonsense", "null"})
  void freshOrVerify_recordThatCannotBeRead_isNotAccepted(String text) throws IOException {
    ledger.put(PATH, text.getBytes(UTF_8));
    assertThat(recordAfter(Duration.ZERO).release()).isEqualTo(ID);
    assertThat(VerifyRecord.read(ledger, ID)).isPresent();
  }
}
