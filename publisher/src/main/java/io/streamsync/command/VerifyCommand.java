package io.streamsync.command;

import io.streamsync.publish.PackSelection;
import io.streamsync.publish.ReleaseVerifier;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Checks complete releases, by named checks, and leaves the outcome in the ledger.",
      "publish relies on it for an hour."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Both places = new StoreOptions.Both();

  @Option(names = "--full", description = "read every pack whole, and not only a few")
  private boolean full;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      description = "which few packs are read (default: it follows from the release)")
  private @Nullable Long seed;

  @Parameters(arity = "1..*", paramLabel = "<release>", description = "ids of releases")
  private List<String> releases = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Output.of(spec);
    boolean passed = true;
    try (StoreOptions.Opened stores = places.open()) {
      ReleaseVerifier verifier =
          new ReleaseVerifier(stores.site(), stores.ledger(), InstantSource.system());
      for (String release : releases) {
        VerifyRecord record = verifier.verify(release, selection(release));
        record.lines().forEach(out::println);
        passed &= record.passed();
      }
    }
    return passed ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private PackSelection selection(String release) {
    if (full) {
      return PackSelection.all();
    }
    return seed == null ? PackSelection.fewOf(release) : PackSelection.few(seed);
  }
}
