package io.streamsync.command;

import io.streamsync.publish.PlayerUpload;
import io.streamsync.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "publish-player",
    description = "Puts the page on the site: assets first, index.html last.",
    mixinStandardHelpOptions = true)
final class PublishPlayerCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Site site = new StoreOptions.Site();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (ObjectStore store = site.open()) {
      List<String> written = PlayerUpload.upload(store);
      Output.of(spec)
          .println(
              written.isEmpty() ? "the page is up to date" : "wrote " + String.join(", ", written));
    }
    return ExitCodes.DONE;
  }
}
