package io.streamsync.job;

import io.streamsync.command.ExitCodes;
import io.streamsync.preview.PreviewServer;
import io.streamsync.publish.PlayerUpload;
import io.streamsync.release.Secret;
import io.streamsync.release.ViewerKeys;
import io.streamsync.source.Ffmpeg;
import io.streamsync.store.FolderStore;
import io.streamsync.store.ObjectStore;
import io.streamsync.time.BroadcastDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "Makes sample clips, runs a night for today and tomorrow and serves the page.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--dir", required = true, description = "folder for everything it makes")
  private Path dir = Path.of("");

  @Option(names = "--port", description = "of the page (default: ${DEFAULT-VALUE})")
  private int port = 8080;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path work = dir.resolve("work");
    DemoClips.make(dir.resolve("input"), new Ffmpeg(work, Optional.empty()), out);
    try (ObjectStore site = new FolderStore(dir.resolve("site"))) {
      PlayerUpload.upload(site);
    }
    int exit = runNight(work);
    if (exit != ExitCodes.DONE) {
      return exit;
    }
    PreviewServer server = PreviewServer.start(dir.resolve("site"), port);
    printLinks(server, out);
    server.join();
    return ExitCodes.DONE;
  }

  /** By the same command line as any night. */
  private int runNight(Path work) {
    BroadcastDay today = BroadcastDay.of(Instant.now(), ZoneOffset.UTC);
    return PipelineMain.commands()
        .execute(
            "nightly",
            "--input=" + dir.resolve("input"),
            "--site=" + dir.resolve("site"),
            "--ledger=" + dir.resolve("ledger"),
            "--work=" + work,
            "--day=" + today.date(),
            "--days=2");
  }

  private void printLinks(PreviewServer server, PrintWriter out) throws IOException {
    String page = "http://localhost:" + server.port() + "/";
    out.println();
    out.println("channel main   " + page);
    out.println("channel calm   " + page + "?channel=calm");
    try (ObjectStore ledger = new FolderStore(dir.resolve("ledger"))) {
      ViewerKeys keys = Secret.read(ledger, Secret.FIRST);
      for (String user : DemoClips.USERS) {
        out.printf("viewer %-7s %s#u=%s%n", user, page, keys.key(user));
      }
    }
    out.println("Stop with Ctrl-C.");
    out.flush();
  }
}
