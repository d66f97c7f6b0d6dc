package io.streamsync.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamsync.command.PublisherRace.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred rounds with processes: {@code publisher/bench/two-publishers.sh}. */
@Timeout(60)
class TwoPublishersTest {
  /** In turn with and without a pointer on air: the condition is another one. */
  @RepeatedTest(5)
  void publish_byTwoAtOnce_oneWinsAndTheOtherChangesNothing(
      RepetitionInfo round, @TempDir Path folder) throws Exception {
    PublisherRace race =
        new PublisherRace(folder.resolve("site").toString(), folder.resolve("ledger").toString());
    race.prepare(/* onAirBefore= */ round.getCurrentRepetition() % 2 == 0);

    Outcome outcome = race.neckAndNeck();

    assertThat(outcome).matches(Outcome::hasOneWinner);
    assertThat(outcome.messages()).filteredOn(message -> !message.isEmpty()).hasSize(1);
    assertThat(String.join("", outcome.messages()))
        .startsWith("publish: another publisher moved the pointer first");
  }
}
