package io.streamsync.command;

import io.streamsync.publish.ReleaseVerifier;
import io.streamsync.publish.ReleaseVerifier.Check;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = "Checks complete releases, by named checks.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Site site = new StoreOptions.Site();
  @Mixin private StoreOptions.Ledger ledger = new StoreOptions.Ledger();

  @Parameters(arity = "1..*", paramLabel = "<release>", description = "ids of releases")
  private List<String> releases = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Output.of(spec);
    boolean passed = true;
    try (ObjectStore siteStore = site.open();
        ObjectStore ledgerStore = ledger.open()) {
      for (String release : releases) {
        List<Check> checks = ReleaseVerifier.verify(siteStore, ledgerStore, release);
        checks.forEach(out::println);
        passed &= checks.stream().allMatch(Check::passed);
      }
    }
    return passed ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
