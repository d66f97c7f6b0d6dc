package io.streamsync.command;

import io.streamsync.preview.PreviewServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "preview",
    description = "Serves a site's folder on this machine until it is stopped.",
    mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  @Option(names = "--site", required = true, paramLabel = "<folder>", description = "the site")
  private Path site = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "0 for any free one (default: ${DEFAULT-VALUE})")
  private int port = 8080;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PreviewServer server = PreviewServer.start(site, port);
    PrintWriter out = Output.of(spec);
    out.println("http://localhost:" + server.port() + "/");
    out.flush();
    server.join();
    return ExitCodes.DONE;
  }
}
