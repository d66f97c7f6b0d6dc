package io.streamsync.command;

import io.streamsync.publish.PointerWriter;
import io.streamsync.publish.ReleaseVerifier;
import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.DayOverlapException;
import io.streamsync.release.VerifyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "publish",
    description = {
      "Puts complete releases on air for their days.",
      "Verifies each first, unless verify found it in order within the last hour."
    },
    mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Both places = new StoreOptions.Both();

  @Parameters(arity = "1..*", paramLabel = "<release>", description = "ids of releases")
  private List<String> releases = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, DayOverlapException {
    PrintWriter out = Output.of(spec);
    try (StoreOptions.Opened stores = places.open()) {
      InstantSource clock = InstantSource.system();
      ReleaseVerifier verifier = new ReleaseVerifier(stores.site(), stores.ledger(), clock);
      for (String release : releases) {
        VerifyRecord record = verifier.freshOrVerify(release);
        record.lines().forEach(out::println);
        if (!record.passed()) {
          throw new IOException("release " + release + " is faulty; nothing was published");
        }
      }
      LiveDocument live =
          new PointerWriter(stores.site(), stores.ledger()).publish(releases, clock.instant());
      live.days().forEach(day -> out.println(day.from() + "  " + day.release()));
    }
    return ExitCodes.DONE;
  }
}
