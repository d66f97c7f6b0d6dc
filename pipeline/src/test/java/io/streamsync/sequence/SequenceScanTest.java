package io.streamsync.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamsync.source.Reject;
import io.streamsync.source.RejectCode;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceScanTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Instant NOW = Instant.parse("2026-11-19T20:00:00Z");

  private final ObjectStore input = new MemoryStore(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private void put(String path, String text) throws IOException {
    input.put("sequences/" + path, text.getBytes(StandardCharsets.UTF_8));
  }

  private SequenceScan.Found scan() throws IOException {
    return SequenceScan.scan(input, DAY, NOW);
  }

  @Test
  void fileOfTheDay_andStandingOnes_apply() throws IOException {
    put("a.jsonl", "{}");
    put("2026-11-20/b.CSV", "user");

    assertThat(scan().files())
        .extracting(SequenceFile::path, SequenceFile::place)
        .containsExactly(
            tuple("sequences/2026-11-20/b.CSV", Place.DAY),
            tuple("sequences/a.jsonl", Place.STANDING));
    assertThat(scan().rejects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21", "2028-02-29", "1999-12-31"})
  void folderOfAnotherDay_isNotLookedInto(String day) throws IOException {
    put(day + "/b.jsonl", "{}");

    assertThat(scan().read()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "2026-13-01", "2027-02-29", "2026-11-20x", "20261120"})
  void folderThatIsNoDay_isRejected(String name) throws IOException {
    put(name + "/b.jsonl", "{}");

    assertThat(scan().files()).isEmpty();
    assertThat(scan().rejects())
        .extracting(Reject::code, Reject::file)
        .containsExactly(tuple(RejectCode.UNKNOWN_FILE, "sequences/" + name + "/b.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.jsonl", "2026-11-20/a.csv"})
  void fileOfNoBytes_isRejected(String name) throws IOException {
    put(name, "");

    assertThat(scan().files()).isEmpty();
    assertThat(scan().rejects())
        .extracting(Reject::code, Reject::file)
        .containsExactly(tuple(RejectCode.EMPTY_FILE, "sequences/" + name));
    assertThat(scan().read()).isEqualTo(1);
  }
}
