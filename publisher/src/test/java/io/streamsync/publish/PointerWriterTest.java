package io.streamsync.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamsync.publish.PointerWriter.AnotherPublisherWonException;
import io.streamsync.publish.PointerWriter.OutcomeUnknownException;
import io.streamsync.publish.PointerWriter.RecordFailedException;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.store.MemoryStore;
import io.streamsync.store.NoSuchObjectException;
import io.streamsync.store.ObjectInfo;
import io.streamsync.store.ObjectStore;
import io.streamsync.store.TestStores;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointerWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T00:01:02.345Z");
  private static final String OTHER = "20261120-bbbbbbbbbbbbb";
  private static final String THIRD = "20261120-ccccccccccccc";
  private static final String NEXT = "20261120-ccccccccccccc";

  private final MemoryStore site = new MemoryStore(Clock.systemUTC());
  private final MemoryStore ledger = new MemoryStore(Clock.systemUTC());
  private final PointerWriter writer = new PointerWriter(site, ledger);

  @BeforeEach
  void writeReleases() throws IOException {
    TinyRelease.write(site, ledger, TinyRelease.ID);
    TinyRelease.write(site, ledger, OTHER);
    TinyRelease.write(site, ledger, NEXT, TinyRelease.TO);
  }

  private LiveDocument live() throws IOException {
    return LiveDocument.parse(site.get("live.json"));
  }

  private List<String> onAir() throws IOException {
    return live().days().stream().map(LiveDay::release).toList();
  }

  private List<String> records() {
    return ledger.list("pointers/").stream().map(ObjectInfo::path).toList();
  }

  @Test
  void publish_first_writesPointerAndRecord() throws Exception {
    LiveDocument live = writer.publish(List.of(TinyRelease.ID, NEXT), NOW);
    assertThat(live()).isEqualTo(live);
    assertThat(live.published()).isEqualTo("2026-11-20T00:01:02Z");
    assertThat(live.publication()).matches("[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(onAir()).containsExactly(TinyRelease.ID, NEXT);
    assertThat(records()).containsExactly("pointers/2026-11-20T00:01:02Z.json");
    assertThat(ledger.get(records().get(0))).isEqualTo(site.get("live.json"));
  }

  @Test
  void publish_sameAgain_writesNothing() throws Exception {
    writer.publish(List.of(TinyRelease.ID), NOW);
    byte[] before = site.get("live.json");
    FaultyStore readOnly =
        new FaultyStore(site, PointerWriterTest::fail, FaultyStore.Action.NOTHING);
    new PointerWriter(readOnly, ledger).publish(List.of(TinyRelease.ID), NOW.plusSeconds(9));
    assertThat(site.get("live.json")).isEqualTo(before);
    assertThat(records()).hasSize(1);
  }

  @Test
  void publish_otherReleaseOfTheDay_replacesIt() throws Exception {
    writer.publish(List.of(TinyRelease.ID, NEXT), NOW);
    writer.publish(List.of(OTHER), NOW.plusSeconds(5));
    assertThat(onAir()).containsExactly(OTHER, NEXT);
    assertThat(records()).hasSize(2);
  }

  @Test
  void publish_twiceInOneSecond_recordsBoth() throws Exception {
    writer.publish(List.of(TinyRelease.ID), NOW);
    writer.publish(List.of(OTHER), NOW.plusMillis(1));
    assertThat(records()).hasSize(2);
    assertThat(ledger.get(records().get(1))).isEqualTo(site.get("live.json"));
  }

  @Test
  void rollBack_afterTwoPublications_putsTheFirstBackAndRecordsIt() throws Exception {
    writer.publish(List.of(TinyRelease.ID), NOW);
    writer.publish(List.of(OTHER), NOW.plusSeconds(5));

    LiveDocument live = writer.rollBack(NOW.plusSeconds(9));

    assertThat(onAir()).containsExactly(TinyRelease.ID);
    assertThat(live()).isEqualTo(live);
    assertThat(ledger.get(records().get(2))).isEqualTo(site.get("live.json"));
  }

  /** Whoever is told to run it again has wanted one step, not two. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rollBack_thatNobodyRecorded_isOnlyRecordedByTheNext(boolean answerLost) throws Exception {
    writer.publish(List.of(TinyRelease.ID), NOW);
    writer.publish(List.of(OTHER), NOW.plusSeconds(5));
    TinyRelease.write(site, ledger, THIRD);
    writer.publish(List.of(THIRD), NOW.plusSeconds(10));
    AtomicBoolean cut = new AtomicBoolean();
    FaultyStore losing =
        new FaultyStore(
            site,
            FaultyStore.Action.NOTHING,
            () -> {
              cut.set(answerLost);
              if (answerLost) {
                fail();
              }
            });
    ObjectStore silent =
        TestStores.with(
            losing,
            "getVersioned",
            call -> {
              if (cut.get()) {
                fail();
              }
              return call.proceed();
            });
    FaultyStore full = new FaultyStore(ledger, PointerWriterTest::fail, FaultyStore.Action.NOTHING);
    PointerWriter unlucky = new PointerWriter(silent, answerLost ? ledger : full);

    assertThatThrownBy(() -> unlucky.rollBack(NOW.plusSeconds(15)))
        .isInstanceOf(answerLost ? OutcomeUnknownException.class : RecordFailedException.class);
    assertThat(onAir()).containsExactly(OTHER);

    writer.rollBack(NOW.plusSeconds(20));
    assertThat(onAir()).containsExactly(OTHER);
    assertThat(records()).hasSize(4);

    writer.rollBack(NOW.plusSeconds(25));
    assertThat(onAir()).containsExactly(TinyRelease.ID);
  }

  @Test
  void rollBack_withoutReleaseBefore_changesNothing() throws Exception {
    assertThatThrownBy(() -> writer.rollBack(NOW)).hasMessageContaining("nothing is on air");
    writer.publish(List.of(TinyRelease.ID), NOW);
    assertThatThrownBy(() -> writer.rollBack(NOW)).hasMessageContaining("nothing would be on air");
    assertThat(onAir()).containsExactly(TinyRelease.ID);
    assertThat(records()).hasSize(1);
  }

  @Test
  void rollBack_toAReleaseThatIsGone_isRefused() throws Exception {
    writer.publish(List.of(TinyRelease.ID), NOW);
    writer.publish(List.of(OTHER), NOW.plusSeconds(5));
    site.delete(List.of("releases/" + TinyRelease.ID + "/release.json"));

    assertThatThrownBy(() -> writer.rollBack(NOW)).hasMessageContaining("or it is gone");
    assertThat(onAir()).containsExactly(OTHER);
  }

  @Test
  void publish_unknownRelease_changesNothing() {
    assertThatThrownBy(() -> writer.publish(List.of(TinyRelease.ID, "20261120-none"), NOW))
        .isInstanceOf(NoSuchObjectException.class);
    assertThat(site.head("live.json")).isEmpty();
    assertThat(records()).isEmpty();
  }

  @Test
  void publish_releaseOfANewerFormat_isRefused() throws IOException {
    String path = "releases/" + TinyRelease.ID + "/release.json";
    String json = new String(site.get(path), UTF_8);
    site.put(path, json.replace("\"format\": 1", "\"format\": 2").getBytes(UTF_8));
    assertThatThrownBy(() -> writer.publish(List.of(TinyRelease.ID), NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
    assertThat(site.head("live.json")).isEmpty();
  }

  @Test
  void publish_loserOfARace_changesNothing() throws Exception {
    FaultyStore raced =
        new FaultyStore(site, () -> publishQuietly(OTHER), FaultyStore.Action.NOTHING);
    assertThatThrownBy(() -> new PointerWriter(raced, ledger).publish(List.of(TinyRelease.ID), NOW))
        .isInstanceOf(AnotherPublisherWonException.class);
    assertThat(onAir()).containsExactly(OTHER);
    assertThat(records()).hasSize(1);
  }

  @Test
  void publish_answerLostAfterTheWrite_isRecognisedAsOwn() throws Exception {
    FaultyStore cut = new FaultyStore(site, FaultyStore.Action.NOTHING, PointerWriterTest::fail);
    LiveDocument live = new PointerWriter(cut, ledger).publish(List.of(TinyRelease.ID), NOW);
    assertThat(live()).isEqualTo(live);
    assertThat(records()).hasSize(1);
  }

  @Test
  void publish_requestLostBeforeTheWrite_failsAndChangesNothing() throws Exception {
    writer.publish(List.of(OTHER), NOW);
    FaultyStore cut = new FaultyStore(site, PointerWriterTest::fail, FaultyStore.Action.NOTHING);
    assertThatThrownBy(() -> new PointerWriter(cut, ledger).publish(List.of(TinyRelease.ID), NOW))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(onAir()).containsExactly(OTHER);
  }

  /** Whether the write came through before or not: nobody can tell. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void publish_answerLostAndPointerUnreadable_isUnknown_andRunAgainCompletes(boolean written)
      throws Exception {
    writer.publish(List.of(OTHER), NOW);
    AtomicBoolean cut = new AtomicBoolean();
    FaultyStore.Action lose =
        () -> {
          cut.set(true);
          fail();
        };
    FaultyStore writes =
        written
            ? new FaultyStore(site, FaultyStore.Action.NOTHING, lose)
            : new FaultyStore(site, lose, FaultyStore.Action.NOTHING);
    ObjectStore unreachable =
        TestStores.with(
            writes,
            "getVersioned",
            call -> {
              if (cut.get()) {
                fail();
              }
              return call.proceed();
            });
    Instant later = NOW.plusSeconds(5);

    assertThatThrownBy(
            () -> new PointerWriter(unreachable, ledger).publish(List.of(TinyRelease.ID), later))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContainingAll("not known whether", "run again", "no answer")
        .hasRootCauseInstanceOf(SocketTimeoutException.class);

    assertThat(onAir()).containsExactly(written ? TinyRelease.ID : OTHER);
    writer.publish(List.of(TinyRelease.ID), later.plusSeconds(5));
    assertThat(onAir()).containsExactly(TinyRelease.ID);
    assertThat(records()).hasSize(2);
  }

  @Test
  void publish_requestRefusedOnce_isMadeAgain() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    FaultyStore busy =
        new FaultyStore(
            site,
            () -> {
              if (writes.getAndIncrement() == 0) {
                fail();
              }
            },
            FaultyStore.Action.NOTHING);
    LiveDocument live = new PointerWriter(busy, ledger).publish(List.of(TinyRelease.ID), NOW);
    assertThat(live()).isEqualTo(live);
    assertThat(writes).hasValue(2);
  }

  @Test
  void publish_errorWhileAnotherWon_saysSo() {
    FaultyStore raced =
        new FaultyStore(
            site,
            () -> {
              publishQuietly(OTHER);
              fail();
            },
            FaultyStore.Action.NOTHING);
    assertThatThrownBy(() -> new PointerWriter(raced, ledger).publish(List.of(TinyRelease.ID), NOW))
        .isInstanceOf(AnotherPublisherWonException.class);
  }

  @Test
  void publish_recordFails_isOnAirAndTheNextRunWritesTheRecord() throws Exception {
    FaultyStore full = new FaultyStore(ledger, PointerWriterTest::fail, FaultyStore.Action.NOTHING);
    assertThatThrownBy(() -> new PointerWriter(site, full).publish(List.of(TinyRelease.ID), NOW))
        .isInstanceOf(RecordFailedException.class)
        .hasMessageContaining("run again");
    assertThat(onAir()).containsExactly(TinyRelease.ID);
    assertThat(records()).isEmpty();
    writer.publish(List.of(TinyRelease.ID), NOW.plusSeconds(60));
    assertThat(records()).containsExactly("pointers/2026-11-20T00:01:02Z.json");
    assertThat(ledger.get(records().get(0))).isEqualTo(site.get("live.json"));
  }

  @Test
  void publish_ofAnotherReleaseAfterALostRecord_writesThatRecordToo() throws Exception {
    FaultyStore full = new FaultyStore(ledger, PointerWriterTest::fail, FaultyStore.Action.NOTHING);
    assertThatThrownBy(() -> new PointerWriter(site, full).publish(List.of(TinyRelease.ID), NOW))
        .isInstanceOf(RecordFailedException.class);
    byte[] lost = site.get("live.json");

    writer.publish(List.of(OTHER), NOW.plusSeconds(60));

    assertThat(records()).hasSize(2);
    assertThat(ledger.get(records().get(0))).isEqualTo(lost);
    assertThat(onAir()).containsExactly(OTHER);
  }

  private void publishQuietly(String release) throws IOException {
    try {
      writer.publish(List.of(release), NOW);
    } catch (LiveDocument.DayOverlapException e) {
      throw new IOException(e);
    }
  }

  private static void fail() throws IOException {
    throw new SocketTimeoutException("no answer");
  }
}
