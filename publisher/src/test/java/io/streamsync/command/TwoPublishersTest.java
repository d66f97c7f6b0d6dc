package io.streamsync.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.command.PublisherRace.Outcome;
import io.streamsync.store.FaultyProxy;
import io.streamsync.store.S3Mock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds are in turn with and without a pointer on air, since the condition is another one. A
 * hundred of them, on folders with processes: {@code publisher/bench/two-publishers.sh}.
 */
@Timeout(60)
class TwoPublishersTest {
  private static S3Mock storage;

  @BeforeAll
  static void startStorage() throws Exception {
    storage = S3Mock.start();
  }

  @AfterAll
  static void stopStorage() {
    storage.close();
  }

  @RepeatedTest(5)
  void publish_byTwoAtOnceToAFolder_oneWinsAndTheOtherChangesNothing(
      RepetitionInfo round, @TempDir Path folder) throws Exception {
    PublisherRace race =
        new PublisherRace(folder.resolve("site").toString(), folder.resolve("ledger").toString());
    race.prepare(isOnAirBefore(round));

    assertOneWinner(race.neckAndNeck());
  }

  @RepeatedTest(5)
  void publish_byTwoAtOnceToObjectStorage_oneWinsAndTheOtherChangesNothing(RepetitionInfo round)
      throws Exception {
    try (FaultyProxy proxy = FaultyProxy.honest(storage.port())) {
      PublisherRace race =
          new PublisherRace(storage.location(proxy.port()), storage.location(proxy.port()));
      race.prepare(isOnAirBefore(round));

      assertOneWinner(race.neckAndNeck(proxy));
    }
  }

  private static boolean isOnAirBefore(RepetitionInfo round) {
    return round.getCurrentRepetition() % 2 == 0;
  }

  private static void assertOneWinner(Outcome outcome) {
    assertThat(outcome).matches(Outcome::hasOneWinner);
    assertThat(outcome.messages()).filteredOn(message -> !message.isEmpty()).hasSize(1);
    assertThat(String.join("", outcome.messages()))
        .startsWith("publish: another publisher moved the pointer first");
  }
}
