package io.streamsync.command;

import io.streamsync.playlist.BucketPlaylist.AiredProgramme;
import io.streamsync.publish.WhatIsOn;
import io.streamsync.release.Secret;
import io.streamsync.release.TimelinePath;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "at",
    description = "Says what a viewer or channel sees at an instant.",
    mixinStandardHelpOptions = true)
final class AtCommand implements Callable<Integer> {
  @Mixin private StoreOptions.Both places = new StoreOptions.Both();

  @ArgGroup(multiplicity = "1")
  private TimelineOption timeline = new TimelineOption();

  @Option(
      names = "--time",
      paramLabel = "<instant>",
      description = "in UTC, 2026-11-20T18:04:11.500Z; now if not given")
  private @Nullable Instant time;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Instant instant = time != null ? time : Instant.now();
    try (StoreOptions.Opened stores = places.open()) {
      TimelinePath path =
          timeline.isUser()
              ? TimelinePath.ofViewer(
                  Secret.read(stores.ledger(), Secret.FIRST).key(timeline.user()))
              : TimelinePath.ofChannel(timeline.channel());
      print(instant, WhatIsOn.at(stores.site(), path, instant), Output.of(spec));
    }
    return ExitCodes.DONE;
  }

  private static void print(Instant instant, WhatIsOn on, PrintWriter out) {
    AiredProgramme now = on.segment().programme();
    out.println("time     " + instant);
    out.println("release  " + on.release());
    out.println("video    " + now.videoId() + "  \"" + now.title() + "\"");
    out.println("offset   " + seconds(on.offset(instant)) + " of " + seconds(now.duration()));
    out.println("segment  " + on.segment().uri());
    out.println("before   " + neighbour(on.before()));
    out.println("next     " + neighbour(on.after()));
  }

  private static String neighbour(Optional<AiredProgramme> programme) {
    return programme
        .map(
            other ->
                other.videoId()
                    + "  \""
                    + other.title()
                    + "\"  from "
                    + other.start()
                    + " for "
                    + seconds(other.duration()))
        .orElse("no release on air covers it");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
