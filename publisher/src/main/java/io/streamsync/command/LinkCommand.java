package io.streamsync.command;

import io.streamsync.release.LiveDocument;
import io.streamsync.release.LiveDocument.LiveDay;
import io.streamsync.release.Secret;
import io.streamsync.release.SitePaths;
import io.streamsync.release.TimelinePath;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "link",
    description = "Prints a viewer's link: append it to the address of the page.",
    mixinStandardHelpOptions = true)
final class LinkCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Both places = new StoreOptions.Both();

  @Option(names = "--user", required = true, paramLabel = "<id>", description = "the viewer's id")
  private String user = "";

  @Option(
      names = "--page",
      paramLabel = "<url>",
      description = "address of the page, put before the link")
  private String page = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (StoreOptions.Opened stores = places.open()) {
      String key = Secret.read(stores.ledger(), Secret.FIRST).key(user);
      Output.of(spec).println(page + "#u=" + key);
      if (!isOnAir(stores.site(), TimelinePath.ofViewer(key))) {
        throw new IOException(user + " has no timeline in any release on air");
      }
    }
    return ExitCodes.DONE;
  }

  private static boolean isOnAir(ObjectStore site, TimelinePath timeline) throws IOException {
    for (LiveDay day : LiveDocument.parse(site.get(SitePaths.LIVE)).days()) {
      if (site.head(timeline.in(day.release())).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
