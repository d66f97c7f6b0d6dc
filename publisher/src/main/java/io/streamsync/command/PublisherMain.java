package io.streamsync.command;

import picocli.CommandLine.Command;

/** The publisher's own jar: everything that needs no Beam. */
@Command(
    name = "streamsync-publisher",
    description = "Verifies, publishes and previews StreamSync releases.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class)
public final class PublisherMain {
  PublisherMain() {}

  public static void main(String... arguments) {
    System.exit(Commands.of(new PublisherMain()).execute(arguments));
  }
}
