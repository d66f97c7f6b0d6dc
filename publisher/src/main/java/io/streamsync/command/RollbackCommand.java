package io.streamsync.command;

import io.streamsync.publish.PointerWriter;
import io.streamsync.release.LiveDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rollback",
    description = {
      "Puts back, for each day that is not over, the release that was on air before.",
      "Refuses what would leave this moment without a release."
    },
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Both places = new StoreOptions.Both();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Output.of(spec);
    try (StoreOptions.Opened stores = places.open()) {
      LiveDocument live = new PointerWriter(stores.site(), stores.ledger()).rollBack(Instant.now());
      live.days().forEach(day -> out.println(day.from() + "  " + day.release()));
    }
    return ExitCodes.DONE;
  }
}
